// The keyboard and the clicker. PageUp and PageDown work everywhere; single letters only outside fields.

import { recall, keep } from "./store.js";

const clickerPause = 250;
let movedAt = -clickerPause;
let last = { next: -clickerPause, back: -clickerPause };

export function startKeys({ move, help, undo, panel, join, withAlt, play, black: pause }) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    // A key that is held down keeps one line and calls one person, not twenty.
    if (event.key === "Enter" && event.repeat) return event.preventDefault();
    if (event.altKey) {
      // By the key's place, not its letter: with Option a Mac writes other signs.
      if (!event.ctrlKey && !event.metaKey && !event.repeat && withAlt(event.code)) event.preventDefault();
      return;
    }
    const black = document.getElementById("black");
    const inField = isField(event.target);
    if (event.key === "Escape" && inField) {
      hasLeft = true;
      if (event.target.id === "text") event.target.blur();
    }
    const withControl = event.ctrlKey || event.metaKey;
    if (document.querySelector("dialog[open]")) return;
    if (!black.hidden && !withControl && !["PageDown", "PageUp"].includes(event.key)) {
      black.hidden = true;
      event.preventDefault();
      return;
    }
    if (digit(event)) {
      event.preventDefault();
      return;
    }
    if (belongsInField(event)) {
      // No preventDefault: the letter lands in the field.
      document.getElementById("text").focus();
      return;
    }
    const act = actionFor(event.key, inField, withControl, event.target);
    if (!act) return;
    event.preventDefault();
    if (event.repeat) return;
    act();
  });

  function actionFor(key, inField, withControl, target) {
    if (key === "PageDown") return () => page(1) || turn("next");
    if (key === "PageUp") return () => page(-1) || turn("back");
    if (withControl) {
      if (key === "ArrowRight") return () => turn("next");
      // A field has its own undo for as long as somebody has typed in it since its last line was kept.
      if (key.toLowerCase() === "z" && !(inField && (target.id !== "text" || "touched" in target.dataset))) return undo;
      return null;
    }
    if (isOfFilm(target) && (key === " " ? target.type === "range" : inTime[key])) {
      return key === " " ? play : () => pressed(`[data-film-do="${inTime[key]}"]`)?.click();
    }
    if (inField && target.type !== "number") return null;
    if (key === "ArrowRight") return () => turn("next");
    if (key === "ArrowLeft") return () => turn("back");
    if (!inField && (key === "ArrowDown" || key === "ArrowUp")) return scroller() && (() => readOn(key === "ArrowDown" ? 0.25 : -0.25));
    if (inField && /^[0-9]$/.test(key)) return null;
    // A lost focus must not move the room: Enter and Space do something only where somebody has tabbed to.
    if ((key === "Enter" || key === " ") && isMoveButton(target) && !target.matches(":focus-visible")) return () => {};
    if (key === " " && !target.closest?.("button, a, summary, input") && document.querySelector("#stage [data-film]")) return play;
    if (!singleKeysWork()) return null;
    switch (key.toLowerCase()) {
      case "f": {
        const large = pressed('[data-film-do="full"]');
        return large ? () => large.click() : toggleFullScreen;
      }
      case "b":
      case ".":
        return () => {
          pause();
          document.getElementById("black").hidden = false;
        };
      case "?":
        return help;
      case "m":
        return panel;
      case "j":
        return join;
      case "+":
      case "-":
        return countButton(key) ? () => countButton(key).click() : null;
      default: {
        const button = /^[a-z]$/i.test(key) ? pressed(`[data-single-key="${key.toLowerCase()}"]`) : null;
        return button && (() => button.click());
      }
    }
  }

  /** Digits sort: the line on the stage into a column, the line at hand into what it is, the cell at hand of the map. */
  function digit({ key, ctrlKey, metaKey, target, repeat }) {
    if (ctrlKey || metaKey || repeat || !/^[0-9]$/.test(key) || isField(target) || !singleKeysWork()) return false;
    if (document.getElementById("text") && !hasLeft) return false;
    const cell = target.closest?.("[data-map-cell]");
    const marks = ["", "leads", "contributes", "knows"];
    if (cell && Number(key) < marks.length) {
      cell.form.elements.text.value = marks[Number(key)];
      cell.form.requestSubmit();
      return true;
    }
    const button = target.closest?.("[data-note]")?.querySelector(`[data-sort="${key}"]`) ?? document.querySelector(`#stage [data-key="${key}"]`);
    button?.click();
    return button !== null && button !== undefined;
  }

  /** Lines that do not fit are read on before the page is turned. True if there was more to read that way. */
  function page(way) {
    const list = scroller();
    if (!list) return false;
    const rest = way > 0 ? list.scrollHeight - list.clientHeight - list.scrollTop : list.scrollTop;
    if (rest < 8) return false;
    readOn(way * 0.85);
    return true;
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

function scroller() {
  const list = document.querySelector(".written-all");
  return list && list.scrollHeight > list.clientHeight + 8 ? list : null;
}

function readOn(share) {
  scroller()?.scrollBy({ top: share * scroller().clientHeight });
}

// Esc leaves the field, and letters are keys until it is entered again.
let hasLeft = false;
document.addEventListener("focusin", ({ target }) => {
  if (target.id === "text") hasLeft = false;
});

/** At a writing step what is typed goes to the field, wherever a click has left the focus. */
function belongsInField({ key, ctrlKey, metaKey, target }) {
  if (hasLeft || ctrlKey || metaKey || key.length !== 1 || !document.getElementById("text")) return false;
  // Words are never taken for keys. Only a space is what presses the button that somebody has tabbed to.
  return !isField(target) && !(key === " " && target.matches("button, a, summary, input") && target.matches(":focus-visible"));
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

/** Of the number at hand; else of the stage's own, if it has one number. Never of one that nobody sees. */
function countButton(key) {
  const all = document.querySelectorAll("#stage [data-at-once]");
  const place = document.activeElement.closest("[data-at-once]") ?? (all.length === 1 ? all[0] : null);
  return place?.querySelector(`[data-count="${key === "+" ? "1" : "-1"}"]`) ?? null;
}

const inTime = { ArrowRight: "ahead", ArrowLeft: "back" };

/** Whoever has tabbed to the film's controls goes in the film; a clicker has not, and turns the page. */
function isOfFilm(target) {
  return target.closest?.(".film") && (target.type === "range" || (!isField(target) && target.matches(":focus-visible")));
}

/** The button on the stage, if it is seen. */
function pressed(name) {
  const button = document.querySelector(`#stage ${name}`);
  return button?.checkVisibility?.() === false ? null : button;
}

function toggleFullScreen() {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen?.().catch(() => {});
}
