// Cells of boards: each is saved when it is left or Enter is pressed, keeps its draft on this computer meanwhile, and
// goes back to what the server has when somebody presses Escape.

import { forget, keep, names, recall } from "./store.js";
import { enqueue, own } from "./queue.js";
import { ownWindow } from "./windows.js";

const nameOf = (cell) => `c:${ownWindow()}:${cell.id}`;
let rememberUndo = () => {};

export function startCells(rememberDone) {
  rememberUndo = rememberDone;
  document.addEventListener("input", ({ target }) => {
    if (!isCell(target)) return;
    target.dataset.changed = "";
    keep(nameOf(target), { text: target.value });
  });
  document.addEventListener("change", ({ target }) => isCell(target) && save(target));
  document.addEventListener("keydown", (event) => {
    const cell = event.target;
    if (!isCell(cell) || event.isComposing) return;
    if (event.key === "Escape" && "changed" in cell.dataset) {
      event.preventDefault();
      cell.value = kept(cell);
      leave(cell);
    } else if (event.key === "Enter" && !(cell.tagName === "TEXTAREA" && event.shiftKey)) {
      event.preventDefault();
      save(cell);
      if (cell.tagName !== "TEXTAREA") following(cell)?.focus();
    }
  });
}

/** After a reload: what was typed and not sent stands in its cell again. */
export function fillCells() {
  for (const name of names("c:")) {
    const cell = document.getElementById(name.split(":").slice(2).join(":"));
    const draft = recall(name);
    if (!cell || !isCell(cell) || !draft || "changed" in cell.dataset || !name.startsWith(`c:${ownWindow()}:`)) continue;
    if (draft.text === kept(cell)) forget(name);
    else {
      cell.value = draft.text;
      cell.dataset.changed = "";
    }
  }
}

/** Cells that were changed and are left behind by a move are saved first: no word hangs on a lost focus. */
export function saveCells() {
  for (const cell of document.querySelectorAll("[data-cell][data-changed]")) save(cell);
}

/** Cells that are not in what comes are saved first: nobody will leave them any more. */
export function saveCellsThatGo(html) {
  for (const cell of document.querySelectorAll("#stage [data-cell]")) {
    if (html.includes(`id="${cell.id}"`)) continue;
    if ("changed" in cell.dataset) save(cell);
    // It loses the focus while the fields around it become the next cell's: its words must not be taken for that one's.
    delete cell.dataset.changed;
    if (cell.tagName !== "SELECT") cell.defaultValue = cell.value;
  }
}

function save(cell) {
  const before = kept(cell);
  if (!("changed" in cell.dataset) && cell.value === before) return;
  const place = cell.closest("[data-command]");
  if (own().some((item) => item.at === cell.id && item.form.text === cell.value)) return;
  cell.dataset.changed = "";
  const values = { command: place.dataset.command, ...valuesIn(place) };
  enqueue(values, { at: cell.id, cell: nameOf(cell) });
  if (values.command !== "name-owner") {
    rememberUndo({ words: cell.value, undo: { ...values, text: before }, again: values });
  }
}

/** The server has judged it: the draft may go; a refused one stays in its cell, with the reason said below. */
export function confirmCell(item, isRefused) {
  if (!item.cell) return;
  if (!isRefused) forget(item.cell);
}

/** Names and values of the fields in an element that need be no form. */
export function valuesIn(place) {
  return Object.fromEntries([...place.querySelectorAll("[name]")].map((field) => [field.name, field.value]));
}

function leave(cell) {
  delete cell.dataset.changed;
  forget(nameOf(cell));
}

/** What the server says that the cell holds: the page's own HTML. */
function kept(cell) {
  if (cell.tagName === "SELECT") return [...cell.options].find((option) => option.defaultSelected)?.value ?? "";
  return cell.defaultValue;
}

function following(cell) {
  const all = [...document.querySelectorAll("#stage [data-cell]")];
  return all[all.indexOf(cell) + 1] ?? null;
}

function isCell(element) {
  return element.dataset !== undefined && "cell" in element.dataset;
}
