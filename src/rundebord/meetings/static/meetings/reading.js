// The film as text, read aloud by roles: as many replies at a time as fit on the screen in large type, each of them whole.
// Who reads what, the server says. The position is kept on this computer; after the last page come the questions.

import { say } from "./page.js";
import { keep, recall } from "./store.js";

const mostReplies = 3; // more would be read past

let place = null;
let pages = [];
let page = 0;
let only = 0;

/** Of the film's text only the scene of that number is read, counted from 1: where a meeting is tried out. */
export function readOnly(number) {
  only = number;
  if (place?.isConnected && !place.hidden) open();
}

/** A reading version that is new on the stage stands where it was left; one that has changed is laid out again. */
export function startReading() {
  const found = document.querySelector("#stage [data-reading]");
  const isNew = found !== place;
  place = found;
  if (!place || place.hidden) return;
  if (isNew) open();
  else layOut();
}

/** The group reads instead of watching. */
export function showReading(watch) {
  place = watch.querySelector("[data-reading]");
  place.hidden = false;
  open();
}

/** One page on or back. False if there is none: then the meeting turns its own page. */
export function turnReading(way) {
  if (!place || !place.isConnected) return false;
  const questions = place.closest("[data-watch]").querySelector("[data-questions]");
  const areQuestionsShown = !questions.hidden;
  if (place.hidden && !(areQuestionsShown && pages.length > 0 && way < 0)) return false;
  const next = areQuestionsShown ? pages.length - 1 : page + way;
  if (next < 0) return false;
  const isOver = next >= pages.length;
  place.hidden = isOver;
  questions.hidden = !isOver;
  if (!isOver) show(next);
  else keepPage(pages.length);
  return true;
}

/** True if every page has been read, or nobody reads. */
export function isReadingDone() {
  return !place?.isConnected || place.hidden;
}

function keepPage(number) {
  keep(`reading:${place.closest("[data-watch]").dataset.step}`, number);
}

function open() {
  divide();
  const kept = recall(`reading:${place.closest("[data-watch]").dataset.step}`) ?? 0;
  if (kept >= pages.length) {
    place.hidden = true;
    place.closest("[data-watch]").querySelector("[data-questions]").hidden = false;
    page = pages.length;
  } else show(kept);
}

/** Measures the replies and lays them out in pages: never half a reply, and a scene begins on a page of its own. */
function divide() {
  const roles = place.querySelector("[data-page=roles]");
  const box = place.querySelector(".reading-pages");
  // In a narrow window the page scrolls, and has no height of its own.
  const isNarrow = matchMedia("(max-width: 60rem), (max-aspect-ratio: 1 / 1)").matches;
  const room = isNarrow ? innerHeight * 0.6 : box.clientHeight;
  pages = [[roles]];
  roles.hidden = false;
  roles.classList.remove("is-long");
  roles.classList.toggle("is-long", roles.scrollHeight > room);
  roles.hidden = true;
  for (const scene of place.querySelectorAll("[data-scene]")) {
    scene.hidden = false;
    const gap = Number.parseFloat(getComputedStyle(scene).rowGap);
    const heading = scene.querySelector(".scene-title");
    const replies = [...scene.querySelectorAll("[data-reply]")];
    for (const one of [heading, ...replies]) if (one) one.hidden = false;
    const title = heading ? heading.offsetHeight + gap : 0;
    // The scene's name stands on each of its pages.
    const first = [scene, ...(heading ? [heading] : [])];
    let now = [...first];
    let used = title;
    for (const reply of replies) {
      reply.classList.remove("is-long");
      reply.classList.toggle("is-long", reply.offsetHeight + title > room);
      const height = reply.offsetHeight + gap;
      const count = now.length - first.length;
      if (count > 0 && (used + height - gap > room || count === mostReplies)) {
        pages.push(now);
        now = [...first];
        used = title;
      }
      now.push(reply);
      used += height;
    }
    pages.push(now);
    scene.hidden = true;
  }
  const scenes = place.querySelectorAll("[data-scene]");
  const chosen = only ? scenes[Math.min(only, scenes.length) - 1] : null;
  if (chosen) pages = pages.filter(([first]) => first === chosen);
}

function show(number) {
  page = number;
  keepPage(number);
  for (const one of place.querySelectorAll("[data-page], [data-scene], [data-reply], .scene-title")) one.hidden = true;
  for (const one of pages[number]) one.hidden = false;
  write(".reading-count", say("readingPage").replace("%1", number + 1).replace("%2", pages.length));
  const next = pages[number + 1]?.find((one) => one.matches("[data-reply]"))?.querySelector(".reader");
  write(".reading-next", next ? say("readingNext", next.textContent) : "");
}

function write(name, words) {
  const element = place.querySelector(name);
  if (element.textContent !== words) element.textContent = words;
}

/** The same reply stands on the screen, whatever has become of the pages. */
function layOut() {
  const first = pages[page]?.find((one) => one.matches("[data-reply]"));
  divide();
  show(Math.max(0, first ? pages.findIndex((one) => one.includes(first)) : 0));
}

window.addEventListener("resize", () => {
  if (place?.isConnected && !place.hidden && pages.length > 0) layOut();
});
