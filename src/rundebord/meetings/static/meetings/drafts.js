// What is typed and not yet kept: on this computer's disk at each letter, back in its field after a reload, and shown
// in the tray when its field is not on the screen any more.

import { forget, keep, names, recall } from "./store.js";
import { isOpenElsewhere, ownWindow } from "./windows.js";

const fieldsKey = new WeakMap();

/** Every field that keeps its draft holds it; a field that was re-used for another step never holds that one's words. */
export function fillFields() {
  for (const field of document.querySelectorAll("[data-draft]")) {
    const key = field.dataset.draft;
    if (fieldsKey.get(field) === key) continue;
    fieldsKey.set(field, key);
    field.value = recall(nameOf(key))?.text ?? "";
  }
}

export function rememberDraft(field) {
  const key = field.dataset.draft;
  if (field.value.trim() === "") forget(nameOf(key));
  else keep(nameOf(key), { text: field.value, key });
}

export function clearDraft(key) {
  forget(nameOf(key));
}

/** Words that were refused, or that could not go back to their field: they lie in the tray until somebody decides. */
export function layAside(key, text, reason) {
  keep(`d:${ownWindow()}:aside:${Date.now()}`, { text, key, reason });
}

/** Drafts without a field on the screen: [{name, text, key, reason}]. Those of windows that are open are not ours. */
export function strayDrafts() {
  const shown = new Set([...document.querySelectorAll("[data-draft]")].map((field) => nameOf(field.dataset.draft)));
  return names("d:")
    .filter((name) => !shown.has(name) && !isOpenElsewhere(name.split(":")[1]))
    .map((name) => ({ name, isOwn: name.startsWith(`d:${ownWindow()}:`), ...recall(name) }))
    .filter(({ text }) => text);
}

export function throwAway(name) {
  forget(name);
}

function nameOf(key) {
  return `d:${ownWindow()}:${key}`;
}
