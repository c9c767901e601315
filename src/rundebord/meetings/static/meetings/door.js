// The door for phones: opened when the code is first asked for, watched and shut from the same place.

import { address, present } from "./page.js";

const dialog = document.getElementById("join");

/** The code is on the screen, large; the door is open. */
export function openJoin() {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  const door = document.getElementById("door");
  if (door && !door.dataset.code) void change({ do: "open" });
  showDoor();
}

/** The picture is fetched when there is a code to show, and anew when it has changed. */
export function showDoor() {
  const picture = document.getElementById("join-qr");
  const door = document.getElementById("door");
  if (!picture || !door) return;
  const { code, open } = door.dataset;
  picture.hidden = !code || open !== "1";
  if (code && picture.dataset.code !== code) {
    picture.dataset.code = code;
    picture.src = `${picture.dataset.src}?${code}`;
  }
}

async function change(form) {
  try {
    await fetch(`${address}/dor`, { method: "POST", body: new URLSearchParams(form), headers: { "X-CSRFToken": present.csrf } });
  } catch {
    // The screen shows what is so; whoever pressed presses again.
  }
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("#open-join")) {
    document.getElementById("tools").close();
    openJoin();
  }
  const button = target.closest("[data-door]");
  if (!button) return;
  if (button.dataset.sure && !("asked" in button.dataset)) {
    // Shutting somebody out and passing the role on are asked once.
    button.dataset.asked = "";
    button.textContent = button.dataset.sure;
    return;
  }
  void change({ do: button.dataset.door, seat: button.dataset.seat ?? "", yes: button.dataset.yes ?? "" });
});
