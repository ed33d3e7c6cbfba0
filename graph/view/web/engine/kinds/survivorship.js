// Which mechanisms worked in several places and failed in none on record: the ones to distrust for want of failures.
// Mirrors graph/ask/kinds/survivorship.py.

import { Row } from "../answer.js";
import { NOWHERE } from "../edges.js";
import { trackOf } from "../mechanisms.js";
import { but } from "../reading.js";
import { note } from "../said.js";
import { sorted, unique } from "../sets.js";
import { instances } from "../things.js";

// One row for each mechanism with successes in several places and no failure, the most widespread first.
function survivorship(look, reading) {
  const tracks = sorted(instances("Mechanism")).map((id) => [id, trackOf(look, id, reading.filters)]);
  const found = tracks.filter(([, track]) => track.survivorship);
  const rows = sorted(found, ([id, track]) => [-track.places.size, id]).map(([id, track]) => row(look, id, track));
  const total = (name) => tracks.reduce((sum, [, track]) => sum + track[name], 0);
  return { reading, rows, examined: { claims: total("examined"), "claims left out by filters": total("leftOut"), paths: rows.length } };
}

function row(look, mechanism, { worked, places, doubted }) {
  const best = unique([...places.values()].map((claim) => claim.id));
  const notes = [note("worked", [worked.length, places.size], best)];
  if (doubted.length) notes.push(note("doubted", [doubted.length], doubted.map((claim) => claim.id)));
  return new Row(look, NOWHERE, { verdict: "no-failure-recorded", ends: [mechanism, ""], notes });
}

export const SURVIVORSHIP = { answer: survivorship, filters: but(["through", "not_through"]), general: true };
