// Paper slips, counted in at this keyboard. Until the result is shown the counts are in this browser alone, and the
// screen says only how many slips there are: nothing of a hidden vote leaves the room before all see it at once.

import { announce } from "./announce.js";
import { say } from "./page.js";
import { forget, keep, recall } from "./store.js";
import { enqueue } from "./queue.js";

/** Every place for slips on the stage has its field and its buttons. */
export function showSlips() {
  for (const place of document.querySelectorAll("[data-slips]")) {
    if (place.dataset.heads !== place.dataset.shownHeads) draw(place);
  }
}

function slipsOf(place) {
  return recall(nameOf(place)) ?? [];
}

function nameOf(place) {
  return `s:${place.dataset.step}:${place.dataset.statement}`;
}

function draw(place) {
  place.dataset.shownHeads = place.dataset.heads;
  const isRate = place.dataset.slips === "rate";
  const help = element("p", "slips-help", say(isRate ? "slipRate" : "slipVote"));
  const count = element("p", "slips-count", "");
  const form = element("form", "slips-form", "");
  const field = element("input", "ds-input slip", "");
  Object.assign(field, { type: "text", id: "slip", autocomplete: "off", inputMode: "numeric" });
  field.setAttribute("aria-label", help.textContent);
  const add = button(say("slipAdd"), "secondary");
  add.type = "submit";
  const back = button(say("slipUndo"), "tertiary");
  const show = button(say("slipShow"), "secondary");
  form.append(field, add);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    take(place, field);
  });
  back.addEventListener("click", () => {
    keep(nameOf(place), slipsOf(place).slice(0, -1));
    write(place);
    field.focus();
  });
  show.addEventListener("click", () => close(place, show));
  const buttons = element("div", "row", "");
  buttons.append(back, show);
  place.replaceChildren(help, form, count, buttons);
  write(place);
  if (matchMedia("(any-pointer: fine)").matches) field.focus();
}

function write(place) {
  const counted = slipsOf(place).length;
  place.querySelector(".slips-count").textContent = say("slipsCounted").replace("%1", counted).replace("%2", place.dataset.heads);
  delete place.dataset.sure;
}

/** «4», or «1 4» where each has two votes. The marks are kept as they stand on the slip; nothing shows them. */
function take(place, field) {
  const options = place.dataset.options.trim().split(" ");
  const isRate = place.dataset.slips === "rate";
  const marks = field.value.trim().split(/[\s,;]+/).filter(Boolean);
  if (marks.length === 0) return;
  const numbers = [...new Set(marks.map(Number))];
  const isRight = numbers.every((number) => Number.isInteger(number) && (isRate ? number >= 0 && number <= 5 : number >= 1 && number <= options.length));
  const most = Number(place.dataset.hands);
  const help = place.querySelector(".slips-help");
  if (!isRight || numbers.length > most || numbers.length !== marks.length || slipsOf(place).length >= Number(place.dataset.heads)) {
    help.textContent = say("slipWrong", field.value.trim());
    announce(help.textContent);
    field.select();
    return;
  }
  const voted = numbers.map((number) => (isRate && number === 0 ? "dont-know" : options[number - 1]));
  keep(nameOf(place), [...slipsOf(place), voted]);
  field.value = "";
  help.textContent = say(isRate ? "slipRate" : "slipVote");
  write(place);
  announce(`${say("slipTaken")}. ${place.querySelector(".slips-count").textContent}`);
}

function close(place, show) {
  const slips = slipsOf(place);
  const heads = Number(place.dataset.heads);
  if (slips.length < heads && !("sure" in place.dataset) && slips.length > 0) {
    place.dataset.sure = "";
    const sentence = say("slipSure").replace("%1", slips.length).replace("%2", heads);
    place.querySelector(".slips-help").textContent = sentence;
    announce(sentence);
    show.focus();
    return;
  }
  const counts = {};
  for (const option of slips.flat()) counts[option] = (counts[option] ?? 0) + 1;
  enqueue(
    {
      command: "close-vote",
      step: place.dataset.step,
      statement: place.dataset.statement,
      counts: Object.entries(counts).map(([option, count]) => `${option}=${count}`).join(" "),
      slips: slips.length,
      sure: "1",
    },
    { slips: nameOf(place) },
  );
}

/** The server has the counts: the slips are forgotten here. */
export function confirmSlips(item, isRefused) {
  if (item.slips && !isRefused) forget(item.slips);
}

function element(tag, className, text) {
  const made = Object.assign(document.createElement(tag), { className });
  if (text) made.textContent = text;
  return made;
}

function button(label, variant) {
  const made = element("button", "ds-button", label);
  made.type = "button";
  made.dataset.variant = variant;
  return made;
}
