// Something comes up that does not belong to the step: a development area, a note, something for later. One key, one
// field, and the step is there again.

import { fillFields } from "./drafts.js";
import { say } from "./page.js";

const dialog = document.getElementById("aside");
const form = dialog.querySelector("form");
const titles = { area: "asideArea", note: "asideNote", later: "asideLater", difference: "asideDifference", comment: "asideComment" };

export function startAside(afterwards) {
  document.addEventListener("click", ({ target }) => {
    const opener = target.closest("[data-aside]:not(form)");
    if (opener) openAside(opener.dataset.aside);
    const comment = target.closest("[data-comment]");
    if (comment) openAside("comment", comment.dataset.comment);
    if (target.closest("[data-close-aside]")) dialog.close();
  });
  dialog.addEventListener("close", () => setTimeout(afterwards));
}

/** Opens the field for a line of that kind, at the step at hand; in the lobby there is nothing to belong to yet. */
export function openAside(kind, about = "") {
  const step = document.getElementById("stage").dataset.step;
  if (!step || document.querySelector("dialog[open]")) return;
  document.getElementById("aside-title").textContent = say(titles[kind] ?? "asideNote");
  form.elements.step.value = step;
  form.elements.kind.value = kind === "comment" ? "note" : kind;
  form.elements.about.value = about;
  form.elements.text.dataset.draft = `aside:${kind}${about ? `:${about}` : ""}`;
  fillFields();
  dialog.showModal();
  form.elements.text.focus();
}

export function closeAside() {
  dialog.close();
}
