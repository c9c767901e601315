// The film of a step: large controls of our own, captions drawn by us, chapters, transcript, speed. The position is kept
// on this computer and survives a reload; at the end the questions stand on the screen.

import { announce } from "./announce.js";
import { say } from "./page.js";
import { keep, recall } from "./store.js";
import { showReading } from "./reading.js";

const speeds = [1, 1.1, 1.25, 0.9];
const questionsFrom = 0.5; // seconds before the end that count as the end
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

function newFilm(place) {
  const video = place.querySelector("video");
  const watch = place.closest("[data-watch]");
  const questions = watch.querySelector("[data-questions]");
  const key = `film:${watch.dataset.step}`;
  const side = place.querySelector(".film-side");
  const control = (name) => watch.querySelector(`[data-film-do="${name}"]`);
  let savedAt = 0;
  let shows = "";
  let isEnded = recall(key)?.ended === true;

  const save = () => keep(key, { at: video.currentTime, ended: isEnded, captions: areCaptionsOn() });
  const areCaptionsOn = () => control("captions")?.getAttribute("aria-pressed") !== "false";
  const captions = () => [...video.textTracks].filter((track) => track.kind === "captions");
  const chapters = () => [...video.textTracks].find((track) => track.kind === "chapters");
  const tell = (sentence) => {
    place.querySelector(".film-said").textContent = sentence;
  };

  for (const track of video.textTracks) track.mode = "hidden"; // we draw them; nothing is shown twice
  if (recall(key)?.captions === false) control("captions")?.setAttribute("aria-pressed", "false");
  let kept = recall(key)?.at ?? 0;
  let isPlaced = false;
  const placeFilm = () => {
    isPlaced = true;
    if (kept > 1 && !isEnded) {
      video.currentTime = kept;
      tell(say("filmAt", time(kept)));
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
  video.addEventListener("ended", end);
  const showError = () => {
    kept = recall(key)?.at ?? 0;
    isPlaced = false;
    tell(say("filmBroken"));
    announce(say("filmBroken"));
    control("play").querySelector("[data-label]").textContent = say("tryAgain");
  };
  video.addEventListener("error", showError);
  for (const track of captions()) track.addEventListener("cuechange", () => showCaption());
  chapters()?.addEventListener("cuechange", () => shows === "chapters" && list(shows));

  function showPlaying(isPlaying) {
    control("play").querySelector("[data-label]").textContent = say(isPlaying ? "pause" : "play");
    if (isPlaying) tell("");
  }

  function showTime() {
    const length = Number.isFinite(video.duration) ? video.duration : 0;
    place.querySelector(".film-time").textContent = `${time(video.currentTime)} / ${time(length)}`;
    place.querySelector(".film-bar").value = length ? video.currentTime / length : 0;
    if (shows === "transcript") mark();
  }

  function showCaption() {
    const box = place.querySelector(".film-caption");
    const cues = captions()[0]?.activeCues ?? [];
    const text = [...cues].map((cue) => cue.text.replace(/<[^>]*>/g, "")).join("\n").split("\n").slice(-2).join("\n");
    box.textContent = text;
    box.hidden = text === "" || !areCaptionsOn();
  }

  function end() {
    isEnded = true;
    save();
    place.hidden = true;
    questions.hidden = false;
    if (document.fullscreenElement === place) void document.exitFullscreen();
    announce([...questions.querySelectorAll("li")].map((one) => one.textContent).join(" "));
  }

  function again(at) {
    isEnded = false;
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
      tell(say(fault.name === "NotAllowedError" ? "filmPress" : "filmBroken"));
    }
  }

  /** Chapters, or the transcript, beside the film. */
  function list(kind) {
    const track = kind === "chapters" ? chapters() : captions()[0];
    side.replaceChildren(
      ...[...(track?.cues ?? [])].map((cue) => {
        const line = Object.assign(document.createElement("button"), { type: "button", className: "film-line" });
        line.textContent = cue.text.replace(/<v ([^>]*)>/g, "$1: ").replace(/<[^>]*>/g, "");
        line.dataset.from = cue.startTime;
        line.addEventListener("click", () => {
          video.currentTime = cue.startTime + 0.01;
        });
        return line;
      }),
    );
    mark();
  }

  function mark() {
    // Between two lines the one that was said last is the present one.
    const said = [...side.children].filter((line) => Number(line.dataset.from) <= video.currentTime).at(-1);
    for (const line of side.children) {
      const isNow = line === said;
      if (isNow === line.hasAttribute("aria-current")) continue;
      if (isNow) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
      if (isNow) side.scrollTop = line.offsetTop - side.clientHeight / 3;
    }
  }

  function show(kind) {
    shows = shows === kind ? "" : kind;
    side.hidden = shows === "";
    for (const name of ["chapters", "transcript"]) control(name)?.setAttribute("aria-pressed", String(shows === name));
    place.classList.toggle("has-side", shows !== "");
    if (shows) list(shows);
  }

  watch.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-film-do]");
    if (!button) return;
    const acts = {
      play,
      back: () => (video.currentTime -= 10),
      ahead: () => (video.currentTime += 10),
      captions: () => {
        button.setAttribute("aria-pressed", String(!areCaptionsOn()));
        showCaption();
        save();
      },
      transcript: () => show("transcript"),
      chapters: () => show("chapters"),
      speed: () => {
        video.playbackRate = speeds[(speeds.indexOf(video.playbackRate) + 1) % speeds.length];
        button.querySelector("[data-speed]").textContent = `${String(video.playbackRate).replace(".", ",")}×`;
      },
      full: () =>
        document.fullscreenElement
          ? document.exitFullscreen()
          : document.documentElement.requestFullscreen?.().catch(() => {}),
      read: () => {
        video.pause();
        place.hidden = true;
        showReading(watch);
      },
      film: () => {
        watch.querySelector("[data-reading]").hidden = true;
        place.hidden = false;
      },
      "end-again": () => again(video.duration - 60),
      "from-start": () => again(0),
    };
    void acts[button.dataset.filmDo]?.();
  });

  // What has happened before anybody listened.
  if (video.readyState >= 1) placeFilm();
  if (video.error) showError();
  if (isEnded) {
    place.hidden = true;
    questions.hidden = false;
  }
  return { place, video, play, isDone: () => isEnded || video.currentTime > video.duration - questionsFrom };
}

function time(seconds) {
  const whole = Math.floor(seconds || 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}
