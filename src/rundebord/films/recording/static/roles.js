// Who reads what, and who sits here now.

import { announce, here, isLeft, linesOfReader, minutes, number, readerName, say, send, state } from "./state.js";

const rows = document.getElementById("role-rows");
const choices = document.getElementById("who-choices");
const names = document.getElementById("name-fields");
const onward = document.getElementById("to-microphone");

const readersWithRoles = () => [...new Set(Object.values(state.readers))].sort((one, other) => one - other);

/** The reader who sits here; 0 if nobody has been given a role. */
export function readerNow() {
  const chosen = here.get("reader", 0);
  const there = readersWithRoles();
  return there.includes(chosen) ? chosen : (there[0] ?? 0);
}

function element(name, attributes = {}, ...inner) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in made && key !== "for") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...inner);
  return made;
}

function drawRoles() {
  rows.replaceChildren(
    ...state.roles.map((role) => {
      const lines = state.lines.filter((line) => line.role === role.id);
      const seconds = lines.reduce((sum, line) => sum + line.seconds, 0);
      const select = element("select", { className: "ds-input", id: `reads-${role.id}`, "aria-labelledby": `role-${role.id}` });
      select.append(element("option", { value: "" }, say("nobody")));
      for (let one = 1; one <= state.most_readers; one += 1) {
        select.append(element("option", { value: String(one) }, readerName(one)));
      }
      select.value = String(state.readers[role.id] ?? "");
      select.addEventListener("change", () => choose(role.id, Number(select.value)));
      return element(
        "tr",
        {},
        element("th", { scope: "row", id: `role-${role.id}`, lang: state.film.language }, role.name),
        element("td", {}, String(lines.length)),
        element("td", {}, number(seconds / 60)),
        element("td", {}, select),
      );
    }),
  );
}

async function choose(role, reader) {
  const readers = { ...state.readers };
  if (reader) readers[role] = reader;
  else delete readers[role];
  try {
    await send("readers", JSON.stringify(readers));
  } catch (fault) {
    announce(fault.message);
  }
  drawWho();
}

function drawWho() {
  const now = readerNow();
  choices.replaceChildren(
    ...readersWithRoles().map((reader) => {
      const lines = linesOfReader(reader);
      const left = lines.filter(isLeft);
      const radio = element("input", { type: "radio", name: "who", value: String(reader), checked: reader === now });
      radio.addEventListener("change", () => here.set("reader", reader));
      const said = { reader: readerName(reader), left: left.length, all: lines.length, minutes: minutes(left) };
      return element("label", { className: "recording-check" }, radio, " ", say("who_left", said));
    }),
  );
  if (now === 0) choices.append(element("p", { className: "quiet" }, say("choose_first")));
  onward.disabled = now === 0;
  document.dispatchEvent(new Event("readers"));
}

function drawNames() {
  const known = here.get("names", {});
  names.replaceChildren(
    ...Array.from({ length: state.most_readers }, (_, place) => {
      const reader = place + 1;
      const field = element("input", { className: "ds-input", type: "text", id: `name-${reader}`, autocomplete: "off" });
      field.value = known[reader] ?? "";
      field.addEventListener("change", () => {
        here.set("names", { ...here.get("names", {}), [reader]: field.value.trim() });
        drawRoles();
        drawWho();
      });
      const label = element("label", { className: "ds-label", for: field.id }, say("name_of", { number: reader }));
      return element("div", { className: "ds-field" }, label, field);
    }),
  );
}

export function drawEverybody() {
  drawRoles();
  drawWho();
}

drawNames();
