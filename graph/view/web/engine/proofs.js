// Proofs of derived facts: the smallest sets of premises that suffice, and how a fact follows from one of them.
// Mirrors graph/ask/proofs.py. A set of premises is an array of their keys, in order.

import { put, sorted, unique } from "./sets.js";
import { derivations, factKey } from "./tables.js";

// So many of the smallest sets are kept of each fact: there may be exponentially many.
const MOST = 50;
const SEPARATOR = "\0"; // before any letter, so that keys are in the order of premises
const keyOf = ({ kind, claim, subject, relation, object }) => [kind, claim, subject, relation, object].join(SEPARATOR);

// Of several premises that state the same thing one is enough; of each such group one is needed.
function needs({ premises }) {
  const groups = new Map();
  for (const each of premises) put(groups, factKey(each), each);
  return [...groups.values()];
}

const waysTo = (key) => derivations().get(key) ?? [];

// A fact and every derived fact below it, by key, with their ways.
function reachable(fact) {
  const found = new Map();
  const pending = [factKey(fact)];
  while (pending.length) {
    const here = pending.pop();
    if (found.has(here)) continue;
    found.set(here, waysTo(here));
    for (const { premises } of found.get(here)) pending.push(...premises.filter((each) => each.kind === "derived").map(factKey));
  }
  return found;
}

// The smallest sets of premises that prove a fact, fewest premises first. `stands`: whether a claim or an entry may be used.
export function smallest(fact, stands) {
  const known = reachable(fact);
  const sets = new Map([...known.keys()].map((key) => [key, []]));
  const of = (premise) => (premise.kind === "derived" ? sets.get(factKey(premise)) : stands(premise) ? [[keyOf(premise)]] : []);
  // A proof in which a fact rests on itself is never a smallest one, so none is higher than there are facts.
  for (let round = 0; round < known.size; round += 1) {
    const before = JSON.stringify([...sets]);
    for (const [key, ways] of known) sets.set(key, minimal(ways.flatMap((way) => allOf(way, of))));
    if (JSON.stringify([...sets]) === before) break;
  }
  return sets.get(factKey(fact));
}

// The smallest sets that meet every need of a way.
function allOf(way, of) {
  let found = [[]];
  for (const group of needs(way)) {
    const options = group.flatMap(of);
    found = minimal(found.flatMap((one) => options.map((other) => sorted(unique([...one, ...other])))));
  }
  return way.premises.length ? found : [];
}

function minimal(sets) {
  const distinct = new Map(sets.map((set) => [set.join("\n"), set]));
  const kept = [];
  for (const each of sorted(distinct.values(), (set) => [set.length, set])) {
    if (kept.some((one) => one.every((key) => each.includes(key)))) continue;
    kept.push(each);
    if (kept.length === MOST) break;
  }
  return kept;
}

// How a fact follows from some premises, in as few levels as may be: {fact, rule, premises}, where a premise is itself or
// the step that gave it; null if it does not.
export function proof(fact, leaves) {
  const known = reachable(fact);
  const proved = new Map();
  while (!proved.has(factKey(fact))) {
    const level = new Map();
    for (const [key, ways] of known) {
      if (proved.has(key)) continue;
      const step = ways.map((way) => stepOf(key, way, proved, leaves)).find(Boolean);
      if (step) level.set(key, step);
    }
    if (!level.size) return null;
    for (const [key, step] of level) proved.set(key, step);
  }
  return proved.get(factKey(fact));
}

function stepOf(key, way, proved, leaves) {
  const chosen = needs(way).map((group) => {
    const given = group.find((each) => leaves.includes(keyOf(each)));
    const derived = group.find((each) => each.kind === "derived" && proved.has(factKey(each)));
    return given ?? (derived && proved.get(factKey(derived)));
  });
  if (!chosen.length || !chosen.every(Boolean)) return null;
  const [subject, relation, object] = key.split("\n");
  return { fact: { subject, relation, object }, rule: way.rule, premises: chosen };
}
