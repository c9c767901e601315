// Lines on the screen: those that wait to be saved, mending one where it stands, deleting, and undo.

import { clearDraft } from "./drafts.js";
import { isAhead, say } from "./page.js";
import { enqueue, own } from "./queue.js";

const sent = []; // answered, and not yet on the screen: {item, mark}
const done = []; // what this window has done, for undo: {form}
let tellUser = () => {};

export function startLines(tell) {
  tellUser = tell;
  document.addEventListener("click", ({ target }) => {
    const line = target.closest("[data-note]");
    if (line && target.closest("[data-mend]")) mend(line);
    if (line && target.closest("[data-delete]")) remove(line);
    if (target.closest("[data-cancel]")) leave(target.closest("[data-mending]"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.("[data-mending]")) {
      event.preventDefault();
      leave(event.target.closest("[data-mending]"));
    }
    if (event.key === "ArrowUp" && event.target.id === "text" && event.target.value === "") {
      const last = [...document.querySelectorAll("#lines > [data-note]")].at(-1);
      if (last) {
        event.preventDefault();
        mend(last);
      }
    }
  });
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
}

/** At a writing step the newest lines are shown, each of them whole: half a line at the top is no line. */
export function fitLines() {
  const written = document.querySelector(".stage-writing .written");
  if (!written) return;
  const lines = [...written.querySelectorAll("#lines > .line")];
  for (const line of lines) line.classList.remove("is-above");
  const top = written.getBoundingClientRect().top - 1;
  for (const line of lines.slice(0, -1)) {
    if (line.getBoundingClientRect().top >= top) break;
    line.classList.add("is-above");
  }
}

/** The server has kept it; until the screen shows it, it is shown as waiting. */
export function rememberSent(item, mark) {
  sent.push({ item, mark });
  while (sent.length > 50) sent.shift();
}

/** What undoes this, when somebody asks. */
export function rememberDone(form) {
  done.push(form);
  while (done.length > 100) done.shift();
}

export function undo() {
  const form = done.pop();
  if (form) enqueue(form);
}

function mend(line) {
  if ("mending" in line.dataset) return;
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
  form.elements.text.select();
  fitLines();
}

/** The line is shown as it is on disk again, and the field at the bottom has the focus. */
export function leave(line) {
  if (!line) return;
  clearDraft(`note:${line.dataset.note}`);
  delete line.dataset.mending;
  line.querySelector(".mend")?.remove();
  line.querySelector(".line-text").hidden = false;
  const tools = line.querySelector(".line-tools");
  if (tools) tools.hidden = false;
  fitLines();
  document.getElementById("text")?.focus();
}

function remove(line) {
  const note = line.dataset.note;
  const text = line.querySelector(".line-text").textContent;
  enqueue({ command: "delete-note", note });
  rememberDone({ command: "restore-note", note });
  line.hidden = true;
  tellUser(say("deleted", text.length > 60 ? `${text.slice(0, 57)}…` : text), { label: say("undo"), act: undo });
  document.getElementById("text")?.focus();
}
