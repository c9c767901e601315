// What the server told this page when it was made. Everything later comes by stream, poll or answer.

const told = JSON.parse(document.getElementById("page").textContent);

export const meeting = told.meeting;
export const present = { version: told.version, now: told.now, seat: told.seat, csrf: told.csrf };
export const address = `/mote/${told.meeting}`;

/** A sentence in the page's language; %s is filled in. */
export function say(name, value = "") {
  return (told.words[name] ?? name).replace("%s", () => value);
}

/** 128 random bits as hexadecimal. Not crypto.randomUUID: it is missing over plain http on a local network. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
