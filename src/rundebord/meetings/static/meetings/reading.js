// The film as text, read aloud by roles: as many replies at a time as fit on the screen, each of them whole. The position
// is kept on this computer; after the last page come the questions.

import { say } from "./page.js";
import { keep, recall } from "./store.js";

let place = null;
let pages = [];
let page = 0;
let only = 0;

/** Of the film's text only the scene of that number is read, counted from 1: where a meeting is tried out. */
export function readOnly(number) {
  only = number;
  if (place?.isConnected && !place.hidden) open();
}

/** A reading version that is new on the stage stands where it was left. */
export function startReading() {
  const found = document.querySelector("#stage [data-reading]");
  if (found === place) return;
  place = found;
  if (place && !place.hidden) open();
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
  const room = place.clientHeight || innerHeight * 0.6;
  pages = [[roles]];
  roles.hidden = true;
  for (const scene of place.querySelectorAll("[data-scene]")) {
    scene.hidden = false;
    const heading = scene.querySelector(".scene-title");
    const replies = [...scene.querySelectorAll("[data-reply]")];
    for (const reply of replies) reply.hidden = false;
    const gap = 16;
    let used = heading ? heading.offsetHeight + gap : 0;
    let now = [scene, ...(heading ? [heading] : [])];
    const start = now.length;
    for (const reply of replies) {
      const height = reply.offsetHeight + gap;
      if (used + height > room - 60 && now.length > start) {
        pages.push(now);
        now = [scene];
        used = 0;
      }
      now.push(reply);
      used += height;
    }
    pages.push(now);
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
  place.querySelector(".reading-count").textContent = say("readingPage").replace("%1", number + 1).replace("%2", pages.length);
}

window.addEventListener("resize", () => {
  if (!place?.isConnected || place.hidden || pages.length === 0) return;
  const first = pages[page]?.find((one) => one.matches("[data-reply]"));
  divide();
  const again = first ? pages.findIndex((one) => one.includes(first)) : 0;
  show(Math.max(0, again));
});
