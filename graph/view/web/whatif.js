// What would be left without a thing, and which clusters still stand under the filters: told while one looks.

import { ask, pageFilters } from "./ask.js";
import { CLAIMS } from "./data.js";
import { standing, withoutThing } from "./engine/index.js";
import { filters } from "./engine/reading.js";
import { canAnswer } from "./engine/tables.js";
import { entityExtras } from "./entity-page.js";
import { entityLink } from "./evidence.js";
import { beside } from "./facets.js";
import { claimsOf, isCausal } from "./graph.js";
import { element, number, say } from "./words.js";

entityExtras.push((id) => {
  const drives = claimsOf(id).some((one) => CLAIMS.get(one).subject === id && isCausal(CLAIMS.get(one)));
  if (!drives || !canAnswer) return [];
  const { reading, rows } = withoutThing(id, filters(pageFilters()));
  if (!rows.length) return [];
  const lost = rows.filter((row) => row.verdict === "loses-all-support").length;
  const said = say("whatif", { lost: number(lost), some: number(rows.length - lost) });
  return [element("p", { class: "whatif" }, said, " ", element("button", { type: "button", class: "link", onclick: () => ask({ ...reading, filters: {} }) }, say("whatif_show")))];
});

// Under the slider: how many clusters have a chain from an anchor that the filters leave whole, and which lost theirs.
let kept = { key: "", found: [] };
function clusters() {
  const key = JSON.stringify(pageFilters());
  if (kept.key !== key) kept = { key, found: standing(filters(pageFilters())) };
  return kept.found;
}

beside.push(() => {
  if (!canAnswer || !Object.keys(pageFilters()).length) return [];
  const found = clusters();
  const stood = found.filter((one) => one.stood);
  const fallen = stood.filter((one) => !one.stands);
  return [
    element("p", { class: "quiet standing", role: "status" }, say("standing", { stand: number(stood.length - fallen.length), all: number(stood.length) })),
    fallen.length ? element("details", {}, element("summary", {}, say("fallen", { count: number(fallen.length) })), element("ul", {}, fallen.map(({ cluster }) => element("li", {}, entityLink(cluster))))) : null,
  ].filter(Boolean);
});
