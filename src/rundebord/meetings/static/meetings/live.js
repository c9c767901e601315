// The present state comes by stream (Server-Sent Events), whole regions at a time, and is morphed into the page.
// Where streams are blocked or held back, the page asks every other second instead, and tries the stream again.

import { hear } from "./clock.js";
import { fillFields } from "./drafts.js";
import { isNews, present, presentAddress } from "./page.js";

const silence = 35_000; // two heartbeats and a little
const firstWord = 4_000; // an open stream says the time at once; if nothing came, something holds it back
const retryStream = 30_000;
const pollEvery = 2_000;

const shown = [];
const before = [];
let reached = () => {};
let gone = () => {};
let source = null;
let openedAt = 0;
let heardAt = 0;
let isPolling = false;
let isStopped = false;
let lastTick = Date.now();

/** `listener()` after each time the page has changed. */
export function onShown(listener) {
  shown.push(listener);
}

/** `listener(isReached)` when a poll got through, or did not. */
export function onReached(listener) {
  reached = listener;
}

/** `listener(regions)` before the page is changed to what `present.mark` says: each region's id and its new HTML. */
export function beforeShown(listener) {
  before.push(listener);
}

/** `listener()` when the meeting cannot be found any more: undone, deleted, or shut out. */
export function onGone(listener) {
  gone = listener;
}

export function start() {
  open();
  setInterval(watch, pollEvery);
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : wake()));
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", (event) => event.persisted && wake());
}

/** The page soon shows this or something later; asks once if the stream does not bring it. */
export function want(mark) {
  setTimeout(() => isNews(mark) && void poll(), 800);
}

/** Nothing more is asked for: this page has nothing to follow any more. */
export function stop() {
  isStopped = true;
  close();
}

export function wake() {
  void poll();
  open();
}

function open() {
  close();
  if (document.hidden || isStopped) return;
  openedAt = performance.now();
  heardAt = 0;
  source = new EventSource(`/live/${present.seat}?v=${present.mark}`);
  source.addEventListener("time", ({ data }) => {
    heard();
    hear(JSON.parse(data).now);
  });
  source.addEventListener("error", () => {
    // A stream that spoke has broken: it has as long to speak again as a new one. One that never spoke has no more.
    if (heardAt === 0) return;
    heardAt = 0;
    openedAt = performance.now();
  });
  source.addEventListener("farewell", () => {
    // The server stops, or the door was shut: whether this page may still follow, the server says when it is asked.
    setTimeout(() => void poll(), 300 + Math.random() * 2_000);
  });
  source.addEventListener("regions", ({ data }) => {
    heard();
    apply(JSON.parse(data));
  });
}

function close() {
  source?.close();
  source = null;
}

function heard() {
  heardAt = performance.now();
  isPolling = false;
  reached(true);
}

function watch() {
  const now = Date.now();
  const slept = now - lastTick > 4 * pollEvery;
  lastTick = now;
  if (document.hidden || isStopped) return;
  if (slept) {
    wake();
    return;
  }
  const waited = performance.now() - (heardAt || openedAt);
  const isClosed = source === null || source.readyState === EventSource.CLOSED;
  if (isClosed || waited > (heardAt ? silence : firstWord)) isPolling = true;
  if (isPolling) {
    void poll();
    if (isClosed || performance.now() - openedAt > retryStream) open();
  }
}

/** Asks what is shown now; the page has a fresh way in after it, and is heard of. */
export function ask() {
  void poll();
}

async function poll() {
  try {
    const response = await fetch(`${presentAddress}?v=${present.mark}`, { signal: AbortSignal.timeout(8_000) });
    reached(true);
    if (response.status === 404) gone();
    if (!response.ok) return;
    present.seat = response.headers.get("X-Seat") ?? present.seat;
    present.csrf = response.headers.get("X-Csrf") ?? present.csrf;
    hear(Number(response.headers.get("X-Now")));
    if (response.status === 200) apply(await response.json());
  } catch {
    // The next round asks again.
    reached(false);
  }
}

function apply({ mark, regions }) {
  if (!isNews(mark)) return;
  present.mark = mark;
  for (const listener of before) listener(regions);
  for (const [id, html] of Object.entries(regions)) {
    const region = document.getElementById(id);
    if (region) Idiomorph.morph(region, html, rules);
  }
  fillFields();
  for (const listener of shown) listener();
}

const pageOwns = new Set(["data-changed", "data-said", "data-touched", "checked"]);

function isSomebodys(field) {
  // The head count has the focus from the start; it is somebody's only when somebody has changed it.
  const isActive = field === document.activeElement && field.type !== "number" && !("cell" in field.dataset);
  return isActive || "changed" in field.dataset || "draft" in field.dataset;
}

/** Which page of the text is read is this computer's own. */
function isPage(name, node) {
  return name === "hidden" && node.closest("[data-reading]") !== null;
}

/** An option of a list in which somebody has just chosen: an older answer must not choose another under their fingers. */
function isChosen(name, option) {
  return name === "selected" && "changed" in (option.closest("select")?.dataset ?? {});
}

// Three rules: keep the active value; never touch a field that somebody has changed; never touch `open`.
// (Idiomorph's own ignoreActiveValue would leave a focused region's children as they were, too.)
const rules = {
  morphStyle: "outerHTML",
  callbacks: {
    beforeNodeMorphed: (old) => !(old.dataset && ("keptByPage" in old.dataset || "mending" in old.dataset)),
    beforeNodeRemoved: (node) => !(node.dataset && "mending" in node.dataset),
    beforeAttributeUpdated: (name, node) =>
      !(name === "open" || pageOwns.has(name) || (name === "value" && isSomebodys(node)) || isChosen(name, node) || isPage(name, node)),
  },
};
