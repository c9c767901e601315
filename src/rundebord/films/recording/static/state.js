// What the page knows: the film, what is kept on the disk, and who sits here. The disk is right; this follows it.

export const state = await (await fetch("state")).json();
const words = state.words;
const memory = `rundebord-film-${state.film.episode}`;

/** One of the page's words, its %(names)s filled in. */
export function say(key, values = {}) {
  return words[key].replace(/%\((\w+)\)s/g, (_, name) => values[name]).replaceAll("%%", "%");
}

/** A number as it is written in the page's language, with at most one decimal. */
export function number(value) {
  return new Intl.NumberFormat(state.language, { maximumFractionDigits: 1 }).format(value);
}

let last = "";
export function announce(sentence) {
  const voice = document.getElementById("voice");
  // The same sentence twice is two news: the second would not be read without a difference.
  last = sentence === last ? `${sentence} ` : sentence;
  voice.textContent = last;
}

/** Sends something that is to be kept. Returns the answer; throws an Error with a sentence for people. */
export async function send(path, body, type = "application/json") {
  let response;
  try {
    response = await fetch(path, { method: "POST", body, headers: { "content-type": type } });
  } catch {
    throw new Error(say("no_answer"));
  }
  const said = await response.json().catch(() => ({}));
  if (!response.ok) throw Object.assign(new Error(said.sentence ?? say("no_answer")), { status: response.status });
  for (const key of ["readers", "kept", "aside"]) if (key in said) state[key] = said[key];
  return said;
}

// What stays in this browser: names, who reads now, and which microphone.

const remembered = JSON.parse(localStorage.getItem(memory) ?? "{}");

export const here = {
  get: (key, otherwise) => remembered[key] ?? otherwise,
  set(key, value) {
    remembered[key] = value;
    localStorage.setItem(memory, JSON.stringify(remembered));
  },
};

export function readerName(number_) {
  const name = here.get("names", {})[number_];
  return name ? say("reader_named", { number: number_, name }) : say("reader", { number: number_ });
}

export const role = (id) => state.roles.find((one) => one.id === id);
export const linesOfReader = (reader) => state.lines.filter((line) => state.readers[line.role] === reader);
export const isLeft = (line) => !(line.id in state.kept) || state.kept[line.id].is_changed;

/** Minutes of work that the lines are: each is read, heard once, and some are read again. */
export function minutes(lines) {
  return Math.ceil((lines.reduce((sum, line) => sum + line.seconds, 0) / 60) * 2.5);
}
