// Words that are not saved and have no field on the screen: shown above the buttons until somebody decides.

import { layAside, rememberDraft, strayDrafts, throwAway } from "./drafts.js";
import { say } from "./page.js";
import { enqueue } from "./queue.js";

let forgetSaid = () => {};
let focusField = () => {};

export function startTray(forget, focus) {
  forgetSaid = forget;
  focusField = focus;
}

export function newButton(label, variant, act) {
  const button = Object.assign(document.createElement("button"), { className: "ds-button", type: "button" });
  button.dataset.variant = variant;
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

export function showTray() {
  const tray = document.getElementById("tray");
  const strays = strayDrafts();
  tray.hidden = strays.length === 0;
  tray.replaceChildren(...strays.map(trayItem));
}

function trayItem({ name, text, key, reason, isOwn }) {
  const item = Object.assign(document.createElement("div"), { className: "tray-item" });
  const why = document.createElement("span");
  const isMending = key?.startsWith("note:");
  why.textContent = say(reason ?? (isMending ? "editNotSaved" : isOwn ? "fromAnotherStep" : "fromLastTime"));
  const words = Object.assign(document.createElement("span"), { className: "tray-words", dir: "auto", tabIndex: 0 });
  words.textContent = text;
  item.append(why, words);
  const field = document.getElementById("text");
  const done = () => {
    throwAway(name);
    forgetSaid();
    showTray();
    focusField();
  };
  if (field && !isMending) {
    item.append(newButton(say("takeBack"), "secondary", () => {
      const before = field.value;
      if (before.trim() !== "") layAside(field.dataset.draft, before, "exchanged");
      field.value = text;
      rememberDraft(field);
      done();
      field.focus();
    }));
  }
  if (isMending) {
    item.append(newButton(say("saveEdit"), "secondary", () => {
      enqueue({ command: "edit-note", note: key.slice(5), text }, { field: key });
      done();
    }));
  } else if (key?.startsWith("step:") && reason !== "notTaken") {
    item.append(newButton(say("save"), "secondary", () => {
      enqueue({ command: "keep-note", step: key.slice(5), text }, { field: key });
      done();
    }));
  }
  item.append(newButton(say("throwAway"), "tertiary", done));
  return item;
}
