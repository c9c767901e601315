// Which window this is, and which others of this meeting are open in the same browser. A window that is gone leaves
// drafts and unsent commands behind; a window that is open looks after its own.

import { meeting, newId } from "./page.js";

const asked = "rundebord:window";
let own = remembered() ?? newId();
const others = new Set();
const channel = "BroadcastChannel" in window ? new BroadcastChannel(`rundebord:${meeting}`) : null;

remember(own);
channel?.addEventListener("message", ({ data }) => {
  if (data.ask) channel.postMessage({ here: own });
  if (data.here) others.add(data.here);
  if (data.gone) others.delete(data.gone);
});

export function ownWindow() {
  return own;
}

export function isOpenElsewhere(id) {
  return others.has(id);
}

/** Resolves when the others have had time to answer. A window that was duplicated takes a name of its own. */
export async function meetTheOthers() {
  channel?.postMessage({ ask: true });
  await new Promise((done) => setTimeout(done, channel ? 250 : 0));
  if (others.has(own)) {
    own = newId();
    remember(own);
  }
}

window.addEventListener("pagehide", () => channel?.postMessage({ gone: own }));
window.addEventListener("pageshow", (event) => event.persisted && channel?.postMessage({ here: own }));

function remembered() {
  try {
    return sessionStorage.getItem(asked);
  } catch {
    return null;
  }
}

function remember(id) {
  try {
    sessionStorage.setItem(asked, id);
  } catch {
    // A reload then counts as a new window; its drafts are found all the same.
  }
}
