// What would be lost without one thing: the counterfactual over the accepted claims. Mirrors graph/ask/kinds/without.py.
//
// A thing is lost when it came into being by claims on record (of relations that originate) and each of their subjects
// is lost; what is a part of a lost thing goes with it; and so on. What has no origin on record stands by itself, and so
// does every place.

import { Row, edgePasses, lookedAt } from "../answer.js";
import { NOWHERE, Path, better, byObject, byRank, bySubject } from "../edges.js";
import { OF_PATHS, but } from "../reading.js";
import { inOrder, sorted } from "../sets.js";
import { kindsOf, relations } from "../tables.js";
import { instances, parts, within } from "../things.js";

const LOST = "loses-all-support";
const WEAKENED = "loses-one-of-several";

function without(look, reading) {
  const found = look.edges(kindsOf("drives")).filter((edge) => edge.sign > 0);
  const kept = found.filter((edge) => edgePasses(look, edge, reading.filters));
  const [causes, effects] = [byObject(kept), bySubject(kept)];
  const lost = lostWithout(reading.subject.entity, kept, effects);
  const [clusters, places] = [instances("Cluster"), instances("Place")];
  const ways = waysTo(lost, effects, clusters);
  const ends = [...ways.keys()];
  const [shown = []] = [clusters, places, ways].map((some) => ends.filter((end) => some.has(end))).filter((some) => some.length);
  const rows = sorted(shown).map((end) => row(look, ways.get(end), causes.get(end), lost));
  rows.sort((one, other) => inOrder(weight(one), weight(other)) || byRank(one.path, other.path));
  return { reading, rows, examined: lookedAt(found.length, kept.length, ways.size), lost: [...lost.keys()] };
}

const weight = ({ verdict, remaining }) => [verdict !== LOST, remaining.length];

// The thing and whatever is lost with it, each with the chain of claims by which it is lost (empty for parts).
function lostWithout(gone, kept, effects) {
  const origins = byObject(kept.filter((edge) => relations().get(edge.relation).originates));
  // Without a place nothing that is in it is left, the places in it included; all others stay.
  const lasting = (id) => instances("Place").has(id) && !within(id).has(gone);
  const lost = new Map([[gone, NOWHERE]]);
  for (const [here, way] of lost) {
    for (const part of parts().get(here) ?? []) if (!lost.has(part) && !lasting(part)) lost.set(part, way);
    for (const edge of effects.get(here) ?? []) {
      const made = origins.get(edge.object) ?? [];
      if (!made.length || lost.has(edge.object) || lasting(edge.object)) continue;
      if (made.every((each) => lost.has(each.subject))) lost.set(edge.object, new Path([...way.edges, edge]));
    }
  }
  return lost;
}

const isPart = (id, lost) => lost.has(id) && !lost.get(id).edges.length;

// The best chain to each thing that a lost one bears on; of the parts of what is taken away, to clusters only.
function waysTo(lost, effects, clusters) {
  const ways = new Map();
  for (const [here, way] of lost) {
    for (const edge of effects.get(here) ?? []) {
      if (isPart(edge.object, lost) && !clusters.has(edge.object)) continue;
      const path = new Path([...way.edges, edge]);
      if (better(path, ways.get(edge.object))) ways.set(edge.object, path);
    }
  }
  return ways;
}

function row(look, path, causes, lost) {
  const held = isPart(path.end, lost) ? [] : causes;
  const remaining = held.filter((edge) => !lost.has(edge.subject)).map((edge) => edge.claim).sort();
  return new Row(look, path, { verdict: remaining.length ? WEAKENED : LOST, remaining });
}

export const WITHOUT = { answer: without, filters: but(OF_PATHS) };
