// Groups of things: by community, place, industry or type. Each is a disc with room for all its things.

import { CLAIMS, DATA, ENTITIES } from "../data.js";
import { before, claimsOf, isCausal, within } from "../graph.js";
import { LARGE } from "../large.js";
import { arranged } from "./discs.js";

const LEAST = 8; // things; smaller groups stand together
const MOST = 48; // groups
export const STEP = 96; // from one thing of a disc to the next

const typeOf = (id) => ENTITIES.get(id)?.type;
const parents = (type) => (Object.hasOwn(DATA.classes, type) ? DATA.classes[type].parents : []);
const isPlace = (id) => typeOf(id) === "Place" || parents(typeOf(id)).includes("Place");

// Where a thing is: what it is part of, or else where a claim says that it stands.
function whereabouts(id) {
  const chain = within(id);
  if (chain.length) return [id, ...chain];
  for (const claim of claimsOf(id)) {
    const { subject, object, status } = CLAIMS.get(claim);
    if (subject === id && object && status === "accepted" && isPlace(object) && !isCausal(CLAIMS.get(claim))) return [id, object, ...within(object)];
  }
  return [id];
}

const placeOf = (type) => (id) => whereabouts(id).find((at) => typeOf(at) === type) ?? null;

// The industry that most claims link a thing with.
function industryOf(id) {
  if (typeOf(id) === "Industry") return id;
  const tally = new Map();
  for (const claim of claimsOf(id)) {
    const { subject, object } = CLAIMS.get(claim);
    const other = subject === id ? object : subject;
    if (typeOf(other) === "Industry") tally.set(other, (tally.get(other) ?? 0) + 1);
  }
  return [...tally].sort(([a, one], [b, two]) => two - one || before(a, b))[0]?.[0] ?? null;
}

// A community is known by its best connected thing, so that its name stays when others change.
function communities(ids) {
  const numbered = LARGE ? null : new Map([...ids].sort(before).map((id, at) => [id, DATA.communities?.[at]]));
  const numberOf = (id) => (LARGE ? ENTITIES.get(id).community : numbered.get(id)) ?? -1;
  const head = new Map();
  for (const id of ids) {
    const number = numberOf(id);
    if (!head.has(number)) head.set(number, id);
  }
  return (id) => (numberOf(id) < 0 ? null : head.get(numberOf(id)));
}

// The ways to group, and for each what tells the key of a thing's group; null for none.
const WAYS = {
  community: communities,
  city: () => placeOf("City"),
  country: () => placeOf("Country"),
  industry: () => industryOf,
  type: () => typeOf,
};
export const GROUPINGS = [...Object.keys(WAYS), "none"];

// The groups of a plane: {groups: [{key, members, x, y, r}], of, x, y}; `of` is each thing's group, `x` and `y` where
// things stand when groups are shown. The key of what is in no group of its own is "" (too small) or null (none).
export function grouped(plane, way, aspect) {
  const keyOf = WAYS[way](plane.ids);
  const all = new Map();
  plane.ids.forEach((id, at) => {
    const key = keyOf(id);
    if (!all.has(key)) all.set(key, []);
    all.get(key).push(at);
  });
  const largest = [...all].filter(([key, members]) => key !== null && members.length >= LEAST).sort(([a, one], [b, two]) => two.length - one.length || before(a, b));
  const kept = new Map(largest.slice(0, MOST));
  const small = [...all].filter(([key]) => key !== null && !kept.has(key)).flatMap(([, members]) => members);
  if (small.length) kept.set("", small.sort((a, b) => a - b));
  if (all.has(null)) kept.set(null, all.get(null));
  const groups = [...kept].map(([key, members]) => ({ key, members: Uint32Array.from(members) }));
  const of = new Uint16Array(plane.count);
  groups.forEach(({ members }, at) => members.forEach((member) => (of[member] = at)));
  return { way, groups, of, ...arranged(plane, groups, of, STEP, aspect) };
}
