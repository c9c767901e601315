// The level of the voice as a bar with three fields: low, good, too loud.

const SVG = "http://www.w3.org/2000/svg";
const LOWEST = -60;
const WIDTH = 600;
export const LOW = -38;
export const LOUD = -3;

const place = (level) => Math.round(Math.max(0, Math.min(1, (level - LOWEST) / -LOWEST)) * WIDTH);

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

export class Meter {
  #bar;
  #peak;
  #word;
  #held = -100;

  constructor(box, words) {
    this.words = words;
    const picture = shape("svg", { viewBox: `0 0 ${WIDTH} 20`, preserveAspectRatio: "none", "aria-hidden": "true" });
    picture.append(
      shape("rect", { class: "meter-ground", width: WIDTH, height: 20 }),
      shape("rect", { class: "meter-good", x: place(LOW), width: place(-12) - place(LOW), height: 20 }),
    );
    this.#bar = shape("rect", { class: "meter-bar", y: 4, width: 0, height: 12 });
    this.#peak = shape("rect", { class: "meter-peak", x: 0, width: 3, height: 20 });
    picture.append(this.#bar, this.#peak);
    this.#word = document.createElement("span");
    this.#word.className = "meter-word";
    this.#word.textContent = "–";
    const label = document.createElement("span");
    label.className = "ds-sr-only";
    label.textContent = `${words.level}: `;
    const said = document.createElement("p");
    said.append(label, this.#word);
    box.append(picture, said);
  }

  show(level, peak) {
    this.#held = Math.max(peak, this.#held - 0.6);
    this.#bar.setAttribute("width", place(level));
    this.#bar.setAttribute("class", this.#held > LOUD ? "meter-bar meter-loud" : "meter-bar");
    this.#peak.setAttribute("x", place(this.#held));
    const word = this.#held > LOUD ? this.words.loud : this.#held > LOW + 10 ? this.words.fine : this.words.quiet;
    if (this.#word.textContent !== word) this.#word.textContent = word;
  }

  rest() {
    this.#bar.setAttribute("width", 0);
    this.#peak.setAttribute("x", 0);
    this.#word.textContent = "–";
  }
}
