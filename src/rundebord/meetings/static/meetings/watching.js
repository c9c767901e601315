// The door to the film and to its text: they are fetched while the group sits down, so that nobody waits for them to write
// a line. If they cannot be fetched, the browser's own player stands in, and the pages can be turned.

let film = null;
let reading = null;
let coming = null;
let isMissing = false;

const isHere = () => document.querySelector("#stage [data-watch]") !== null;

/** After each change of the page: a film or a text that is new on the stage gets its life. */
export function startWatching() {
  if (film && reading) {
    film.startFilm();
    reading.startReading();
    film.followClock();
  } else if (isHere()) void fetchThem();
  else (window.requestIdleCallback ?? setTimeout)(() => void fetchThem());
}

async function fetchThem() {
  coming ??= Promise.all([import("./film.js"), import("./reading.js")]);
  try {
    [film, reading] = await coming;
    isMissing = false;
    startWatching();
  } catch {
    coming = null;
    isMissing = true;
    for (const video of document.querySelectorAll("#stage video")) video.controls = true;
  }
}

/** One page of the text on or back. False if there is none: then the meeting turns its own. */
export function turnPage(way) {
  if (reading) return reading.turnReading(way);
  return isHere() && !isMissing; // it comes in a moment: the press is not for the meeting's page
}

/** True if the group may go on: what they watch or read is over, or there is none. */
export function mayGoOn() {
  return film && reading ? film.isFilmDone() && reading.isReadingDone() : !isHere() || isMissing;
}

/** The black screen pauses the film, and not the clock. */
export function pauseFilm() {
  film?.pauseFilm();
}

/** Space plays and pauses. */
export function togglePlay() {
  film?.togglePlay();
}
