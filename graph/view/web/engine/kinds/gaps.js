// What a place lacks for a framework: for each of its members, what is on record there. Mirrors graph/ask/kinds/gaps.py.
//
// A member is present where an accepted claim joins it, or what stands for it, to something in the place; disputed where
// only contested claims do; absent where every claim that does was rejected; else not recorded, which is not absent.

import { Row, pathOf } from "../answer.js";
import { NOWHERE } from "../edges.js";
import { claimPasses } from "../inquest.js";
import { QuestionError } from "../reading.js";
import { both, least, meets, sorted, unique } from "../sets.js";
import { membersOf, mentions, pointOf, through } from "../tables.js";
import { instances, types, within, withinAny, withNarrower } from "../things.js";

export const PRESENT = "present";
export const DISPUTED = "disputed";
export const ABSENT = "absent";
export const UNRECORDED = "not-recorded";
const ORDER = [UNRECORDED, ABSENT, DISPUTED, PRESENT];
const STATES = [[PRESENT, "accepted"], [DISPUTED, "contested"], [ABSENT, "rejected"]];
const NEEDS = ["requires", "includes", "uses"];
const EXAMPLES = ["exemplifies", "is_kind_of", "part_of"];
const IDEAS = new Set(["Mechanism", "Concept", "Technology", "Policy", "Programme"]);
const EARTH = 6371; // the earth's mean radius in kilometres

// One row for each member of the framework, what is missing first, else in the framework's own order.
function gaps(look, reading) {
  const [place, framework] = [reading.subject.entity, reading.object.entity];
  requirePlace(place);
  if (!types(framework).has("Framework")) throw new QuestionError(`\`${framework}\` is not a framework`);
  let [examined, kept] = [0, 0];
  const rows = members(look, framework).map((member) => {
    const found = evidenceOf(look, signsOf(look, member), reading.filters);
    examined += found.examined;
    kept += found.claims.length;
    return standingOf(look, [place, member], found.claims);
  });
  const ordered = sorted(rows, (row) => ORDER.indexOf(row.verdict));
  return { reading, rows: ordered, examined: { claims: examined, "claims left out by filters": examined - kept, paths: rows.length } };
}

// Refuse what is no place, where a question takes one.
export function requirePlace(id) {
  if (!types(id).has("Place")) throw new QuestionError(`\`${id}\` is not a place`);
}

// The claims that pass the filters of those that name what stands for a member, each with its sign: none if it stands by
// itself, else the claim by which it does; and how many there are in all.
export function evidenceOf(look, signs, filters) {
  const joined = [...signs].flatMap(([thing, sign]) => naming(thing).map((id) => [look.view(id), sign]));
  return { claims: joined.filter(([claim]) => claimPasses(look, claim, filters)), examined: joined.length };
}

const naming = (thing) => sorted(unique([...mentions(thing), ...through(thing)]));

// The members of a framework in its order, by its accepted claims `includes`.
export function members(look, framework) {
  const held = mentions(framework)
    .map((id) => look.view(id))
    .filter((claim) => claim.subject === framework && claim.relation === "includes" && claim.status === "accepted")
    .map((claim) => claim.object);
  const order = membersOf(framework);
  const place = (id) => (order.includes(id) ? order.lastIndexOf(id) : order.length);
  return sorted(unique(held), (id) => [place(id), id]);
}

// The member, what is narrower, and what an accepted claim makes stand for it; places stand for nothing.
export function signsOf(look, member) {
  const found = new Map([member, ...sorted(withNarrower(member)).filter((id) => id !== member)].map((id) => [id, []]));
  for (const claim of mentions(member).map((id) => look.view(id))) {
    const outwards = claim.subject === member && NEEDS.includes(claim.relation);
    const inwards = claim.object === member && EXAMPLES.includes(claim.relation);
    const other = outwards ? claim.object : claim.subject;
    if (claim.status !== "accepted" || !(outwards || inwards) || !meets(types(other), IDEAS)) continue;
    if (!found.has(other)) found.set(other, [claim]);
  }
  return found;
}

// What is on record in a place (the first end) of a member (the second), by the claims that `evidenceOf` found.
export function standingOf(look, ends, claims) {
  const [place] = ends;
  const here = claims.filter(([claim]) => aroundOf(claim).has(place));
  for (const [verdict, status] of STATES) {
    const found = here.filter(([claim]) => claim.status === status);
    if (!found.length) continue;
    const [claim, sign] = least(found, ([each, its]) => [its.length, -(each.confidence ?? 0), each.id]);
    const others = new Set(found.map(([each]) => each.id)).size - 1;
    return new Row(look, pathOf(claim, ...sign), { others, verdict, ends });
  }
  return new Row(look, NOWHERE, { verdict: UNRECORDED, ends, nearest: nearestCity(place, claims.map(([claim]) => claim)) });
}

// Everything that the ends of a claim are in; where it says where, that alone.
export const aroundOf = (claim) => withinAny(claim.where.length ? claim.where : [claim.subject, claim.object].filter(Boolean));

// The city nearest to a place of which an accepted claim says what is not recorded here; undefined if there is none.
export function nearestCity(place, claims) {
  const here = [place, ...sorted(within(place))].map(pointOf).find(Boolean);
  if (!here) return undefined;
  const found = claims
    .filter((claim) => claim.status === "accepted")
    .flatMap((claim) => [...both(aroundOf(claim), instances("City"))].filter(pointOf).map((city) => ({ city, claim: claim.id })))
    .map(({ city, claim }) => ({ city, kilometres: Math.round(kilometres(here, pointOf(city))), claim }));
  return least(found, ({ city, kilometres: far, claim }) => [far, city, claim]) ?? undefined;
}

// The great-circle distance between two points (latitude, longitude in degrees), by the haversine formula.
function kilometres(one, other) {
  const [[lat1, long1], [lat2, long2]] = [one, other].map((point) => point.map((degrees) => (degrees * Math.PI) / 180));
  const h = Math.sin((lat2 - lat1) / 2) ** 2 + Math.cos(lat1) * Math.cos(lat2) * Math.sin((long2 - long1) / 2) ** 2;
  return 2 * EARTH * Math.asin(Math.sqrt(h));
}

export const GAPS = { answer: gaps };
