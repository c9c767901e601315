// One line at a time: the line before in grey, the line large, the next one faint; record, hear, go on.

import { readerNow } from "./roles.js";
import { announce, here, isLeft, linesOfReader, minutes, number, readerName, role, say, send, state } from "./state.js";
import { wavOf } from "./wav.js";

const part = (id) => document.getElementById(id);
const record = part("record");
const sound = new Audio();
let current = null;
let doing = ""; // "", "waiting", "recording", "saving"
let unsaved = null; // what could not be saved: {line, wav}
let ticking = 0;
let version = 0;

export function setUpReading(microphone, turnOn) {
  record.addEventListener("click", () => (doing === "recording" ? stop(microphone) : start(microphone, turnOn)));
  part("back").addEventListener("click", () => step(-1));
  part("forward").addEventListener("click", () => step(1));
  part("next-left").addEventListener("click", goToNextLeft);
  part("listen").addEventListener("click", () => (sound.paused ? listen() : sound.pause()));
  part("delete").addEventListener("click", () => change("delete", "deleted"));
  part("undo").addEventListener("click", () => change("undo", "undone"));
  part("save-again").addEventListener("click", () => unsaved && save(unsaved.line, unsaved.wav));
  for (const event of ["play", "pause", "ended"]) sound.addEventListener(event, drawListening);
  sound.addEventListener("ended", () => part("go-on").checked && isGood(current) && step(1));
  for (const id of ["play-back", "go-on"]) {
    part(id).checked = here.get(id, part(id).checked);
    part(id).addEventListener("change", () => here.set(id, part(id).checked));
  }
  microphone.onlost = () => {
    if (doing === "recording" || doing === "waiting") settle();
    verdict("warning", say("microphone_lost"));
  };
  document.addEventListener("keydown", (event) => onKey(event, microphone));
  // What could not be saved is lost with the page.
  window.addEventListener("beforeunload", (event) => (unsaved || doing === "recording") && event.preventDefault());
}

function onKey(event, microphone) {
  if (part("reading").hidden || event.altKey || event.metaKey) return;
  const isInField = event.target.closest("input, select, textarea, summary") !== null;
  if (event.ctrlKey) {
    if (event.key === "z" && !isInField && !part("undo").disabled) part("undo").click();
  } else if (event.key === " " && (event.target === record || event.target.closest("button, input, select, summary, a") === null)) {
    // At once, not when the key is let up: words follow close upon the press.
    event.preventDefault();
    if (!event.repeat) record.click();
  } else if (event.key === "Escape" && doing === "recording") {
    microphone.cancel();
    settle();
    verdict("info", say("thrown"));
  } else if (!isInField && doing === "") {
    if (event.key === "ArrowRight") step(1);
    else if (event.key === "ArrowLeft") step(-1);
    else if (event.key === "Delete" && !part("delete").disabled) part("delete").click();
    else return;
    event.preventDefault();
  }
}

// Space is answered when it goes down; what browsers do when it comes up would press twice.
record.addEventListener("keyup", (event) => event.key === " " && event.preventDefault());

const mine = () => linesOfReader(readerNow());
const kept = (line) => state.kept[line?.id];
const isGood = (line) => kept(line)?.about === "good" && !kept(line).is_changed;

/** The reading is shown at the line in the address, or at the first that is left. */
export function openReading() {
  const lines = mine();
  const wanted = decodeURIComponent(location.hash.replace(/^#line-/, ""));
  show(lines.find((line) => line.id === wanted) ?? lines.find(isLeft) ?? lines[0] ?? null);
  record.focus();
}

function step(by) {
  if (doing !== "") return;
  const lines = mine();
  const next = lines[lines.indexOf(current) + by];
  if (next) show(next);
  else if (by > 0 && !lines.some(isLeft)) announce(say("all_done"));
  record.focus();
}

function goToNextLeft() {
  const lines = mine();
  const at = lines.indexOf(current);
  const next = [...lines.slice(at + 1), ...lines.slice(0, at + 1)].find(isLeft);
  if (next) show(next);
  record.focus();
}

function show(line) {
  current = line;
  sound.pause();
  sound.removeAttribute("src");
  if (line) history.replaceState(null, "", `#line-${encodeURIComponent(line.id)}`);
  unsaved = null;
  draw();
  if (!line) return verdict("warning", say("nobody_reads"));
  const note = kept(line);
  if (note?.is_changed) verdict("warning", say("changed"));
  else if (note && note.about !== "good" && note.about !== "") verdict("warning", say("poor"));
  else if (note) verdict("success", say("kept", { seconds: number(note.seconds) }), false);
  else verdict("", "");
  announce(`${part("line-role").textContent}: ${line.say}`);
}

// What is seen

function draw() {
  const at = state.lines.indexOf(current);
  const [before, after] = [state.lines[at - 1], state.lines[at + 1]];
  const told = (line) => `${role(line.role).short}: ${line.say}`;
  part("cue").textContent = before ? told(before) : say("first_line");
  part("after").textContent = after ? told(after) : say("last_line");
  part("line").textContent = current?.say ?? "";
  part("line").classList.toggle("recording-long", (current?.say.length ?? 0) > 140);
  const to = current && role(current.to);
  part("line-role").textContent = current ? [role(current.role).short, to && say("to_role", { role: to.short })].filter(Boolean).join(" ") : "";
  const lines = mine();
  const left = lines.filter(isLeft);
  part("whose").textContent = readerNow() ? readerName(readerNow()) : "";
  part("left").textContent = left.length
    ? say("left", { done: lines.length - left.length, all: lines.length, minutes: minutes(left) })
    : lines.length ? say("all_done") : "";
  drawButtons();
  drawList(lines);
}

function drawButtons() {
  const lines = mine();
  const at = lines.indexOf(current);
  const isBusy = doing !== "";
  record.textContent = { waiting: say("wait"), recording: say("stop"), saving: say("saving") }[doing] ?? (kept(current) ? say("record_again") : say("record"));
  record.dataset.color = doing === "recording" ? "danger" : "primary";
  // Not disabled while it waits: a button that is loses its focus, and the next press with it.
  record.setAttribute("aria-disabled", String(doing === "waiting" || doing === "saving" || !current));
  part("reading").dataset.doing = doing;
  part("back").disabled = isBusy || at <= 0;
  part("forward").disabled = isBusy || at < 0 || at === lines.length - 1;
  part("listen").disabled = isBusy || !kept(current);
  part("delete").disabled = isBusy || !kept(current);
  part("undo").disabled = isBusy || !state.aside.includes(current?.id);
  part("next-left").disabled = isBusy || !lines.some((line) => isLeft(line) && line !== current);
  part("save-again").hidden = unsaved === null;
  if (doing !== "recording") {
    part("time").textContent = current ? say("ready", { expected: number(Math.max(1, Math.round(current.seconds))) }) : "";
  }
}

function drawListening() {
  part("listen").textContent = sound.paused ? say("listen") : say("stop_listening");
}

function drawList(lines) {
  const list = part("line-list");
  list.replaceChildren(
    ...lines.map((line) => {
      const note = kept(line);
      const how = !note ? "left" : note.is_changed ? "changed" : note.about === "good" || note.about === "" ? "kept" : "poor";
      const button = document.createElement("button");
      button.type = "button";
      button.className = `recording-go is-${how}`;
      const mark = document.createElement("span");
      mark.className = "recording-mark";
      mark.setAttribute("aria-hidden", "true");
      mark.textContent = { left: "○", kept: "✓", poor: "!", changed: "↻" }[how];
      const hidden = document.createElement("span");
      hidden.className = "ds-sr-only";
      hidden.textContent = ` (${say(`is_${how}`)})`;
      const text = document.createElement("span");
      text.className = "recording-words";
      text.lang = state.film.language;
      text.textContent = line.say;
      button.append(mark, text, hidden);
      if (line === current) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => {
        if (doing !== "") return;
        show(line);
        record.focus();
      });
      const item = document.createElement("li");
      item.append(button);
      return item;
    }),
  );
  const chosen = list.querySelector("[aria-current]");
  if (chosen) list.scrollTop = chosen.offsetTop - list.offsetTop - list.clientHeight / 3;
}

function verdict(tone, sentence, isTold = true) {
  const box = part("verdict");
  box.hidden = sentence === "";
  box.textContent = sentence;
  box.dataset.tone = tone;
  part("time").hidden = sentence !== "";
  if (sentence && isTold) announce(sentence);
}

// What is done

function settle() {
  clearInterval(ticking);
  doing = "";
  drawButtons();
}

async function start(microphone, turnOn) {
  if (doing !== "" || !current) return;
  sound.pause();
  doing = "waiting";
  drawButtons();
  if (!microphone.isOpen && !(await turnOn())) {
    settle();
    return;
  }
  await microphone.start();
  if (doing !== "waiting") return;
  doing = "recording";
  verdict("", "");
  drawButtons();
  const tick = () => {
    const seconds = microphone.seconds;
    part("time").textContent = say("read_now", {
      seconds: Math.floor(seconds),
      expected: number(Math.max(1, Math.round(current.seconds))),
    });
    if (seconds > state.longest - 1) stop(microphone);
  };
  tick();
  ticking = setInterval(tick, 250);
}

async function stop(microphone) {
  const recorded = microphone.stop();
  clearInterval(ticking);
  if (recorded === null) {
    settle();
    return;
  }
  doing = "saving";
  drawButtons();
  await save(current, await wavOf(recorded));
}

async function save(line, wav) {
  doing = "saving";
  drawButtons();
  try {
    const said = await send(`takes/${encodeURIComponent(line.id)}`, wav, "audio/wav");
    unsaved = null;
    settle();
    draw();
    verdict(said.about === "good" ? "success" : "warning", said.sentence);
    if (part("play-back").checked) listen();
    else if (part("go-on").checked && said.about === "good") step(1);
  } catch (fault) {
    // A reading that cannot be used (422) is read again; one that could not be written is still here.
    unsaved = fault.status === 422 ? null : { line, wav };
    settle();
    verdict("danger", fault.message);
  }
}

async function listen() {
  version += 1;
  sound.src = `takes/${encodeURIComponent(current.id)}?${version}`;
  // A line that is left before it has begun to sound is no fault.
  await sound.play().catch(() => {});
}

async function change(what, done) {
  sound.pause();
  try {
    await send(`takes/${encodeURIComponent(current.id)}/${what}`, "");
    draw();
    verdict("info", say(done));
  } catch (fault) {
    verdict("danger", fault.message);
  }
  record.focus();
}
