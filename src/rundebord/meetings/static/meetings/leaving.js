// What is asked about once before the group goes on: a film that is not over, and a meeting that ends without a date.

const dialog = document.getElementById("leave-film");
const stage = document.getElementById("stage");
const bounce = 400; // a clicker sends one press as several: it must not both ask and answer
let askedAt = 0;
let toldOfDate = -Infinity;
let left = ""; // the film that was left: the step takes a moment to change, and one more press asks nothing
let goOn = () => {};

export function startLeaving(move) {
  goOn = move;
  // Somebody else, or a press that was on its way, has moved the group on: there is nothing more to ask.
  new MutationObserver(() => dialog.close()).observe(stage, { attributeFilter: ["data-step"] });
  dialog.addEventListener("click", ({ target }) => {
    if (target.closest("[data-leave]")) leave();
  });
  dialog.addEventListener("keydown", (event) => {
    if (!["PageDown", "ArrowRight"].includes(event.key)) return;
    event.preventDefault();
    if (!event.repeat && performance.now() - askedAt > bounce) leave();
  });
}

/** An unfinished film is left by two presses, not by one that slipped. */
export function askBeforeLeaving() {
  if (left === stage.dataset.step) return;
  askedAt = performance.now();
  dialog.showModal();
}

/** True, once, if the press would close the meeting without a date for the next one. */
export function closesWithoutDate(form) {
  const date = document.getElementById("field-next-date-");
  if (form.dataset.command !== "close-meeting" || !date || date.value.trim() !== "") return false;
  if (performance.now() - toldOfDate < 20_000) return false;
  toldOfDate = performance.now();
  return true;
}

function leave() {
  dialog.close();
  left = stage.dataset.step;
  setTimeout(() => (left = ""), 3000);
  goOn();
}
