// Where claims count, as `agglo compare` counts them: a claim about a firm counts for its city, one through a narrower
// mechanism for the broader ones.

import { CLAIMS, DATA, ENTITIES, own } from "./data.js";
import { isCausal } from "./graph.js";
import { classOf } from "./words.js";

const ABOVE = { in: {}, broader: {}, ...DATA.above };

export function isOf(id, type) {
  const found = ENTITIES.get(id)?.type;
  return found === type || (found !== undefined && (classOf(found).parents ?? []).includes(type));
}

const directly = (id) => [ENTITIES.get(id)?.in, ...(own(ABOVE.in, id) ?? [])].filter(Boolean);
export const broaderOf = (id) => (own(ABOVE.broader, id) ?? []).filter((up) => isOf(up, "Mechanism"));
const narrower = new Map();
for (const id of ENTITIES.keys()) {
  if (!isOf(id, "Mechanism")) continue;
  for (const up of broaderOf(id)) narrower.set(up, [...(narrower.get(up) ?? []), id]);
}
export const narrowerOf = (id) => narrower.get(id) ?? [];

// The start and all that follows from it, by any number of steps; a circle ends where it began.
function closure(start, following) {
  const found = new Set([start]);
  for (const id of found) for (const next of following(id)) found.add(next);
  return found;
}

function kept(make) {
  const known = new Map();
  return (id) => {
    if (!known.has(id)) known.set(id, make(id));
    return known.get(id);
  };
}

// A thing and everything that it is in: by its own `in`, and by accepted claims that put it there.
export const around = kept((id) => closure(id, directly));
// A mechanism and every one below it.
export const familyOf = kept((id) => closure(id, narrowerOf));

// The mechanisms that a claim gives to whatever it counts for: those it works through, and those it is about.
export const mechanismsOf = kept((id) => {
  const claim = CLAIMS.get(id);
  return [...new Set([...claim.through, claim.subject, claim.object])].filter((one) => one && isOf(one, "Mechanism"));
});

// All things that a claim counts for: its ends and what they are in. For places it counts only where it holds: where it
// says so; else, of a cause, where the effect is, or where the cause is if the effect is nowhere; else where either is.
export const countsFor = kept((id) => {
  const claim = CLAIMS.get(id);
  const isPlace = (one) => isOf(one, "Place");
  const [one, other] = [claim.subject, claim.object].map((end) => (end ? [...around(end)] : []));
  const there = () => {
    if (claim.where.length) return claim.where.flatMap((place) => [...around(place)]);
    const held = other.filter(isPlace);
    const from = one.filter(isPlace);
    if (isCausal(claim)) return held.length ? held : from;
    return [...from, ...held];
  };
  const ends = [claim.subject, claim.object].filter(Boolean);
  return new Set([...ends, ...[...one, ...other].filter((each) => !isPlace(each)), ...there()]);
});
