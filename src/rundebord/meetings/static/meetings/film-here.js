// The film for one who is not in the room, on the phone's page and beside the shared screen. Where the shared screen is,
// is the truth: play and pause follow it; what is behind is told, and nobody is moved by force.

import { serverTime } from "./clock.js";
import { own, say } from "./page.js";

const place = document.getElementById("film-here");
const apart = 3; // seconds that nobody minds
let video = null;
let line = null;
let jump = null;
let told = "";

const source = () => document.querySelector("[data-film-here]");

/** Seconds into the film on the shared screen, now. */
function there() {
  const { at, plays, saidAt } = source().dataset;
  return Number(at) + (plays === "1" ? (serverTime() - Number(saidAt)) / 1000 : 0);
}

export function showFilmHere() {
  document.body.classList.toggle("is-remote", own.isRemote);
  const film = own.isRemote ? source() : null;
  place.hidden = !film;
  if (!film) {
    video?.pause();
    return;
  }
  if (!video) make(film);
  const { plays, at, saidAt } = film.dataset;
  const now = `${plays} ${at} ${saidAt}`;
  if (now !== told) {
    told = now;
    follow(plays === "1");
  }
}

/** True if the film on the shared screen has come to its end, as far as it is known here how long it is. */
export function isFilmOver() {
  return source() !== null && Number.isFinite(video?.duration) && there() > video.duration - 1;
}

function make(film) {
  const { video: address, poster } = film.dataset;
  video = Object.assign(document.createElement("video"), { src: address, poster, controls: true, playsInline: true, preload: "metadata" });
  for (const one of film.querySelectorAll("[data-captions]")) {
    const track = Object.assign(document.createElement("track"), { kind: "captions", src: one.dataset.captions, srclang: one.lang, label: one.textContent, default: true });
    video.append(track);
  }
  line = Object.assign(document.createElement("p"), { className: "phone-behind" });
  line.setAttribute("role", "status");
  jump = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: say("filmJump"), hidden: true });
  jump.addEventListener("click", () => {
    video.currentTime = Math.max(0, there());
    if (source().dataset.plays === "1") void video.play().catch(() => {});
    showLag();
  });
  place.replaceChildren(video, line, jump);
  setInterval(showLag, 1_000);
}

/** Play and pause reach everybody; a browser that plays nothing before it is pressed says so. */
function follow(plays) {
  if (!plays) video.pause();
  else if (video.currentTime > 0 || there() < apart) video.play().catch(() => write(say("filmPress")));
  showLag();
}

function showLag() {
  const film = source();
  if (place.hidden || !film || film.dataset.saidAt === "0") return;
  const lag = Math.round(there() - video.currentTime);
  const isApart = Math.abs(lag) > apart;
  jump.hidden = !isApart;
  write(isApart ? say(lag > 0 ? "filmBehind" : "filmAhead", String(Math.abs(lag))) : "");
}

function write(words) {
  if (line.textContent !== words) line.textContent = words;
}
