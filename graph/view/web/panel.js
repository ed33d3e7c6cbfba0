// The panel: what is known about the chosen thing or claim, and who says so; else what the page shows.

import { claimPage } from "./claim-page.js";
import { CLAIMS, DATA } from "./data.js";
import { entityPage } from "./entity-page.js";
import { claimGroup } from "./parts.js";
import { state } from "./store.js";
import { byId, element, say } from "./words.js";

// What stands in the panel when nothing is chosen, instead of the hint: functions that give elements, or null.
export const starts = [];

export function showPanel(all, part) {
  const { selected } = state;
  const box = byId("panel");
  box.classList.toggle("open", Boolean(selected));
  const made = selected?.kind === "claim" ? claimPage(selected.id) : selected?.kind === "entity" ? entityPage(selected.id, all) : start(part);
  box.replaceChildren(...made.filter(Boolean));
}

function start(part) {
  for (const other of starts) {
    const made = other();
    if (made) return made;
  }
  const { id, sha256 } = DATA.release;
  const plain = DATA.opening.pairs && state.opening === 1 && !state.seeds.length && !state.everything;
  return [
    element("div", { class: "hint" }, element("h2", {}, say("hint_title")), element("p", {}, say("hint")), element("p", { class: "quiet keys" }, say("hint_keys"))),
    claimGroup(say(plain ? "opening_claims" : "shown_claims"), part.claims.filter((claim) => CLAIMS.has(claim))),
    element("p", { class: "quiet" }, say("release", { id, hash: String(sha256).slice(0, 12) })),
  ];
}
