// What the server told this page when it was made. Everything later comes by stream, poll or answer.

const told = JSON.parse(document.getElementById("page").textContent);

export const meeting = told.meeting;
/** Where a meeting is tried out its clock goes faster, from the moment it was opened. */
export const clockSpeed = told.speed ?? 1;
export const clockFrom = told.openedAt ?? 0;
/** What the guided walk says, scene by scene; nothing in a real meeting. */
export const walk = told.walk;
export const present = { mark: told.mark, now: told.now, seat: told.seat, csrf: told.csrf };
/** True if the mark is later than what the page shows; every mark of another start of the server is. */
export function isNews(mark) {
  const [boot, version] = mark.split("-");
  const [ownBoot, ownVersion] = present.mark.split("-");
  return boot !== ownBoot || Number(version) > Number(ownVersion);
}

/** True if the page will come to the mark: it is of the same start of the server, and later than what is shown. */
export function isAhead(mark) {
  return isNews(mark) && mark.split("-")[0] === present.mark.split("-")[0];
}

export const address = `/mote/${told.meeting}`;
/** Where commands go: a phone's are judged by what the step asks of everybody. */
export const commandAddress = told.commands ?? `${address}/kommando`;
/** Which seat a phone has: its number, the member it is, and whether they sit in the room. */
export const own = { number: String(told.number ?? ""), member: told.member ?? "", isRemote: told.isRemote === true };
/** Where the present state is asked for when streams do not get through. */
export const presentAddress = told.present ?? `${address}/skjerm`;

/** A sentence in the page's language; %s is filled in. */
export function say(name, value = "") {
  return (told.words[name] ?? name).replace("%s", () => value);
}

/** 128 random bits as hexadecimal. Not crypto.randomUUID: it is missing over plain http on a local network. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
