// The host's own device: it follows the meeting and keeps it going. No words are written here.

import { show } from "./clock.js";
import "./door.js";
import * as live from "./live.js";
import { say } from "./page.js";
import { adoptOrphans, enqueue, on, own, send } from "./queue.js";

const said = document.getElementById("said");

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-command]");
  if (!form) return;
  event.preventDefault();
  // One move at a time: a second press while the first is on its way is the same press.
  if (form.dataset.move && own().some(({ move }) => move)) return;
  said.textContent = "";
  enqueue({ command: form.dataset.command, ...Object.fromEntries(new FormData(form)) }, { move: Boolean(form.dataset.move) });
});

on("answered", (item, answer) => {
  if (answer.refused) {
    said.textContent = answer.refused;
    // The second press is sure.
    for (const field of document.querySelectorAll("[data-sure] [name=sure]")) field.value = "1";
    return;
  }
  document.getElementById("saved").textContent = say("saved", answer.savedAt);
  live.want(answer.mark);
});
on("waiting", (count, trouble) => {
  if (count > 0 && trouble) said.textContent = say(trouble === "cannotSave" ? trouble : "waiting");
});
on("dropped", () => {
  said.textContent = say("moveDropped");
});

live.onShown(show);
live.onShown(() => own().length > 0 && send());
live.onGone(() => {
  live.stop();
  said.textContent = say("hostGone");
});
show();
adoptOrphans();
live.start();
