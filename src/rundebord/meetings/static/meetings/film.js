// The film of a step: large controls of our own, captions drawn by us, chapters, transcript, fact cards, speed. The place is
// kept on this computer and survives a reload; at the end the questions stand on the screen.

import { announce } from "./announce.js";
import { tellOthers } from "./film-others.js";
import { clock, newSide, saidIn, trackOf } from "./film-side.js";
import { say } from "./page.js";
import { keep, keepHabit, recall, recallHabit } from "./store.js";
import { showReading } from "./reading.js";

const speeds = [1, 1.1, 1.25, 0.9];
const questionsFrom = 0.5; // seconds before the end that count as the end
const still = 3_000; // without a move the controls of a large film go away
const cardStays = 12; // seconds in which the source of a fact card can be opened, at the least
let film = null;

/** When the meeting's clock is paused, so is the film. */
export function followClock() {
  if (document.querySelector("#stage .clock.is-paused")) film?.video.pause();
}

/** A film that is new on the stage gets its life; one that is there keeps it. */
export function startFilm() {
  const place = document.querySelector("#stage [data-film]");
  if (film?.place === place) return;
  film?.video.pause();
  film = place ? newFilm(place) : null;
}

/** True if the group may go on: the film has ended, or they are reading, or there is none. */
export function isFilmDone() {
  return film === null || film.isDone() || film.place.hidden;
}

/** The black screen pauses the film, and not the clock. */
export function pauseFilm() {
  film?.video.pause();
}

/** Space plays and pauses. True if there was a film to do it to. */
export function togglePlay() {
  if (!film || film.place.hidden) return false;
  film.play();
  return true;
}

/** The film is over, as if it had been seen: where a meeting is tried out. False if nobody watches one. */
export function endFilm() {
  if (!film || film.place.hidden) return false;
  film.end();
  return true;
}

/** From one second to another of the film is played, and there it pauses: where a meeting is tried out. False if nobody
 * watches one, or has begun to. */
export function playPart(from, to) {
  if (!film || film.place.hidden || film.video.currentTime > 0) return false;
  film.playPart(from, to);
  return true;
}

function newFilm(place) {
  const video = place.querySelector("video");
  const watch = place.closest("[data-watch]");
  const questions = watch.querySelector("[data-questions]");
  const key = `film:${watch.dataset.step}`;
  const known = recall(key) ?? {};
  const control = (name) => watch.querySelector(`[data-film-do="${name}"]`);
  const bar = place.querySelector(".film-bar");
  const caption = place.querySelector(".film-caption");
  const dialog = place.querySelector(".film-fact");
  const captions = trackOf(video, "captions");
  const facts = trackOf(video, "facts");
  const side = newSide(place, video, (second) => {
    video.currentTime = second;
  });
  let besideSmall = "";
  let wasFull = false;
  let stillTimer = 0;
  let savedAt = 0;
  let isEnded = known.ended === true;
  let isRead = known.read === true;

  const save = () => keep(key, { at: video.currentTime, ended: isEnded, read: isRead, side: place.classList.contains("is-large") ? besideSmall : side.shown() });
  const areCaptionsOn = () => control("captions")?.getAttribute("aria-pressed") !== "false";
  const tell = (sentence) => {
    place.querySelector(".film-said").textContent = sentence;
  };

  // We draw the captions; nothing is shown twice. What is not needed yet is not fetched.
  for (const track of video.textTracks) track.mode = [captions, facts, trackOf(video, "chapters")].includes(track) ? "hidden" : "disabled";
  if (recallHabit("captions") === false) control("captions")?.setAttribute("aria-pressed", "false");
  let kept = known.at ?? 0;
  let isPlaced = false;
  const placeFilm = () => {
    isPlaced = true;
    bar.max = length();
    if (kept > 1 && !isEnded) {
      video.currentTime = kept;
      place.classList.add("is-begun");
      tell(say("filmAt", clock(kept)));
    }
    showTime();
  };
  video.addEventListener("loadedmetadata", placeFilm);
  video.addEventListener("timeupdate", () => {
    showTime();
    if (isPlaced && Math.abs(video.currentTime - savedAt) > 2) {
      savedAt = video.currentTime;
      save();
    }
  });
  video.addEventListener("play", () => showPlaying(true));
  video.addEventListener("pause", () => {
    showPlaying(false);
    save();
  });
  // Whoever sees the film from afar is told where it is: when it begins, stops or is moved.
  for (const name of ["play", "pause", "seeked"]) video.addEventListener(name, () => tellOthers(watch.dataset.step, video));
  video.addEventListener("ended", end);
  const showError = () => {
    kept = recall(key)?.at ?? 0;
    isPlaced = false;
    tell(say("filmBroken"));
    announce(say("filmBroken"));
    control("play").querySelector("[data-label]").textContent = say("tryAgain");
  };
  video.addEventListener("error", showError);
  video.addEventListener("click", () => void play());
  captions?.addEventListener("cuechange", showCaption);
  bar.addEventListener("input", () => {
    video.currentTime = Number(bar.value);
  });
  bar.addEventListener("pointerup", () => backToStage());

  function length() {
    return Number.isFinite(video.duration) ? video.duration : 0;
  }

  function showPlaying(isPlaying) {
    control("play").querySelector("[data-label]").textContent = say(isPlaying ? "pause" : "play");
    place.classList.toggle("is-playing", isPlaying);
    if (!isPlaying) return;
    place.classList.add("is-begun");
    tell("");
  }

  function showTime() {
    const said = [clock(video.currentTime), clock(length())];
    place.querySelector(".film-time").textContent = said.join(" / ");
    bar.value = video.currentTime;
    bar.setAttribute("aria-valuetext", say("filmAtOf").replace("%1", said[0]).replace("%2", said[1]));
    side.follow();
    const button = control("fact");
    if (button) button.hidden = !cardAt(video.currentTime);
  }

  function showCaption() {
    const words = [...(captions?.activeCues ?? [])].map((cue) => saidIn(cue).words).join("\n");
    caption.textContent = words.split("\n").slice(-2).join("\n");
    caption.hidden = words === "" || !areCaptionsOn();
  }

  /** The card that is shown now, or was until a moment ago: the article with its source. */
  function cardAt(second) {
    const cues = [...(facts?.cues ?? [])].filter((cue) => cue.startTime <= second);
    const last = cues.at(-1);
    if (!last || second >= Math.max(last.endTime, last.startTime + cardStays)) return null;
    return dialog.querySelector(`[data-fact="${CSS.escape(last.text.trim())}"]`);
  }

  function openCard() {
    const card = cardAt(video.currentTime);
    if (!card) return;
    video.pause();
    for (const one of dialog.querySelectorAll("[data-fact]")) one.hidden = one !== card;
    dialog.showModal();
    control("go-on").focus({ focusVisible: false });
  }

  dialog?.addEventListener("close", () => setTimeout(backToStage));
  dialog?.addEventListener("keydown", (event) => {
    // Whoever holds the clicker, and whoever opened it with K, closes it in the same way.
    if (!["PageDown", "PageUp", "ArrowRight", "ArrowLeft", "k", "K"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) dialog.close();
  });

  function end() {
    video.pause();
    isEnded = true;
    save();
    dialog?.close();
    enlarge(false);
    place.hidden = true;
    questions.hidden = false;
    announce([...questions.querySelectorAll("li")].map((one) => one.textContent).join(" "));
  }

  function again(at) {
    isEnded = false;
    isRead = false;
    questions.hidden = true;
    place.hidden = false;
    video.currentTime = Math.max(0, at);
    save();
    void play();
  }

  async function play() {
    if (video.error) video.load();
    if (!video.paused) return video.pause();
    try {
      await video.play();
    } catch (fault) {
      if (fault.name !== "AbortError") tell(say(fault.name === "NotAllowedError" ? "filmPress" : "filmBroken"));
    }
  }

  function playPart(from, to) {
    const stop = () => {
      if (video.currentTime < to) return;
      video.removeEventListener("timeupdate", stop);
      // Somebody may have gone on to another part meanwhile.
      if (video.currentTime < to + 2) video.pause();
    };
    const begin = () => {
      video.currentTime = from;
      video.addEventListener("timeupdate", stop);
      void play();
    };
    if (video.readyState >= 1) begin();
    else video.addEventListener("loadedmetadata", begin, { once: true });
  }

  function show(kind) {
    side.show(kind);
    for (const name of ["chapters", "transcript"]) control(name)?.setAttribute("aria-pressed", String(kind === name));
  }

  function choose(kind) {
    show(side.shown() === kind ? "" : kind);
    save();
  }

  function read() {
    video.pause();
    enlarge(false);
    isRead = true;
    save();
    place.hidden = true;
    showReading(watch);
  }

  /** The film has the whole screen; its controls come when somebody moves, and what was beside it comes back after. */
  function enlarge(isLarge) {
    if (isLarge === place.classList.contains("is-large")) return;
    const beside = side.shown();
    place.classList.toggle("is-large", isLarge);
    control("full").setAttribute("aria-pressed", String(isLarge));
    show(isLarge ? "" : besideSmall);
    besideSmall = beside;
    stir();
    if (isLarge) {
      wasFull = document.fullscreenElement !== null;
      if (!wasFull) void document.documentElement.requestFullscreen?.().catch(() => {});
    } else if (document.fullscreenElement && !wasFull) void document.exitFullscreen();
  }

  /** Somebody is there: the controls are seen for a while. */
  function stir() {
    clearTimeout(stillTimer);
    place.classList.remove("is-still");
    stillTimer = setTimeout(() => place.classList.add("is-still"), still);
  }

  for (const name of ["pointermove", "pointerdown", "keydown"]) document.addEventListener(name, stir, { passive: true });
  document.addEventListener("fullscreenchange", () => document.fullscreenElement || enlarge(false));
  document.addEventListener("keydown", ({ key }) => key === "Escape" && !dialog?.open && enlarge(false));

  const acts = {
    play,
    back: () => (video.currentTime -= 10),
    ahead: () => (video.currentTime += 10),
    captions: () => {
      keepHabit("captions", !areCaptionsOn());
      control("captions").setAttribute("aria-pressed", String(!areCaptionsOn()));
      showCaption();
    },
    transcript: () => choose("transcript"),
    chapters: () => choose("chapters"),
    speed: () => {
      video.playbackRate = speeds[(speeds.indexOf(video.playbackRate) + 1) % speeds.length];
      control("speed").querySelector("[data-speed]").textContent = `${String(video.playbackRate).replace(".", ",")}×`;
    },
    full: () => enlarge(!place.classList.contains("is-large")),
    fact: openCard,
    "go-on": () => {
      dialog.close();
      void play();
    },
    "close-fact": () => dialog.close(),
    read,
    film: () => {
      isRead = false;
      save();
      watch.querySelector("[data-reading]").hidden = true;
      place.hidden = false;
    },
    "end-again": () => again(video.duration - 60),
    "from-start": () => again(0),
  };
  watch.addEventListener("click", (event) => {
    const button = event.target.closest("[data-film-do], .film-line");
    if (!button) return;
    void acts[button.dataset.filmDo]?.();
    // A pointer leaves the focus where the keys of the meeting are heard; whoever has tabbed to a button stays there.
    if (event.detail > 0 && !dialog?.open) backToStage();
  });

  function backToStage() {
    document.getElementById("stage").focus({ preventScroll: true });
  }

  // Chapters stand beside the film where there is room that it cannot use.
  const hasRoom = matchMedia("(min-width: 60rem) and (min-aspect-ratio: 16 / 10)").matches;
  show(known.side ?? (hasRoom && control("chapters") ? "chapters" : ""));

  // What has happened before anybody listened.
  if (video.readyState >= 1) placeFilm();
  if (video.error) showError();
  if (isRead && watch.querySelector("[data-reading]")) read();
  else if (isEnded) {
    place.hidden = true;
    questions.hidden = false;
  }
  return { place, video, play, playPart, end, isDone: () => isEnded || video.currentTime > video.duration - questionsFrom };
}
