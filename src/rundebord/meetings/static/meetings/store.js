// What this browser keeps for itself: drafts and the queue, under names that begin with the meeting's.
// If the browser keeps nothing (private mode, full), the page's own memory stands in until it is closed.

import { meeting } from "./page.js";

const prefix = `rundebord:${meeting}:`;
const computer = "rundebord:"; // what is kept for all meetings on this computer
const memory = new Map();

export function keep(name, value, place = prefix) {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(place + name, text);
    memory.delete(name);
  } catch {
    memory.set(name, text);
  }
}

/** Kept for every meeting on this computer: a habit, never words. */
export const keepHabit = (name, value) => keep(name, value, computer);
export const recallHabit = (name) => recall(name, computer);

export function recall(name, place = prefix) {
  const text = memory.get(name) ?? read(place + name);
  if (text === null || text === undefined) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function forget(name) {
  memory.delete(name);
  try {
    localStorage.removeItem(prefix + name);
  } catch {
    // Nothing was kept there.
  }
}

/** All names that begin so, sorted. */
export function names(beginning) {
  const found = new Set([...memory.keys()].filter((name) => name.startsWith(beginning)));
  try {
    for (let place = 0; place < localStorage.length; place += 1) {
      const name = localStorage.key(place);
      if (name.startsWith(prefix + beginning)) found.add(name.slice(prefix.length));
    }
  } catch {
    // Only the page's memory, then.
  }
  return [...found].sort();
}

function read(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
