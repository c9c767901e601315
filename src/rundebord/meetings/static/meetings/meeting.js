// The meeting in the browser: forms become commands, answers become "Saved 10.42", and nothing that is typed is lost.

import { clearDraft, fillFields, layAside, rememberDraft, strayDrafts, throwAway } from "./drafts.js";
import { letSingleKeysWork, singleKeysWork, startKeys } from "./keys.js";
import { fitLines, leave, rememberDone, rememberSent, showWaiting, startLines, undo } from "./lines.js";
import * as live from "./live.js";
import { isAhead, present, say } from "./page.js";
import { adoptOrphans, enqueue, on, own, send } from "./queue.js";
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
  if (form.dataset.move) return moveBy(form);
  enqueue({ command, ...values });
});

function keepLine(form, values) {
  const field = form.elements.text;
  if (values.text.trim() === "") return;
  const id = enqueue({ command: "keep-note", ...values }, { field: field.dataset.draft });
  rememberDone({ command: "delete-note", note: id });
  // The words are in the queue, on disk; the draft may go.
  field.value = "";
  clearDraft(field.dataset.draft);
  showWaiting();
  field.focus();
}

function mendLine(form, values) {
  const line = form.closest("[data-note]");
  if (values.text.trim() === "") return;
  enqueue({ command: "edit-note", ...values }, { field: `note:${values.note}` });
  rememberDone({ command: "edit-note", note: values.note, text: form.dataset.before });
  line.querySelector(".line-text").textContent = values.text;
  leave(line);
}

function moveBy(form) {
  // A move that waits for its answer is not asked for again: the screen has not turned yet.
  if (own().some(({ move }) => move)) return;
  enqueue({ command: form.dataset.command, ...Object.fromEntries(new FormData(form)) }, { move: true });
}

document.addEventListener("input", ({ target }) => {
  if (target.dataset.draft !== undefined) rememberDraft(target);
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
  if (!field.validity.valid || field.value === "") return;
  field.dataset.changed = "";
  enqueue({ command: field.closest("[data-at-once]").dataset.atOnce, [field.name]: field.value }, { at: field.id });
}

/** A changed field is the server's again when the screen comes to the version that its last change made. */
const confirmed = new Map();
live.beforeShown(() => {
  for (const [id, mark] of confirmed) {
    if (isAhead(mark) || own().some((item) => item.at === id)) continue;
    delete document.getElementById(id)?.dataset.changed;
    confirmed.delete(id);
  }
});

// -- answers ----------------------------------------------------------------------------------------------------

on("answered", (item, answer) => {
  if (answer.savedAt) savedAt = answer.savedAt;
  if (item.at) confirmed.set(item.at, answer.mark ?? present.mark);
  if (answer.refused) return refuse(item, answer.refused);
  rememberSent(item, answer.mark);
  live.want(answer.mark);
});

/** The words go back to where they came from, or to the tray; the sentence says why. */
function refuse(item, sentence) {
  if (item.form.text !== undefined) {
    const field = document.querySelector(`[data-draft="${CSS.escape(item.field ?? "")}"]`);
    if (field && field.value === "") {
      field.value = item.form.text;
      rememberDraft(field);
    } else layAside(item.field ?? "", item.form.text, "notTaken");
    showTray();
  }
  tell(sentence);
  showWaiting();
  void live.wake();
}

on("waiting", (count, trouble) => {
  const isWaiting = Boolean(trouble) && count > 0;
  saved.classList.toggle("is-waiting", isWaiting);
  const words = isWaiting ? say(trouble === "network" ? "waiting" : trouble) : count > 0 ? say("saving") : savedAt ? say("saved", savedAt) : "";
  if (saved.textContent !== words) saved.textContent = words;
  showWaiting();
});

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
  saidTimer = setTimeout(() => said.replaceChildren(), label ? 12_000 : 20_000);
}

function newButton(label, variant, act) {
  const button = Object.assign(document.createElement("button"), { className: "ds-button", type: "button" });
  button.dataset.variant = variant;
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

// -- the tray ---------------------------------------------------------------------------------------------------

function showTray() {
  const tray = document.getElementById("tray");
  const strays = strayDrafts();
  tray.hidden = strays.length === 0;
  tray.replaceChildren(...strays.map(trayItem));
}

function trayItem({ name, text, key, reason, isOwn }) {
  const item = Object.assign(document.createElement("div"), { className: "tray-item" });
  const why = document.createElement("span");
  why.textContent = say(reason ?? (isOwn ? "fromAnotherStep" : "fromLastTime"));
  const words = Object.assign(document.createElement("span"), { className: "tray-words", dir: "auto", tabIndex: 0 });
  words.textContent = text;
  item.append(why, words);
  const field = document.getElementById("text");
  const step = key?.startsWith("step:") ? key.slice(5) : null;
  if (field && field.value === "") {
    item.append(newButton(say("takeBack"), "secondary", () => {
      field.value = text;
      rememberDraft(field);
      throwAway(name);
      showTray();
      field.focus();
    }));
  }
  if (step && reason === undefined) {
    item.append(newButton(say("save"), "secondary", () => {
      enqueue({ command: "keep-note", step, text }, { field: key });
      throwAway(name);
      showTray();
    }));
  }
  item.append(newButton(say("throwAway"), "tertiary", () => {
    throwAway(name);
    showTray();
  }));
  return item;
}

// -- after each change ------------------------------------------------------------------------------------------

let view = "";

function settle() {
  const stage = document.getElementById("stage");
  savedAt = stage.dataset.savedAt || savedAt;
  if (own().length === 0 && savedAt && !saved.classList.contains("is-waiting")) saved.textContent = say("saved", savedAt);
  showWaiting();
  showTray();
  fitLines();
  const now = `${stage.dataset.view}:${document.querySelector("form.write input[name=step]")?.value ?? ""}`;
  const isNew = now !== view;
  view = now;
  document.title = `${document.getElementById("place").textContent} – Rundebord`;
  if (document.querySelector("dialog[open], [data-mending]")) return;
  // The scribe is always in the field. On a phone, where a field brings the keyboard up, only when asked.
  const field = document.getElementById("text");
  const hasLost = document.activeElement === document.body || document.activeElement === null;
  if (field && (isNew || hasLost) && matchMedia("(pointer: fine)").matches) field.focus();
  else if (isNew && !field) stage.focus({ preventScroll: true });
}

function move(way) {
  const form = document.querySelector(`form[data-move="${way}"]`);
  if (form) moveBy(form);
}

const help = document.getElementById("help");
const singleKeys = document.getElementById("single-keys");
singleKeys.checked = singleKeysWork();
singleKeys.addEventListener("change", () => letSingleKeysWork(singleKeys.checked));
document.getElementById("ask-help").addEventListener("click", () => help.showModal());
document.getElementById("close-help").addEventListener("click", () => help.close());
help.addEventListener("close", settle);

window.addEventListener("resize", fitLines);
void document.fonts.ready.then(fitLines);
document.addEventListener("focusout", () => setTimeout(showTray));
startLines(tell);
startKeys({ move, help: () => help.showModal(), undo });
live.onShown(settle);
// A stream that is back means a network that is back.
live.onShown(() => own().length > 0 && send());

await meetTheOthers();
fillFields();
live.start();
adoptOrphans();
settle();
