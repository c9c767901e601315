// Beside the film: its chapters, or all that is said in it, which can be searched. A line that is pressed is gone to.

import { say } from "./page.js";

const scrolledRest = 6_000; // whoever scrolls is reading: the list stays where it is so long

/** The side of a film: `show(kind)` chapters, transcript or "" (nothing), and `follow()` as the film goes. */
export function newSide(place, video, goTo) {
  const side = place.querySelector(".film-side");
  const lines = side.querySelector(".film-lines");
  const search = side.querySelector(".film-search");
  const field = search?.querySelector("input");
  const tracks = { chapters: trackOf(video, "chapters"), transcript: trackOf(video, "transcript") ?? trackOf(video, "captions") };
  let shows = "";
  let hits = [];
  let hit = -1;
  let scrolledAt = -scrolledRest;

  for (const element of video.querySelectorAll("track")) element.addEventListener("load", () => shows && list());
  for (const name of ["wheel", "touchmove", "pointerdown"]) side.addEventListener(name, () => (scrolledAt = performance.now()), { passive: true });
  field?.addEventListener("input", find);
  field?.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      goToHit(hit + (event.shiftKey ? -1 : 1));
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (field.value === "") document.getElementById("stage").focus({ preventScroll: true });
      field.value = "";
      find();
    }
  });

  function show(kind) {
    shows = kind;
    side.hidden = shows === "";
    if (search) search.hidden = shows !== "transcript";
    place.classList.toggle("has-chapters", shows === "chapters");
    place.classList.toggle("has-transcript", shows === "transcript");
    if (shows) list();
  }

  function list() {
    const track = tracks[shows];
    if (track?.mode === "disabled") track.mode = "hidden"; // it is fetched, and its load lists it
    lines.replaceChildren(...[...(track?.cues ?? [])].map(lineOf));
    if (field?.value) find();
    follow();
  }

  function lineOf(cue) {
    const line = make("button", "film-line");
    line.type = "button";
    line.dataset.from = cue.startTime;
    const { who, words } = saidIn(cue);
    if (shows === "chapters") line.append(make("span", "film-line-time", clock(cue.startTime)), " ");
    if (who) line.append(make("strong", "film-line-who", `${who}:`), " ");
    line.append(make("span", "film-line-words", words));
    line.addEventListener("click", () => {
      scrolledAt = -scrolledRest;
      goTo(cue.startTime + 0.01);
    });
    return line;
  }

  /** The line that was said last is marked, and in sight. */
  function follow() {
    if (!shows) return;
    const all = [...lines.children];
    const now = all.filter((line) => Number(line.dataset.from) <= video.currentTime + 0.05).at(-1) ?? all[0];
    for (const line of all) {
      const isNow = line === now;
      if (isNow === line.hasAttribute("aria-current")) continue;
      if (isNow) line.setAttribute("aria-current", "true");
      else line.removeAttribute("aria-current");
      const isReading = performance.now() - scrolledAt < scrolledRest || (field?.value && !search.hidden);
      if (isNow && !isReading && (shows === "transcript" || !isSeen(line))) inSight(line);
    }
  }

  /** Every place where the words stand is marked; Enter goes from one to the next. */
  function find() {
    const wanted = shows === "transcript" ? tidy(field.value) : "";
    hits = [];
    hit = -1;
    for (const line of lines.children) {
      const words = line.querySelector(".film-line-words");
      const text = words.textContent;
      words.replaceChildren(...marked(text, wanted));
      if (words.querySelector("mark")) hits.push(line);
    }
    tellHits();
    if (hits.length) inSight(hits[0]);
  }

  function goToHit(number) {
    if (hits.length === 0) return;
    hit = (number + hits.length) % hits.length;
    for (const line of hits) line.classList.toggle("is-hit", line === hits[hit]);
    inSight(hits[hit]);
    goTo(Number(hits[hit].dataset.from) + 0.01);
    tellHits();
  }

  function inSight(line) {
    lines.scrollTop = line.offsetTop - lines.clientHeight / 3;
  }

  function isSeen(line) {
    const top = line.offsetTop - lines.scrollTop;
    return top >= 0 && top + line.offsetHeight <= lines.clientHeight;
  }

  function tellHits() {
    const said = search.querySelector(".film-hits");
    if (!field.value.trim()) said.textContent = "";
    else if (hits.length === 0) said.textContent = say("noHits");
    else said.textContent = say("hits").replace("%1", Math.max(1, hit + 1)).replace("%2", hits.length);
  }

  return { show, follow, shown: () => shows };
}

/** The first track of the kind; a label tells tracks of data from each other. */
export function trackOf(video, kind) {
  return [...video.textTracks].find((track) => track.kind === kind || (track.kind === "metadata" && track.label === kind));
}

/** Who says what in a cue, without tags and signs for letters. */
export function saidIn(cue) {
  const said = cue.getCueAsHTML();
  return { who: said.querySelector("[title]")?.title ?? "", words: said.textContent };
}

/** «3:07». */
export function clock(seconds) {
  const whole = Math.floor(seconds || 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

function marked(text, wanted) {
  if (!wanted) return [text];
  const parts = [];
  const low = text.toLocaleLowerCase();
  let from = 0;
  // Letters whose small form has another length would shift the marks: then the words are left unmarked.
  for (let at = low.indexOf(wanted); at >= 0 && low.length === text.length; at = low.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), make("mark", "", text.slice(at, at + wanted.length)));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}

const tidy = (text) => text.trim().replace(/\s+/g, " ").toLocaleLowerCase();

function make(tag, name, words = "") {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (words) element.textContent = words.replace(/\s+/g, " ");
  return element;
}
