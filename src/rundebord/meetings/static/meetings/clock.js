// The step's clock. It is told when the step ends and what the server's time is, and counts by itself: every screen
// shows the same, whatever this computer's own clock says.

import { announce } from "./announce.js";
import { clockFrom, clockSpeed, present, say } from "./page.js";

let onTimeUp = () => {};

/** `listener()` when a step's time is up while this screen is looking. */
export function whenTimeIsUp(listener) {
  onTimeUp = listener;
}

const fast = (now) => (clockSpeed === 1 ? now : clockFrom + (now - clockFrom) * clockSpeed);
let serverNow = fast(present.now);
let realNow = present.now;
let heardAt = performance.now();

/** The server's time, in ms, as it was heard just now. After sleep it is heard anew. */
export function hear(heard) {
  serverNow = fast(heard);
  realNow = heard;
  heardAt = performance.now();
  show();
}

/** The server's own time, in ms, whatever this device's clock says. */
export function serverTime() {
  return realNow + (performance.now() - heardAt);
}

/** The time in the meeting, in ms. */
function now() {
  const ahead = Number(document.getElementById("stage")?.dataset.ahead ?? 0) * 1000;
  return serverNow + (performance.now() - heardAt) * clockSpeed + ahead;
}

/** Milliseconds that are left of the step; negative when it is over. */
function left(clock) {
  if (clock.dataset.pausedLeft) return Number(clock.dataset.pausedLeft);
  return Number(clock.dataset.endsAt) - now();
}

export function show() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const remaining = left(clock);
    const seconds = Math.abs(Math.ceil(remaining / 1000));
    const isPaused = clock.dataset.pausedLeft !== "";
    const isOver = remaining <= 0;
    const isLast = !isOver && seconds <= 60;
    write(clock.querySelector(".clock-time"), `${isOver && seconds > 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
    const word = isPaused ? say("paused") : isOver ? say("timeIsUp") : isLast ? say("lastMinute") : "";
    write(clock.querySelector(".clock-word"), word);
    if (!isPaused && word !== clock.dataset.said && word !== "") announce(word);
    if (!isPaused && isOver && clock.dataset.said === say("lastMinute")) onTimeUp();
    clock.dataset.said = word;
    clock.classList.toggle("is-last", isLast);
    clock.classList.toggle("is-over", isOver);
    const share = Math.min(1, Math.max(0, remaining / (Number(clock.dataset.seconds) * 1000)));
    clock.querySelector(".ring-left")?.setAttribute("stroke-dashoffset", String(100 - 100 * share));
  }
  showTurns();
}

/** The soft bar of a turn: it fills while somebody speaks, and then stands full. */
function showTurns() {
  for (const bar of document.querySelectorAll("[data-turn]")) {
    const spoken = (now() - Number(bar.dataset.startedAt)) / 1000;
    bar.value = Math.min(Number(bar.max), Math.max(0, spoken));
  }
}

function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

setInterval(show, 250);
