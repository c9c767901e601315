// Commands wait here, on disk, until the server has answered each of them; they are sent in order, one at a time.
// A command that is sent twice is kept once: its id was made here, before it was sent.

import { commandAddress, newId, present, presentAddress, say } from "./page.js";
import { forget, keep, names, recall } from "./store.js";
import { isOpenElsewhere, ownWindow } from "./windows.js";

const patience = 10_000;
const pauses = [300, 1_000, 2_000, 4_000, 8_000];
const listeners = { answered: [], waiting: [], dropped: [] };
let isSending = false;
let failures = 0;
let alarm = 0;

/** `answered(item, answer)` when the server has judged; `waiting(count, trouble)` whenever the queue changes;
 * `dropped()` when a move could not be made. */
export function on(what, listener) {
  listeners[what].push(listener);
}

/** The command is on this computer's disk, and will be sent. Returns its id. */
export function enqueue(form, extra = {}) {
  const id = newId();
  const last = names("q:").at(-1);
  const number = last ? Number(last.split(":")[1]) + 1 : 1;
  keep(`q:${String(number).padStart(9, "0")}:${id}`, { id, form, window: ownWindow(), ...extra });
  tell("waiting", own().length, null);
  send();
  return id;
}

/** What waits in this window, oldest first. */
export function own() {
  return items().filter(({ item }) => item.window === ownWindow()).map(({ item }) => item);
}

/** What windows that are gone left unsent is this window's from now on. */
export function adoptOrphans() {
  for (const { name, item } of items()) {
    if (item.window !== ownWindow() && !isOpenElsewhere(item.window)) keep(name, { ...item, window: ownWindow() });
  }
  tell("waiting", own().length, null);
  send();
}

/** Tries again at once: the network is back, or the stream is. */
export function send() {
  clearTimeout(alarm);
  if (!isSending) void drain();
}

async function drain() {
  isSending = true;
  try {
    for (let next = first(); next; next = first()) {
      const { answer, trouble } = await post(next.item);
      if (trouble) {
        dropMoves();
        tell("waiting", own().length, trouble);
        alarm = setTimeout(send, pauses[Math.min(failures, pauses.length - 1)]);
        failures += 1;
        return;
      }
      failures = 0;
      tell("answered", next.item, answer);
      forget(next.name);
      tell("waiting", own().length, null);
    }
  } finally {
    isSending = false;
  }
}

/** A move is for now. Without network it is said so; a room that turns by itself ten minutes later is worse. */
function dropMoves() {
  const moves = items().filter(({ item }) => item.move && item.window === ownWindow());
  for (const { name } of moves) forget(name);
  if (moves.length > 0) tell("dropped");
}

/** One try. Only the server's judgement takes a command out of the queue; a 403 or a 503 never does. */
async function post(item) {
  const body = new URLSearchParams({ ...item.form, command_id: item.id });
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const response = await fetch(commandAddress, {
      method: "POST",
      body,
      headers: { "X-CSRFToken": present.csrf, Accept: "application/json" },
      signal: stop.signal,
    });
    if (response.status === 200 || response.status === 422) {
      // A login page of the network's own also answers 200: only our server's judgement counts.
      const answer = await response.json();
      return answer.mark || answer.refused ? { answer } : { trouble: "network" };
    }
    if (response.status === 413) {
      const { sentence } = await response.json().catch(() => ({}));
      return { answer: { refused: sentence ?? say("cannotSave") } };
    }
    if (response.status === 403) return { trouble: (await renewed()) ? "network" : "loggedOut" };
    if (response.status === 404) return { trouble: "gone" };
    return { trouble: response.status === 503 ? "cannotSave" : "network" };
  } catch {
    return { trouble: "network" };
  } finally {
    clearTimeout(timer);
  }
}

/** True if the server still knows this browser; the page's token is fresh then. */
async function renewed() {
  try {
    const response = await fetch(`${presentAddress}?v=${present.mark}`);
    if (!response.ok) return false;
    present.csrf = response.headers.get("X-Csrf") ?? present.csrf;
    present.seat = response.headers.get("X-Seat") ?? present.seat;
    return true;
  } catch {
    return true;
  }
}

function first() {
  return items().find(({ item }) => item.window === ownWindow());
}

function items() {
  return names("q:")
    .map((name) => ({ name, item: recall(name) }))
    .filter(({ item }) => item?.id && item.form);
}

function tell(what, ...values) {
  for (const listener of listeners[what]) listener(...values);
}

window.addEventListener("online", send);
