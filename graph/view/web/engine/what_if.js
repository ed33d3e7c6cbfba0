// What would be otherwise: what remains without a thing, and which clusters still stand under some filters.

import { relational } from "./answer.js";
import { WITHOUT } from "./kinds/without.js";
import { lookFor } from "./look.js";
import { reading, slot } from "./reading.js";
import { put, sorted } from "./sets.js";
import { instances } from "./things.js";

// What remains without a thing, as `agglo without` has it: {rows, lost, clusters}. `lost` are the ids of all that goes with
// it, itself included; `clusters` is a Map of those that it bears on to their verdicts.
export function withoutThing(id, filters = {}, language = "en") {
  const asked = reading("without", { subject: slot(id), filters, language });
  const { rows, lost, examined } = WITHOUT.answer(lookFor(asked.filters), asked);
  const clusters = rows.filter((row) => instances("Cluster").has(row.end)).map((row) => [row.end, row.verdict]);
  return { reading: asked, rows, examined, lost, clusters: new Map(clusters) };
}

// Which clusters stand: those to which an anchor leads by a path that the filters keep, as "which anchors drove which
// clusters" has it. For each cluster {cluster, stands, stood, anchors, verdict, row}: whether one leads there, whether one
// does without filters, the anchors, who tells the best path (`support`; empty if there is none), and that path's row.
export function standing(filters = {}, language = "en") {
  const now = byCluster(filters, language);
  const then = byCluster({}, language);
  return sorted(instances("Cluster")).map((cluster) => {
    const rows = now.get(cluster) ?? [];
    const [row = null] = rows;
    const anchors = rows.map((each) => each.start);
    return { cluster, stands: rows.length > 0, stood: then.has(cluster), anchors, verdict: row?.support ?? "", row };
  });
}

// The rows of each cluster, best first; those without filters are found once.
let unfiltered = null;
function byCluster(filters, language) {
  const bare = !Object.keys(filters).length;
  if (bare && unfiltered) return unfiltered;
  const asked = reading("pairs", { relation: "drives", subject: slot("", "Anchor"), object: slot("", "Cluster"), filters, language });
  const found = new Map();
  for (const row of relational(lookFor(asked.filters), asked).rows) put(found, row.end, row);
  if (bare) unfiltered = found;
  return found;
}
