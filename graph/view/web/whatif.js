// What would be left without a thing, and which clusters still stand under the filters: told while one looks.

import { ask, pageFilters } from "./ask.js";
import { CLAIMS } from "./data.js";
import { answer, standing } from "./engine/index.js";
import { entityExtras } from "./entity-page.js";
import { isCausal, claimsOf } from "./graph.js";
import { element, number, say } from "./words.js";

const slot = (entity = "") => ({ entity, type: "", places: [] });
const without = (id) => ({ kind: "without", relation: "", subject: slot(id), object: slot(), mechanism: "", filters: {} });

entityExtras.push((id) => {
  const drives = (claimsOf.get(id) ?? []).some((one) => CLAIMS.get(one).subject === id && isCausal(CLAIMS.get(one)));
  if (!drives) return [];
  const { rows } = answer({ ...without(id), filters: pageFilters() });
  if (!rows.length) return [];
  const lost = rows.filter((row) => row.verdict === "loses-all-support").length;
  const said = say("whatif", { lost: number(lost), some: number(rows.length - lost) });
  return [element("p", { class: "whatif" }, said, " ", element("button", { type: "button", class: "link", onclick: () => ask(without(id)) }, say("whatif_show")))];
});

// How many clusters have a chain from an anchor that the filters leave whole.
export function standingText() {
  const { stand, all } = standing(pageFilters());
  return say("standing", { stand: number(stand.length), all: number(all.length) });
}
