// The guided walk through a meeting that is tried out: a strip below the screen says what is seen and does the next thing.
// It gives the same commands that anybody could give, and can be ignored.

import { endFilm, playPart } from "./film.js";
import * as live from "./live.js";
import { present, walk } from "./page.js";
import { enqueue } from "./queue.js";
import { readOnly, turnReading } from "./reading.js";
import { keep, recall } from "./store.js";

const card = make("aside", "walk");
card.setAttribute("aria-label", walk.title);
const count = make("p", "walk-count");
const says = make("p", "walk-says");
says.setAttribute("role", "status");
const rail = make("ol", "walk-rail");
rail.setAttribute("aria-hidden", "true");
const ways = make("div", "walk-ways");
const go = make("button", "ds-button");
go.type = "button";
go.addEventListener("click", () => act(walk.scenes[scene].does));
ways.append(beginAgain(), link(walk.leave, walk.leaveAt));
card.append(count, says, go, ways, rail);
document.body.append(card);

let scene = recall("walk") ?? 0;
let hasPlayed = false;

/** Where the group is decides what is said: the walk follows whoever goes their own way. */
function follow() {
  const step = document.getElementById("stage").dataset.step ?? "";
  const here = walk.scenes.findIndex(({ at }) => at === step);
  if (here >= 0 && walk.scenes[scene]?.at !== step) scene = here;
  // Once; whoever wants more of the film plays on.
  if (walk.bestSeconds && !hasPlayed && walk.scenes[scene].does.includes("questions")) hasPlayed = playPart(...walk.bestSeconds);
  draw();
}

function draw() {
  keep("walk", scene);
  const now = walk.scenes[scene];
  write(count, `${walk.title} · ${walk.count.replace("%1", scene + 1).replace("%2", walk.scenes.length)}`);
  write(says, now.says);
  write(go, now.label);
  rail.hidden = !now.rail;
  if (now.rail) drawRail();
}

/** What is left of the agenda, in proportion to its minutes; what gives way shrinks before one's eyes. */
function drawRail() {
  const steps = [...document.querySelectorAll("#panel .agenda-step")];
  const left = steps.slice(Math.max(0, steps.findIndex((step) => step.classList.contains("agenda-now"))));
  while (rail.children.length < left.length) rail.append(make("li", ""));
  left.forEach((step, place) => {
    const [name, minutes] = step.querySelectorAll("span");
    const state = ["now", "dropped", "shorter"].find((one) => step.classList.contains(`agenda-${one}`)) ?? "to-come";
    rail.children[place].className = `is-${state} minutes-${Math.min(20, Number.parseInt(minutes.textContent, 10) || 1)}`;
    write(rail.children[place], name.textContent);
  });
}

function act(does) {
  for (const one of does) actOne(one);
}

function actOne(does) {
  const [what, value] = [does.split(":")[0], does.slice(does.indexOf(":") + 1)];
  const origin = document.getElementById("stage").dataset.step ?? "";
  if (what === "next") document.querySelector("#move-next button")?.click();
  else if (what === "on") on();
  else if (what === "questions") {
    // Page by page to the questions, as a reader would.
    for (let pages = 0; !endFilm() && pages < 60 && turnReading(1); pages += 1);
    on();
  } else if (what === "forward") enqueue({ command: "put-clock-forward", seconds: value }, {});
  else if (what === "step") enqueue({ command: "take-up-step", origin, step: value }, { move: true });
  else if (what === "page") location.href = value;
}

function on() {
  scene += 1;
  draw();
}

/** Begin again: the made-up group is made anew. */
function beginAgain() {
  const form = make("form", "");
  form.method = "post";
  form.action = walk.againAt;
  const token = Object.assign(make("input", ""), { type: "hidden", name: "csrfmiddlewaretoken", value: present.csrf });
  const button = make("button", "walk-leave");
  button.textContent = walk.again;
  form.append(token, button);
  return form;
}

function link(words, address) {
  const leave = make("a", "walk-leave");
  leave.textContent = words;
  leave.href = address;
  return leave;
}

function make(tag, name) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  return element;
}

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

live.onShown(follow);
readOnly(walk.bestScene);
follow();
