// Where the chains from a cause end, where those to an effect begin, and the missing hop between the two.
// Mirrors graph/ask/frontier.py.

import { NOWHERE, better, simplePaths } from "./edges.js";
import { both, less, sorted } from "./sets.js";
import { mentions, relations } from "./tables.js";
import { instances, within } from "./things.js";

const CHAINS = 50_000; // so many chains are looked at on either side
const ENDS = 200; // so many ends of chains are compared on either side
// What joins two things, the closest first.
export const NEARNESS = ["part", "claim", "city", "area", "thing", "country", "nothing"];
const [PART, CLAIM, CITY, , , , NOTHING] = NEARNESS.keys();

// The best chain from a thing to each that it leads to, itself included; and to a thing from each that leads to it.
const anything = () => true;
export function reached(edges, start, hops, follows) {
  return best(simplePaths(edges, (id) => id === start, anything, hops, follows, CHAINS), start, "end");
}
export function reaching(edges, end, hops, follows) {
  return best(simplePaths(edges, anything, (id) => id === end, hops, follows, CHAINS), end, "start");
}

function best(chains, self, side) {
  const found = new Map([[self, NOWHERE]]);
  for (const path of chains) if (path[side] !== self && better(path, found.get(path[side]))) found.set(path[side], path);
  return found;
}

// The pair of ends that are nearest to each other, of pairs as near the one with the longest chains: {one, other, before,
// after, nearness, shared}. One hop between the two must be enough for a path of at most `hops` claims. Null if a thing is
// on both sides: no hop is missing.
export function missingHop(look, ahead, back, hops) {
  if ([...ahead.keys()].some((id) => back.has(id))) return null;
  const ends = (side) => sorted(side, ([id, path]) => [-path.edges.length, id]).slice(0, ENDS);
  const others = ends(back).map(([other, after]) => [other, after, joinedTo(look, other)]);
  let gap = null;
  for (const [one, before] of ends(ahead)) {
    const joined = joinedTo(look, one);
    for (const [other, after, theirs] of others) {
      if (before.edges.length + 1 + after.edges.length > hops || !inTime(before, after)) continue;
      const [nearness, shared] = near(one, other, joined, theirs);
      const found = { one, other, before, after, nearness, shared };
      if (!gap || isNearer(found, gap)) gap = found;
    }
  }
  return gap;
}

const length = ({ before, after }) => before.edges.length + after.edges.length;
function isNearer(found, gap) {
  const far = found.nearness - gap.nearness || length(gap) - length(found);
  return far ? far < 0 : found.one < gap.one || (found.one === gap.one && found.other < gap.other);
}

// Whether what comes after a missing hop had not certainly begun before what comes before it.
function inTime(before, after) {
  return !after.edges.some((edge) => edge.begun && before.edges.some((one) => one.since && edge.begun < one.since));
}

// What joins two things, and the claim or the place that does; `joined` and `theirs` are what `joinedTo` gives for them.
function near(one, other, joined, theirs) {
  const [around, about] = [within(one), within(other)];
  const [countries, places] = [instances("Country"), instances("Place")];
  if ([one, other].some((id) => around.has(id) && about.has(id) && !countries.has(id))) return [PART, ""];
  if (joined.has(other)) return [CLAIM, joined.get(other)];
  const shared = both(both(around, about), places);
  const states = both(shared, countries);
  const things = new Set([...joined.keys()].filter((id) => theirs.has(id) && !places.has(id)));
  const kinds = [both(shared, instances("City")), less(shared, states), things, states];
  const at = kinds.findIndex((each) => each.size);
  if (at < 0) return [NOTHING, ""];
  // The smallest: the one that is in most of the others.
  const [smallest] = sorted(kinds[at], (id) => [-both(within(id), shared).size, id]);
  return [CITY + at, smallest];
}

// What accepted claims that say nothing of causes join to a thing, each with the first such claim.
function joinedTo(look, id) {
  const found = new Map();
  for (const claim of mentions(id).map((each) => look.view(each))) {
    if (!claim.object || claim.status !== "accepted" || relations().get(claim.relation).kind === "causal") continue;
    const other = claim.object === id ? claim.subject : claim.object;
    if (!found.has(other)) found.set(other, claim.id);
  }
  return found;
}
