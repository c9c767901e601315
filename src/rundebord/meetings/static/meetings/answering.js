// Votes on a phone. Without names: the answer stays here until all are called in, and is then sent once, with a ticket and
// without cookies. Openly, from afar: a hand goes up at once.

import { own, present, say } from "./page.js";
import { enqueue } from "./queue.js";
import { keep, recall } from "./store.js";
import { meeting } from "./page.js";

const place = document.getElementById("answering");
const again = 2_000;
const patience = 15_000; // a request that hangs is given up, and made anew
const mostPeople = 3;
let tell = () => {};
let drawn = "";
let timer = 0;
let readyTimer = 0;
const onTheirWay = new Set();
let confirmed = ""; // the vote whose answers the server is known to wait for

export function startAnswering(teller) {
  tell = teller;
  // Another window of this browser may send the answer in the same moment: if that was the last one, this window was told
  // that it came too late. It did not.
  window.addEventListener("storage", () => {
    if (vote()?.dataset.way === "phones" && hasSentAll()) tell("");
  });
}

const vote = () => document.querySelector("#phone [data-vote]");
const step = () => document.getElementById("phone").dataset.step;
const nameOf = (person) => `b:${step()}:${vote().dataset.statement}:${person}`;
const ballots = () => Array.from({ length: mostPeople }, (_, place_) => recall(nameOf(place_ + 1))).filter(Boolean);

export function showAnswering() {
  const shown = vote();
  const isAsked = shown && shown.dataset.closed === "0" && shown.dataset.way !== "slips";
  place.hidden = !isAsked;
  clearTimeout(timer);
  if (!shown || shown.dataset.calledIn === "1") confirmed = "";
  if (!shown) {
    drawn = "";
    return;
  }
  if (shown.dataset.way === "phones" && shown.dataset.calledIn === "1" && shown.dataset.closed === "0") void sendAll();
  if (shown.dataset.closed === "1" && shown.dataset.way === "phones") tellUnsent();
  if (!isAsked) {
    drawn = "";
    return;
  }
  const key = [step(), shown.dataset.statement, shown.dataset.way, shown.dataset.calledIn, optionsIn(shown).map((one) => one.mark + one.raised + one.text).join()].join("|");
  if (key !== drawn) {
    drawn = key;
    draw(shown);
  }
}

function optionsIn(shown) {
  return [...shown.querySelectorAll("li")].map((item) => ({ mark: item.dataset.mark, text: item.textContent, raised: item.dataset.raised.split(" ") }));
}

function draw(shown) {
  if (shown.dataset.way === "open") return drawHands(shown);
  if (shown.dataset.calledIn === "1") return place.replaceChildren(paragraph(say("phoneSending")));
  const made = ballots();
  const open = made.findIndex((one) => !one.ticket);
  if (made.length === 0 || open >= 0) return drawChoices(shown, open >= 0 ? open + 1 : 1);
  drawReady(made.length);
  void confirmReady(made);
}

// -- without names -----------------------------------------------------------------------------------------------

function drawChoices(shown, person) {
  const hands = Number(shown.dataset.hands);
  const known = recall(nameOf(person))?.marks ?? [];
  const group = document.createElement("fieldset");
  group.className = "phone-choices";
  group.append(Object.assign(document.createElement("legend"), { textContent: hands > 1 ? say("phoneChooseMost", hands) : say("phoneChooseOne") }));
  const ready = button(say("phoneReady"), "");
  for (const { mark, text } of optionsIn(shown)) {
    const label = document.createElement("label");
    label.className = "phone-choice";
    const box = Object.assign(document.createElement("input"), { type: hands > 1 ? "checkbox" : "radio", name: "choice", value: mark, className: "ds-input", checked: known.includes(mark) });
    box.addEventListener("change", () => {
      const marks = chosen(group);
      if (marks.length > hands) box.checked = false;
      keep(nameOf(person), { marks: chosen(group) });
      ready.disabled = chosen(group).length === 0;
    });
    label.append(box, Object.assign(document.createElement("span"), { textContent: text, dir: "auto" }));
    group.append(label);
  }
  ready.disabled = known.length === 0;
  ready.addEventListener("click", () => void makeReady(person, chosen(group)));
  place.replaceChildren(group, paragraph(say("phoneHiddenSeen"), "phone-seen"), ready);
}

const chosen = (group) => [...group.querySelectorAll("input:checked")].map((box) => box.value);

function drawReady(people) {
  const change = button(say("phoneChange"), "secondary");
  change.addEventListener("click", () => void takeBack(people));
  const parts = [paragraph(say("phoneIsReady")), change];
  if (people < mostPeople) {
    const lend = button(say("phoneLend"), "tertiary");
    lend.addEventListener("click", () => drawChoices(vote(), people + 1));
    parts.push(lend);
  }
  place.replaceChildren(...parts);
}

async function makeReady(person, marks) {
  const name = nameOf(person);
  clearTimeout(readyTimer);
  const answer = await ask({ step: step(), statement: vote().dataset.statement, person, yes: 1 });
  // The group has gone on meanwhile.
  if (!vote() || nameOf(person) !== name) return;
  if (answer.ticket) {
    keep(name, { marks, ticket: answer.ticket });
    confirmed = nameOf(1);
  } else if (answer.trouble) readyTimer = setTimeout(() => tryAgain(person, name), again);
  redraw();
}

/** The press is not lost: what is chosen by now is laid ready as soon as the server can keep that it is. */
function tryAgain(person, name) {
  if (!vote() || nameOf(person) !== name || vote().dataset.way !== "phones" || vote().dataset.calledIn === "1") return tell("");
  const marks = recall(name)?.marks ?? [];
  if (marks.length > 0) void makeReady(person, marks);
  else tell("");
}

/** The server knows of what lies ready here: the meeting may have been closed since, and every round begun anew. */
async function confirmReady(made) {
  const where = { step: step(), statement: vote().dataset.statement };
  const names = made.map((_, place_) => nameOf(place_ + 1));
  if (confirmed === names[0]) return;
  confirmed = names[0];
  for (const [place_, name] of names.entries()) {
    // One that is taken back meanwhile stays so.
    if (!recall(name)?.ticket) continue;
    if (!("ticket" in (await ask({ ...where, person: place_ + 1, yes: 1 })))) confirmed = "";
  }
}

async function takeBack(person) {
  const kept = recall(nameOf(person));
  const answer = await ask({ step: step(), statement: vote().dataset.statement, person, yes: 0 });
  if ("ticket" in answer) keep(nameOf(person), { marks: kept.marks });
  redraw();
}

function redraw() {
  drawn = "";
  showAnswering();
}

async function ask(form) {
  const answer = await post(`/mote/${meeting}/deltaker/klar`, form, { headers: { "X-CSRFToken": present.csrf } });
  tell(answer.refused ?? answer.trouble ?? "");
  return answer;
}

/** The server's judgement; or «trouble», a sentence: it could not judge just now, and is to be asked again. */
async function post(address, form, more) {
  try {
    const response = await fetch(address, { method: "POST", body: new URLSearchParams(form), signal: AbortSignal.timeout(patience), ...more });
    if (response.status === 503) return { trouble: say("phoneCannotSave") };
    return await response.json();
  } catch {
    return { trouble: say("waiting") };
  }
}

/** Each ballot that lies ready is sent, until it is counted or the result is shown. */
async function sendAll() {
  for (let person = 1; person <= mostPeople; person += 1) {
    const kept = recall(nameOf(person));
    const name = nameOf(person);
    // One that is on its way is not sent again: were it the last, the second would be told that it came too late.
    if (!kept?.ticket || kept.isSent || onTheirWay.has(name)) continue;
    onTheirWay.add(name);
    const form = [["ticket", kept.ticket], ["language", document.documentElement.lang], ...kept.marks.map((mark) => ["mark", mark])];
    // No cookie comes along: nothing tells the server whose answer this is.
    const answer = await post("/stemme", form, { credentials: "omit" });
    onTheirWay.delete(name);
    if (answer.counted) keep(name, { isSent: true });
    tell(hasSentAll() ? "" : (answer.refused ?? answer.trouble ?? ""));
    if (answer.trouble) timer = setTimeout(showAnswering, again);
  }
}

function hasSentAll() {
  const made = ballots();
  return made.length > 0 && made.every((one) => one.isSent);
}

function tellUnsent() {
  if (ballots().some((one) => one.ticket && !one.isSent)) tell(say("phoneTooLate"));
}

// -- openly, from afar -------------------------------------------------------------------------------------------

function drawHands(shown) {
  if (!own.isRemote) return place.replaceChildren(paragraph(say("phoneRaiseInRoom")));
  const buttons = optionsIn(shown).map(({ mark, text, raised }) => {
    const isUp = raised.includes(own.number);
    const one = button(text, isUp ? "" : "secondary");
    one.dir = "auto";
    one.setAttribute("aria-pressed", String(isUp));
    one.addEventListener("click", () => enqueue({ command: "raise-hand", step: step(), statement: shown.dataset.statement, option: mark, yes: isUp ? "0" : "1" }));
    return one;
  });
  const group = document.createElement("div");
  group.className = "phone-choices";
  group.append(...buttons);
  place.replaceChildren(paragraph(say("phoneRaiseHand")), group, paragraph(say("phoneOpenSeen"), "phone-seen"));
}

function paragraph(words, className = "") {
  return Object.assign(document.createElement("p"), { textContent: words, className });
}

function button(words, variant) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "ds-button", textContent: words });
  if (variant) made.dataset.variant = variant;
  return made;
}
