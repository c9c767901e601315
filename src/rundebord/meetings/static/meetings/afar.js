// The shared screen from afar: it is looked at, and nothing is sent from here. What the member has to do is done on their
// own page; an answer that lies ready in this browser is sent from there, so this page goes there when it is called in.

import { announce } from "./announce.js";
import { show as showClocks } from "./clock.js";
import { isFilmOver, showFilmHere } from "./film-here.js";
import * as live from "./live.js";
import { address, own, say } from "./page.js";
import { names, recall } from "./store.js";

const ownPage = `${address}/deltaker`;
const heartbeat = 120_000; // so often the seat lets itself be heard of while the page is looked at
const grace = 700; // the member's own page may be open too, and is then sending already
const there = () => document.getElementById("there").dataset;
const said = document.getElementById("said");
let isReached = true;
let isGone = false;
let wasMine = false;
let wayBack = 0;

function show() {
  showClocks();
  showFilmHere();
  showQuestions();
  showOwn();
  bringAnswers();
}

/** The questions that the film ends with come when it has ended on the shared screen. */
function showQuestions() {
  const questions = document.querySelector("#stage [data-questions]");
  if (questions && document.querySelector("[data-film-here]")) questions.hidden = !isFilmOver();
}

/** What this seat alone needs to know: its turn, its role, and words of its own that are not on the server. */
function showOwn() {
  const isMine = own.member !== "" && there().turnMember === own.member;
  document.getElementById("mine").hidden = !isMine;
  if (isMine && !wasMine) announce(say("phoneYourTurn"));
  wasMine = isMine;
  document.getElementById("leading").hidden = there().leads !== own.number;
  document.getElementById("unsaved").hidden = names("q:").length === 0;
}

/** Answers that lie ready here for the round that is being called in. */
function waitingAnswers() {
  const { step, way, statement, calledIn, closed } = there();
  if (way !== "phones" || calledIn !== "1" || closed === "1") return [];
  return names(`b:${step}:${statement}:`).map((name) => recall(name)).filter((kept) => kept?.ticket && !kept.isSent);
}

function bringAnswers() {
  if (wayBack !== 0 || isGone || waitingAnswers().length === 0) return;
  wayBack = setTimeout(() => {
    wayBack = 0;
    if (waitingAnswers().length > 0) location.assign(ownPage);
  }, grace);
}

live.onReached((now) => {
  if (now === isReached || isGone) return;
  isReached = now;
  said.textContent = now ? "" : say("offline");
});
live.onGone(() => {
  isGone = true;
  live.stop();
  said.textContent = say("phoneGone");
});
live.onShown(show);
document.addEventListener("visibilitychange", () => !document.hidden && show());
setInterval(() => {
  if (!document.hidden) live.ask();
}, heartbeat);
setInterval(() => {
  showQuestions();
  showOwn();
}, 1_000);
show();
live.start();
