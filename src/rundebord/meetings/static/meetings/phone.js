// A phone that takes part: the present step by stream, what is written kept here until it is shared, answers without
// names kept here until all are called in.

import { announce } from "./announce.js";
import { startAnswering, showAnswering } from "./answering.js";
import { show as showClocks } from "./clock.js";
import { showFilmHere } from "./film-here.js";
import * as live from "./live.js";
import { meeting, own, present, say } from "./page.js";
import { adoptOrphans, enqueue, on, own as waitingHere, send } from "./queue.js";
import { forget, keep, names, recall } from "./store.js";

const heartbeat = 120_000; // so often the phone lets itself be heard of while it is looked at
const part = () => document.getElementById("phone");
const writing = document.getElementById("writing");
const field = document.getElementById("own-text");
const share = document.getElementById("share");
const shared = document.getElementById("shared");
const saved = document.getElementById("saved");
const said = document.getElementById("said");
let shownStep = null;
let wasMine = false;
let wakeLock = null;
let wantsAwake = false;
let isAskingForLock = false;

// -- what one writes ---------------------------------------------------------------------------------------------

function showWriting() {
  const { view, step } = part().dataset;
  const isWriting = view === "thinking" || view === "sharing";
  writing.hidden = !isWriting;
  if (isWriting) void stayAwake();
  else letSleep();
  if (!isWriting) return;
  const mayShare = view === "sharing";
  share.hidden = !mayShare;
  document.getElementById("writing-label").textContent = say(mayShare ? "phoneShare" : "phoneThink");
  document.getElementById("own-seen").textContent = say(mayShare ? "phoneShareSeen" : "phoneThinkSeen");
  if (step !== shownStep) {
    shownStep = step;
    // What was written alone comes along to the step in which it is shared.
    field.value = recall(`w:${step}`) ?? (mayShare ? recall("w:last") : null) ?? "";
  }
  share.disabled = field.value.trim() === "";
}

field.addEventListener("input", () => {
  keep(`w:${shownStep}`, field.value);
  if (part().dataset.view === "thinking") keep("w:last", field.value);
  share.disabled = field.value.trim() === "";
});

share.addEventListener("click", () => {
  const text = field.value.trim();
  if (text === "") return;
  const id = enqueue({ command: "keep-note", step: shownStep, text }, { shares: true });
  keep(`s:${id}`, { text });
  field.value = "";
  keep(`w:${shownStep}`, "");
  forget("w:last");
  showShared();
  share.disabled = true;
});

/** What this phone has shared, each with a way to take it back. Only this phone knows which lines are its own. */
function showShared() {
  shared.replaceChildren(...names("s:").map((name) => {
    const { text } = recall(name);
    const item = document.createElement("li");
    const words = Object.assign(document.createElement("span"), { textContent: text, dir: "auto" });
    const back = Object.assign(document.createElement("button"), { type: "button", className: "quiet-button", textContent: say("phoneTakeBack") });
    back.addEventListener("click", () => {
      enqueue({ command: "delete-note", note: name.slice(2) });
      field.value = [text, field.value].filter(Boolean).join("\n");
      keep(`w:${shownStep}`, field.value);
      forget(name);
      showShared();
      share.disabled = false;
    });
    item.append(words, back);
    return item;
  }));
}

// -- proposals, at any step --------------------------------------------------------------------------------------

const proposal = document.getElementById("proposal");
proposal.value = recall("w:proposal") ?? "";
proposal.addEventListener("input", () => keep("w:proposal", proposal.value));
for (const button of document.querySelectorAll("[data-propose]")) {
  button.addEventListener("click", () => {
    const text = proposal.value.trim();
    if (text === "") return proposal.focus();
    const id = enqueue({ command: "keep-note", step: part().dataset.step, kind: button.dataset.propose, text }, { shares: true });
    keep(`s:${id}`, { text });
    proposal.value = "";
    forget("w:proposal");
    document.getElementById("own").close();
    tell(say("phoneProposed"));
  });
}

// -- answers of the server ---------------------------------------------------------------------------------------

on("answered", (item, answer) => {
  if (answer.refused) {
    tell(answer.refused);
    if (item.shares) {
      // The words come back to where they were written.
      forget(`s:${item.id}`);
      field.value = [item.form.text, field.value].filter(Boolean).join("\n");
      keep(`w:${shownStep}`, field.value);
      showShared();
    }
    return;
  }
  if (answer.savedAt) saved.textContent = say("saved", answer.savedAt);
  live.want(answer.mark);
});
on("waiting", (count, trouble) => {
  if (count > 0) saved.textContent = say(trouble === "loggedOut" || trouble === "cannotSave" ? trouble : trouble ? "waiting" : "saving");
});

function tell(sentence) {
  said.textContent = sentence;
}

// -- whose turn --------------------------------------------------------------------------------------------------

function showTurn() {
  const isMine = own.member !== "" && part().dataset.turnMember === own.member;
  part().classList.toggle("is-mine", isMine);
  if (isMine && !wasMine) announce(say("phoneYourTurn"));
  wasMine = isMine;
}

/** The role was passed to this phone, or to another one. */
function showLeading() {
  const isLeading = part().dataset.leads === own.number;
  document.getElementById("leading").hidden = !isLeading;
  // The question has been answered.
  if (isLeading && said.textContent === say("phoneAsked")) tell("");
}

document.getElementById("ask-lead").addEventListener("click", () => void askToLead());

async function askToLead() {
  document.getElementById("own").close();
  try {
    const response = await fetch(`/mote/${meeting}/deltaker/lede`, { method: "POST", headers: { "X-CSRFToken": present.csrf } });
    tell(say(response.ok ? "phoneAsked" : "phoneGone"));
  } catch {
    tell(say("offline"));
  }
}

// -- awake while writing -----------------------------------------------------------------------------------------

async function stayAwake() {
  // Over plain http on a local network there is no such thing, and the phone sleeps as it likes.
  wantsAwake = true;
  if (wakeLock || isAskingForLock || document.hidden || !navigator.wakeLock) return;
  isAskingForLock = true;
  try {
    const lock = await navigator.wakeLock.request("screen");
    // The phone lets go by itself when the page is hidden.
    lock.addEventListener("release", () => {
      if (wakeLock === lock) wakeLock = null;
    });
    wakeLock = lock;
  } catch {
    // Low on battery: the phone knows best.
  }
  isAskingForLock = false;
  // The group went on while the phone thought about it.
  if (!wantsAwake) letSleep();
}

function letSleep() {
  wantsAwake = false;
  wakeLock?.release().catch(() => {});
  wakeLock = null;
}

function show() {
  showClocks();
  showWriting();
  showTurn();
  showLeading();
  showAnswering();
  showFilmHere();
  document.getElementById("proposing").hidden = part().dataset.canPropose !== "1";
}

document.addEventListener("visibilitychange", () => !document.hidden && show());
setInterval(() => {
  if (!document.hidden) live.ask();
}, heartbeat);
live.onShown(show);
live.onShown(() => waitingHere().length > 0 && send());
live.onGone(() => {
  live.stop();
  tell(say("phoneGone"));
});
startAnswering(tell);
showShared();
show();
adoptOrphans();
live.start();
