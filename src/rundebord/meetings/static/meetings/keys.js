// The keyboard and the clicker. PageUp and PageDown work everywhere; single letters only outside fields.

import { recall, keep } from "./store.js";

const clickerPause = 250;
let movedAt = -clickerPause;
let last = { next: -clickerPause, back: -clickerPause };

export function startKeys({ move, help, undo }) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey) return;
    const black = document.getElementById("black");
    const inField = isField(event.target);
    const withControl = event.ctrlKey || event.metaKey;
    if (document.querySelector("dialog[open]")) return;
    if (!black.hidden && !withControl && !["PageDown", "PageUp"].includes(event.key)) {
      black.hidden = true;
      event.preventDefault();
      return;
    }
    const act = actionFor(event.key, inField, withControl, event.target);
    if (!act) return;
    event.preventDefault();
    if (event.repeat) return;
    act();
  });

  function actionFor(key, inField, withControl, target) {
    if (key === "PageDown") return () => turn("next");
    if (key === "PageUp") return () => turn("back");
    if (withControl) {
      if (key === "ArrowRight") return () => turn("next");
      // A field with text has its own undo.
      if (key.toLowerCase() === "z" && !(inField && target.value !== "")) return undo;
      return null;
    }
    if (inField) return null;
    if (key === "ArrowRight") return () => turn("next");
    if (key === "ArrowLeft") return () => turn("back");
    // A lost focus must not move the room: Enter and Space do something only where somebody has tabbed to.
    if ((key === "Enter" || key === " ") && isMoveButton(target) && !target.matches(":focus-visible")) return () => {};
    if (!singleKeysWork()) return null;
    switch (key.toLowerCase()) {
      case "f":
        return toggleFullScreen;
      case "b":
      case ".":
        return () => (document.getElementById("black").hidden = false);
      case "?":
        return help;
      case "+":
      case "-":
        return countButton(key) ? () => countButton(key).click() : null;
      default:
        return null;
    }
  }

  function turn(way) {
    // A clicker sends one press as several; two presses in the same quarter of a second are one.
    const now = performance.now();
    if (now - last[way] < clickerPause || now - movedAt < clickerPause / 2) return;
    last = { ...last, [way]: now };
    movedAt = now;
    move(way);
  }
}

export function singleKeysWork() {
  return recall("single-keys") !== false;
}

export function letSingleKeysWork(work) {
  keep("single-keys", work);
}

function isField(element) {
  if (element.isContentEditable || element.tagName === "TEXTAREA" || element.tagName === "SELECT") return true;
  return element.tagName === "INPUT" && !["checkbox", "radio", "button", "submit"].includes(element.type);
}

function isMoveButton(element) {
  return element.closest?.("[data-move]") !== null && element.tagName === "BUTTON";
}

function countButton(key) {
  return document.querySelector(`[data-count="${key === "+" ? "1" : "-1"}"]`);
}

function toggleFullScreen() {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen?.().catch(() => {});
}
