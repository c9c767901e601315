// Lines on the screen: those that wait to be saved, mending one where it stands, deleting, and undo.

import { clearDraft } from "./drafts.js";
import { isAhead, say } from "./page.js";
import { enqueue, own } from "./queue.js";

const sent = []; // answered, and not yet on the screen: {item, mark}
const done = []; // what this window has done at this step: {words, undo, again}
let tellUser = () => {};

export function startLines(tell) {
  tellUser = tell;
  document.addEventListener("click", ({ target }) => {
    const line = target.closest("[data-note]");
    if (line && target.closest("[data-mend]")) mend(line);
    if (line && target.closest("[data-delete]")) remove(line);
    if (line && target.closest("[data-mark]")) mark(known(line));
    if (target.closest("[data-cancel]")) leave(target.closest("[data-mending]"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.("[data-mending]")) {
      event.preventDefault();
      leave(event.target.closest("[data-mending]"));
    }
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const line = neighbour(event.target, event.key === "ArrowUp" ? -1 : 1);
      if (line === undefined) return;
      event.preventDefault();
      if (line === null) leave(event.target.closest("[data-mending]"));
      else mend(line);
    }
  });
  document.addEventListener("focusout", ({ target, relatedTarget }) => {
    const form = target.closest?.(".mend");
    // A window that loses the focus keeps its form; a click elsewhere in the page does not.
    if (form && document.hasFocus() && !form.contains(relatedTarget)) setTimeout(() => form.isConnected && closeMending());
  });
}

/** From the empty field ↑ mends the last line, and again the one above; ↓ the way back (null: the field itself). */
function neighbour(target, way) {
  const lines = [...document.querySelectorAll("#stage .lines > [data-note]")];
  const mending = target.closest?.("[data-mending]");
  if (mending && document.getElementById("text")) return lines[lines.indexOf(mending) + way] ?? (way > 0 ? null : undefined);
  return target.id === "text" && target.value === "" && way < 0 ? lines.at(-1) : undefined;
}

/** Lines of this window that wait are shown under the others, dashed, until the screen has brought them. */
export function showWaiting() {
  const list = document.getElementById("waiting");
  if (!list) return;
  const step = document.querySelector("form.write input[name=step]")?.value;
  const waiting = own().filter(({ form }) => form.command === "keep-note" && form.step === step);
  const late = sent.filter(({ mark, item }) => isAhead(mark) && item.form.step === step);
  const items = [...late.map(({ item }) => item), ...waiting].filter(({ id }) => !document.getElementById(`line-${id}`));
  list.replaceChildren(
    ...items.map(({ form }) => {
      const text = Object.assign(document.createElement("span"), { className: "line-text", dir: "auto" });
      text.textContent = form.text;
      const line = Object.assign(document.createElement("li"), { className: "line" });
      line.append(text);
      return line;
    }),
  );
  list.hidden = items.length === 0;
  fitLines();
}

/** At a writing step the newest lines are shown, each of them whole: half a line at the top is no line. At a reading
 * step lines stand in two columns if they all fit, else in one that is read on page by page. */
export function fitLines() {
  for (const line of document.querySelectorAll(".line.is-above")) line.classList.remove("is-above");
  const reading = document.querySelector(".written-all");
  if (reading) {
    const list = reading.querySelector(".groups");
    list?.classList.remove("is-long");
    list?.classList.toggle("is-long", reading.scrollHeight > reading.clientHeight + 2);
    showMore(reading);
  }
  for (const column of document.querySelectorAll(".column")) hideAbove(column, column.querySelector(".lines"));
  const written = document.querySelector(".stage-writing .written");
  if (!written) return;
  const top = written.getBoundingClientRect().top - 1;
  for (const line of [...written.querySelectorAll("#lines > .line")].slice(0, -1)) {
    if (line.getBoundingClientRect().top >= top) break;
    if (!("mending" in line.dataset)) line.classList.add("is-above");
  }
}

/** A column shows its newest lines, each of them whole. */
function hideAbove(column, list) {
  for (const line of [...list.children].slice(0, -1)) {
    if (column.scrollHeight <= column.clientHeight + 2) return;
    if (!("mending" in line.dataset)) line.classList.add("is-above");
  }
}

function showMore(reading) {
  reading.classList.toggle("has-more", reading.scrollHeight - reading.clientHeight - reading.scrollTop > 8);
}

document.addEventListener("scroll", ({ target }) => target.classList?.contains("written-all") && showMore(target), true);

/** The server has kept it; until the screen shows it, it is shown as waiting. */
export function rememberSent(item, mark) {
  sent.push({ item, mark });
  while (sent.length > 50) sent.shift();
}

/** What this window has done, in words, with what undoes it and what does it again. */
export function rememberDone(entry) {
  done.push(entry);
  while (done.length > 100) done.shift();
}

/** Undo is for the step at hand: what was done at another is not taken away unseen. */
export function forgetDone() {
  done.length = 0;
}

export function undo() {
  const entry = done.pop();
  if (!entry) return;
  enqueue(entry.undo);
  tellUser(say("undone", shortened(entry.words)), { label: say("bringBack"), act: () => enqueue(entry.again) });
}

function shortened(words) {
  return words.length > 60 ? `${words.slice(0, 57)}…` : words;
}

function mend(line) {
  if (!line || "mending" in line.dataset) return;
  closeMending();
  const text = line.querySelector(".line-text").textContent;
  const form = document.getElementById("mend").content.firstElementChild.cloneNode(true);
  form.elements.note.value = line.dataset.note;
  form.elements.text.value = text;
  form.dataset.before = text;
  form.elements.text.dataset.draft = `note:${line.dataset.note}`;
  line.dataset.mending = "";
  line.querySelector(".line-text").hidden = true;
  line.querySelector(".line-tools").hidden = true;
  line.append(form);
  form.elements.text.focus();
  form.elements.text.setSelectionRange(text.length, text.length);
  fitLines();
}

/** A line that is being mended is never left so: what was changed is sent, and what was not is left as it was. */
export function closeMending() {
  for (const line of document.querySelectorAll("[data-mending]")) {
    const form = line.querySelector(".mend");
    const text = form.elements.text.value.trim();
    if (text === "" || text === form.dataset.before) leave(line);
    else form.requestSubmit();
  }
}

/** The line is shown as it is on disk again, and the focus is where the next word or key belongs. */
export function leave(line) {
  if (!line) return;
  clearDraft(`note:${line.dataset.note}`);
  delete line.dataset.mending;
  const hadFocus = line.contains(document.activeElement);
  line.querySelector(".mend")?.remove();
  line.querySelector(".line-text").hidden = false;
  line.querySelector(".line-tools").hidden = false;
  fitLines();
  if (hadFocus) (document.getElementById("text") ?? line.querySelector("[data-mend]")).focus();
}

/** *Ta vare på*: the one mark there is while capturing. What it was is said at the close. */
function mark({ note, words, isMarked }) {
  const form = (yes) => ({ command: "mark-note", note, yes: yes ? "1" : "0" });
  enqueue(form(!isMarked));
  rememberDone({ words, undo: form(isMarked), again: form(!isMarked) });
  tellUser(say(isMarked ? "unmarked" : "marked", shortened(words)));
}

function known(line) {
  const pile = line.closest("[data-pile]")?.dataset.pile ?? "";
  const words = line.querySelector(".line-text").textContent;
  return { note: line.dataset.note, words, pile, isMarked: "marked" in line.dataset };
}

/** The line at hand: the one that has the focus, else the last that was written here, also if it is still on its way. */
function atHand() {
  const focused = document.activeElement?.closest("[data-note]");
  if (focused) return known(focused);
  const step = document.getElementById("stage").dataset.step;
  const waiting = [...sent.filter(({ mark: at }) => isAhead(at)).map(({ item }) => item), ...own()];
  const last = waiting.filter(({ form }) => form.command === "keep-note" && form.step === step).at(-1);
  // Commands go in order: what is said of a line that is on its way comes after it.
  if (last && !document.getElementById(`line-${last.id}`)) return { note: last.id, words: last.form.text, pile: "", isMarked: false };
  const newest = document.getElementById(`line-${last?.id ?? sent.at(-1)?.item.id}`);
  const line = newest ?? [...document.querySelectorAll("#stage .lines > [data-note]")].at(-1);
  return line ? known(line) : null;
}

export function markLineAtHand() {
  const line = atHand();
  if (line) mark(line);
}

/** Into a pile of the step's own, by number; the same number again takes it out. */
export function placeLineAtHand(number) {
  const line = atHand();
  if (!line) return;
  const { note, words, pile: from } = line;
  const pile = from === String(number) ? "" : String(number);
  enqueue({ command: "place-note", note, pile });
  rememberDone({ words, undo: { command: "place-note", note, pile: from }, again: { command: "place-note", note, pile } });
  if (pile) tellUser(say("placed").replace("%1", number).replace("%2", shortened(words)));
}

function remove(line) {
  const note = line.dataset.note;
  const words = line.querySelector(".line-text").textContent;
  const forms = { undo: { command: "restore-note", note }, again: { command: "delete-note", note } };
  enqueue(forms.again);
  rememberDone({ ...forms, words });
  const next = line.nextElementSibling ?? line.previousElementSibling;
  line.hidden = true;
  tellUser(say("deleted", shortened(words)), { label: say("undo"), act: undo });
  (document.getElementById("text") ?? next?.querySelector("[data-mend]") ?? document.querySelector(".written")).focus();
}
