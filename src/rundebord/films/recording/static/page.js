// The three parts of the page, and the microphone that two of them use.

import { Meter } from "./meter.js";
import { Microphone, microphones } from "./microphone.js";
import { openReading, setUpReading } from "./reading.js";
import { drawEverybody, readerNow } from "./roles.js";
import { announce, here, isLeft, linesOfReader, say, state } from "./state.js";

const part = (id) => document.getElementById(id);
const PARTS = ["roles", "microphone", "reading"];
const microphone = new Microphone();
const meters = [...document.querySelectorAll("[data-meter]")].map((box) => new Meter(box, state.words));
const heard = [];

function open(name, { isByPress = true } = {}) {
  for (const one of PARTS) part(one).hidden = one !== name;
  drawSteps();
  here.set("part", name);
  if (name === "roles") drawEverybody();
  if (name === "microphone") {
    const lines = linesOfReader(readerNow());
    part("try-line").textContent = (lines.find(isLeft) ?? lines[0])?.say ?? "";
  }
  if (name !== "reading") history.replaceState(null, "", location.pathname);
  if (name === "reading") openReading();
  else if (isByPress) part(`${name}-title`).focus();
}

for (const button of document.querySelectorAll("[data-to]")) {
  button.addEventListener("click", () => open(button.dataset.to));
}
document.addEventListener("readers", drawSteps);

function drawSteps() {
  for (const button of document.querySelectorAll(".recording-steps [data-to]")) {
    if (part(button.dataset.to).hidden) button.removeAttribute("aria-current");
    else button.setAttribute("aria-current", "step");
    button.disabled = button.dataset.to !== "roles" && readerNow() === 0;
  }
}

function tellOfMicrophone(sentence) {
  part("microphone-said").textContent = sentence;
  announce(sentence);
}

/** True if the microphone is on; else it has been said why not. */
async function turnOn() {
  try {
    try {
      await microphone.open(here.get("device", ""));
    } catch (fault) {
      // The one that was chosen last is not here today.
      if (!here.get("device", "") || !["OverconstrainedError", "NotFoundError"].includes(fault.name)) throw fault;
      here.set("device", "");
      await microphone.open();
    }
    await microphone.wake();
  } catch (fault) {
    const why = { NotAllowedError: "no_permission", SecurityError: "no_permission", NotFoundError: "no_microphone" }[fault.name];
    const sentence = why ? say(why) : say("microphone_taken", { fault: fault.message || fault.name });
    tellOfMicrophone(sentence);
    const box = part("verdict");
    box.hidden = false;
    box.dataset.tone = "danger";
    box.textContent = sentence;
    return false;
  }
  await listMicrophones();
  return true;
}

async function listMicrophones() {
  const select = part("which");
  const there = await microphones();
  select.replaceChildren(...there.map((one) => new Option(one.name || one.id, one.id)));
  select.value = microphone.device;
  part("which-field").hidden = there.length === 0;
}

part("which").addEventListener("change", async () => {
  here.set("device", part("which").value);
  heard.length = 0;
  if (await turnOn()) tellOfMicrophone(say("listening"));
});

part("turn-on").addEventListener("click", async () => {
  heard.length = 0;
  if (!(await turnOn())) return;
  part("turn-on").hidden = true;
  part("try-this").hidden = false;
  tellOfMicrophone(say("listening"));
  part("microphone-title").focus();
});

// Some seconds of speech are judged as the server will judge a line: the voice where it sounds, and its peaks.
let lastJudged = "";
function judge(level, peak) {
  heard.push([level, peak]);
  if (heard.length < 120 || heard.length % 40 !== 0) return;
  if (heard.length > 400) heard.splice(0, heard.length - 400);
  const levels = heard.map(([one]) => one).sort((one, other) => one - other);
  const voice = levels[Math.floor(levels.length * 0.85)];
  const highest = Math.max(...heard.map(([, one]) => one));
  const found = highest > -0.5 ? "level_loud" : voice < -38 ? "level_low" : "level_fine";
  if (found !== lastJudged) tellOfMicrophone(say(found));
  lastJudged = found;
}

microphone.onlevel = (level, peak) => {
  for (const meter of meters) meter.show(level, peak);
  if (!part("microphone").hidden) judge(level, peak);
};

if (matchMedia("(min-width: 64rem)").matches) part("list").open = true;
setUpReading(microphone, turnOn);
// After a reload one is where one was.
const asked = here.get("part", "roles");
open(readerNow() === 0 || !PARTS.includes(asked) ? "roles" : asked, { isByPress: false });
