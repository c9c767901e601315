// The meeting in the browser: forms become commands, answers become "Saved 10.42", and nothing that is typed is lost.

import { closeAside, openAside, startAside } from "./aside.js";
import { confirmCell, fillCells, saveCells, saveCellsThatGo, startCells, valuesIn } from "./cells.js";
import { show as showClocks, whenTimeIsUp } from "./clock.js";
import { openJoin, showDoor } from "./door.js";
import { clearDraft, fillFields, layAside, rememberDraft } from "./drafts.js";
import { letSingleKeysWork, singleKeysWork, startKeys } from "./keys.js";
import { announce } from "./announce.js";
import {
  closeMending, fitLines, forgetDone, leave, markLineAtHand, placeLineAtHand, rememberDone, rememberSent, showWaiting,
  startLines, undo,
} from "./lines.js";
import { askBeforeLeaving, closesWithoutDate, startLeaving } from "./leaving.js";
import * as live from "./live.js";
import { isAhead, present, say } from "./page.js";
import { newButton, showTray, startTray } from "./tray.js";
import { adoptOrphans, enqueue, on, own, send } from "./queue.js";
import { confirmSlips, showSlips } from "./slips.js";
import { chime, chimeIfWanted, isSoundOn, letSoundBeOn } from "./sound.js";
import { mayGoOn, pauseFilm, startWatching, togglePlay, turnPage } from "./watching.js";
import { meetTheOthers } from "./windows.js";

const saved = document.getElementById("saved");
const said = document.getElementById("said");
let savedAt = document.getElementById("stage").dataset.savedAt;
let saidTimer = 0;

// -- forms ------------------------------------------------------------------------------------------------------

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-command]");
  if (!form) return;
  event.preventDefault();
  const values = Object.fromEntries(new FormData(form));
  const command = form.dataset.command;
  if (command === "keep-note") return keepLine(form, values);
  if (command === "edit-note") return mendLine(form, values);
  if (form.dataset.move) return move(form.dataset.move);
  if ("clears" in form.dataset && ![...form.querySelectorAll("input:not([type=hidden])")].some((field) => field.value.trim())) return;
  enqueue({ command, ...values }, fieldOf(form));
  if ("clears" in form.dataset) clearFields(form);
  if (event.submitter?.closest("[data-closes-panel]")) document.getElementById("tools").close();
  focusField();
});

function fieldOf(form) {
  const key = form.querySelector("[data-draft]")?.dataset.draft;
  return key ? { field: key } : {};
}

function clearFields(form) {
  for (const field of form.querySelectorAll("input:not([type=hidden])")) {
    field.value = "";
    if (field.dataset.draft) clearDraft(field.dataset.draft);
  }
  form.querySelector("input:not([type=hidden])")?.focus();
}

function keepLine(form, values) {
  const field = form.elements.text;
  if (values.text.trim() === "") return "aside" in form.dataset ? undefined : nextPerson();
  const again = { command: "keep-note", ...values };
  const id = enqueue(again, { field: field.dataset.draft });
  rememberDone({ words: values.text, undo: { command: "delete-note", note: id }, again: { command: "restore-note", note: id } });
  // The words are in the queue, on disk; the draft may go.
  field.value = "";
  delete field.dataset.touched;
  clearDraft(field.dataset.draft);
  if ("aside" in form.dataset) closeAside();
  showWaiting();
  field.focus();
}

/** Enter in an empty field, in a round: it is the next person's turn. Never the next step: that is another key. */
function nextPerson() {
  const form = document.querySelector('form[data-move="next"][data-command="call-turn"]');
  if (form && document.getElementById("turn")) moveBy(form);
}

function mendLine(form, values) {
  const line = form.closest("[data-note]");
  if (values.text.trim() === "") return tell(say("emptyLine"));
  const undone = { command: "edit-note", note: values.note, text: form.dataset.before };
  const again = { command: "edit-note", ...values };
  enqueue(again, { field: `note:${values.note}` });
  rememberDone({ words: values.text, undo: undone, again });
  line.querySelector(".line-text").textContent = values.text;
  leave(line);
}

// Two people press *Next* in the same second: the second press was meant for the step that has just been left.
const justTurned = 700;
let turnedByOthersAt = -justTurned;
let ownMoveAt = -Infinity;

function moveBy(form) {
  if (performance.now() - turnedByOthersAt < justTurned) return;
  pauseFilm();
  ownMoveAt = performance.now();
  closeMending();
  saveCells();
  // A move that waits for its answer is not asked for again: the screen has not turned yet.
  if (own().some(({ move }) => move)) return;
  enqueue({ command: form.dataset.command, ...Object.fromEntries(new FormData(form)) }, { move: true });
  if (form.dataset.command === "call-turn") focusField();
}

document.addEventListener("change", ({ target }) => {
  // Who has chosen a box is about to type.
  if (target.dataset.pick) focusField();
});

document.addEventListener("keydown", (event) => {
  // Only digits belong in a count; and Enter, which never turns the page, says what does.
  if (event.target.type !== "number" || !event.target.closest("[data-at-once]")) return;
  if (event.key === " ") event.preventDefault();
  if (event.key === "Enter" && event.target.closest(".stage-lobby")) {
    event.preventDefault();
    tell(say("pressNext", document.querySelector("#move-next button").textContent.trim()));
  }
});

document.addEventListener("input", ({ target }) => {
  if (target.dataset.draft !== undefined) rememberDraft(target);
  if (target.id === "text") target.dataset.touched = "";
  if (target.closest("[data-at-once]")) sendAtOnce(target);
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-count]");
  if (!button) return;
  const field = button.closest("[data-at-once]")?.querySelector("input[type=number]");
  if (!field) return;
  const value = Math.min(Number(field.max), Math.max(Number(field.min), Number(field.value) + Number(button.dataset.count)));
  if (value === Number(field.value)) return;
  field.value = value;
  sendAtOnce(field);
});

function sendAtOnce(field) {
  field.dataset.changed = "";
  if (!field.validity.valid || field.value === "") return;
  field.dataset.kept = field.value;
  const place = field.closest("[data-at-once]");
  enqueue({ ...valuesIn(place), command: place.dataset.atOnce, [field.name]: field.value }, { at: field.id });
}

// A number that no meeting takes is not left standing in giant digits.
document.addEventListener("focusout", ({ target }) => {
  if (!target.closest?.("[data-at-once]") || target.type !== "number") return;
  if (target.validity.valid && target.value !== "") return;
  target.value = target.dataset.kept ?? target.defaultValue;
  delete target.dataset.changed;
  tell(say("numberRange").replace("%1", target.min).replace("%2", target.max));
});

/** A changed field is the server's again when the screen comes to the version that its last change made. */
const confirmed = new Map();
live.beforeShown(() => {
  for (const [id, mark] of confirmed) {
    if (isAhead(mark) || own().some((item) => item.at === id)) continue;
    delete document.getElementById(id)?.dataset.changed;
    confirmed.delete(id);
  }
});
live.beforeShown(({ stage }) => stage && saveCellsThatGo(stage));

// -- answers ----------------------------------------------------------------------------------------------------

on("answered", (item, answer) => {
  if (answer.savedAt) savedAt = answer.savedAt;
  if (item.at) confirmed.set(item.at, answer.mark ?? present.mark);
  confirmCell(item, Boolean(answer.refused));
  confirmSlips(item, Boolean(answer.refused));
  if (answer.refused) return refuse(item, answer.refused);
  rememberSent(item, answer.mark);
  live.want(answer.mark);
});

/** The words go back to where they came from, or to the tray; the sentence says why. */
function refuse(item, sentence) {
  if (["close-vote", "call-ballots-in"].includes(item.form.command)) {
    // The second press is sure.
    for (const field of document.querySelectorAll("[data-sure] [name=sure]")) field.value = "1";
  }
  if (item.form.name !== undefined && item.field) {
    const field = document.querySelector(`[data-draft="${CSS.escape(item.field)}"]`);
    if (field && field.value === "") field.value = item.form.name;
  }
  if (item.form.text !== undefined && !item.cell && item.form.command.endsWith("-note")) {
    const field = document.querySelector(`[data-draft="${CSS.escape(item.field ?? "")}"]`);
    if (field && field.value === "") {
      field.value = item.form.text;
      rememberDraft(field);
    } else layAside(item.field ?? "", item.form.text, "notTaken");
    showTray();
  }
  tell(sentence);
  announce(sentence);
  showWaiting();
  void live.wake();
}

let wait = { count: 0, trouble: null };
let isReached = true;

on("waiting", (count, trouble) => {
  wait = { count, trouble };
  showSaved();
  showWaiting();
});

on("dropped", () => tell(say("moveDropped")));

// The page says then that nothing is here; words that wait are not thrown away for it.
live.onGone(() => own().length === 0 && location.reload());

live.onReached((now) => {
  if (now === isReached) return;
  isReached = now;
  showSaved();
  if (now) send();
});

/** «Lagret 10.42», always in sight; or what stands in the way. Spoken only when it becomes trouble, or ceases to be. */
function showSaved() {
  const { count, trouble } = wait;
  const isTrouble = (Boolean(trouble) && count > 0) || !isReached;
  let words = savedAt ? say("saved", savedAt) : "";
  if (trouble && count > 0) words = say(trouble === "network" ? "waiting" : trouble);
  else if (!isReached) words = say("offline");
  else if (count > 0) words = say("saving");
  if (isTrouble || saved.classList.contains("is-waiting")) announce(words);
  saved.classList.toggle("is-waiting", isTrouble);
  if (saved.textContent !== words) saved.textContent = words;
}

/** One sentence at the bottom of the screen, with at most one thing to do about it. */
function tell(sentence, { label, act } = {}) {
  clearTimeout(saidTimer);
  const text = Object.assign(document.createElement("span"), { className: "said-text" });
  text.textContent = sentence;
  said.replaceChildren(text);
  if (label) {
    said.append(newButton(label, "tertiary", () => {
      act();
      said.replaceChildren();
    }));
  }
  // Not under somebody's finger: what has the focus stays.
  const fade = () => (said.contains(document.activeElement) ? (saidTimer = setTimeout(fade, 2_000)) : said.replaceChildren());
  saidTimer = setTimeout(fade, label ? 12_000 : 20_000);
}


// -- after each change ------------------------------------------------------------------------------------------

let view = "";
let known = new Set();
let toldTurn = "";

function settle() {
  const stage = document.getElementById("stage");
  savedAt = stage.dataset.savedAt || savedAt;
  showSaved();
  showWaiting();
  showTray();
  showClocks();
  fillCells();
  showSlips();
  startWatching();
  fitLines();
  const now = `${stage.dataset.view}:${stage.dataset.step}`;
  const isNew = now !== view;
  view = now;
  document.title = `${document.querySelector("#stage h1").textContent} – Rundebord`;
  tellNews(stage, isNew);
  if (isNew) {
    if (performance.now() - ownMoveAt > 5_000) turnedByOthersAt = performance.now();
    forgetDone();
    said.replaceChildren();
    scrollTo(0, 0);
    for (const list of document.querySelectorAll(".written-all")) list.scrollTop = 0;
  }
  if (document.querySelector("dialog[open]") || document.activeElement?.closest("[data-mending]")) return;
  const hasLost = [document.body, stage, null].includes(document.activeElement);
  if (isNew || hasLost) focusStage(stage);
}

const fields = ["#text", ".slip", ".follow-choices button", "[data-field]", ".counter-number", "[data-cell]", "#new-unit"];

/** The scribe is always in the field; on a phone, where a field brings the keyboard up, only when they touch it. */
function focusStage(stage) {
  const field = fields.map((name) => document.querySelector(`#stage:not(.stage-reading) ${name}`)).find(Boolean);
  if (field && matchMedia("(any-pointer: fine)").matches) {
    field.focus();
    if (field.type === "number") field.select();
  } else stage.focus({ preventScroll: true });
}

function focusField() {
  if (matchMedia("(any-pointer: fine)").matches) document.getElementById("text")?.focus();
}

/** A new step is told by its question, and a new line by its words. */
function tellNews(stage, isNew) {
  const lines = [...document.querySelectorAll("#stage .lines > [data-note]")];
  const fresh = lines.filter((line) => !known.has(line.dataset.note));
  const turn = document.querySelector(".turn-who")?.textContent ?? "";
  known = new Set([...known, ...lines.map((line) => line.dataset.note)]);
  if (isNew) announce(`${document.getElementById("place").textContent}. ${stage.querySelector("h1").textContent}`);
  else if (turn && turn !== toldTurn) announce(turn);
  else if (fresh.length > 0) announce(say("newLine", fresh.at(-1).querySelector(".line-text").textContent));
  toldTurn = turn;
}

function move(way) {
  if (turnPage(way === "next" ? 1 : -1)) return;
  if (way === "next" && !mayGoOn()) return askBeforeLeaving();
  const form = document.querySelector(`form[data-move="${way}"]`);
  if (form && closesWithoutDate(form)) return tell(say("noDate"));
  if (form) moveBy(form);
}

const help = document.getElementById("help");
const singleKeys = document.getElementById("single-keys");
singleKeys.checked = singleKeysWork();
singleKeys.addEventListener("change", () => letSingleKeysWork(singleKeys.checked));
document.getElementById("ask-help").addEventListener("click", () => help.showModal());
document.getElementById("close-help").addEventListener("click", () => help.close());
help.addEventListener("close", () => setTimeout(() => focusStage(document.getElementById("stage"))));

const tools = document.getElementById("tools");
document.getElementById("close-tools").addEventListener("click", () => tools.close());
tools.addEventListener("close", () => setTimeout(() => focusStage(document.getElementById("stage"))));
document.addEventListener("click", ({ target }) => {
  if (target.closest("#open-panel, [data-open-panel]")) tools.showModal();
  if (target.closest("[data-print]")) print();
  if (target.closest("[data-aside=difference]")) document.querySelector('[data-command=agree] button[aria-pressed=true]')?.form.requestSubmit();
  if (target.closest("[data-sound-check]")) tell(say(chime() ? "soundHeard" : "soundMissing"));
});
const soundOn = document.getElementById("sound-on");
soundOn.checked = isSoundOn();
soundOn.addEventListener("change", () => letSoundBeOn(soundOn.checked));
whenTimeIsUp(chimeIfWanted);

/** Keys with Alt work in fields too. True if the key meant something here. */
function withAlt(code) {
  const kinds = { KeyU: "area", KeyN: "note", KeyL: "later" };
  if (kinds[code]) openAside(kinds[code]);
  else if (code === "KeyS") markNewest();
  else if (/^Digit[1-9]$/.test(code)) choosePile(code.at(-1));
  else return false;
  return true;
}

/** What stands in the field is kept first, and then taken care of; else the line at hand is. */
function markNewest() {
  const field = document.getElementById("text");
  if (document.activeElement === field && field?.value.trim()) {
    const values = Object.fromEntries(new FormData(field.form));
    const id = enqueue({ command: "keep-note", ...values }, { field: field.dataset.draft });
    enqueue({ command: "mark-note", note: id, yes: "1" });
    field.value = "";
    clearDraft(field.dataset.draft);
    showWaiting();
  } else markLineAtHand();
}

function choosePile(number) {
  const pick = document.querySelector(`[data-pick="${number}"]`);
  const line = document.activeElement?.closest("[data-note]");
  if (line && pick) enqueue({ command: "place-note", note: line.dataset.note, pile: pick.value });
  else if (pick) pick.checked = true;
  else if (document.getElementById("text")) placeLineAtHand(number);
}

window.addEventListener("resize", fitLines);
void document.fonts.ready.then(fitLines);
document.addEventListener("focusout", () => setTimeout(showTray));
startLines(tell);
startLeaving(() => moveBy(document.querySelector('form[data-move="next"]')));
startTray(() => said.replaceChildren(), focusField);
startCells(rememberDone);
startAside(() => focusStage(document.getElementById("stage")));
startKeys({ move, play: togglePlay, black: pauseFilm, help: () => help.showModal(), undo, panel: () => tools.showModal(), join: openJoin, withAlt });
live.onShown(showDoor);

live.onShown(settle);
// A stream that is back means a network that is back.
live.onShown(() => own().length > 0 && send());

await meetTheOthers();
fillFields();
live.start();
adoptOrphans();
settle();
turnedByOthersAt = -justTurned; // the first look is nobody's turn
