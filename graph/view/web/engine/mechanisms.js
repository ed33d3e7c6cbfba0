// The record of a mechanism: where it worked, where it failed, where that is in doubt; and what it requires.
// Mirrors graph/ask/mechanisms.py.

import { claimPasses } from "./inquest.js";
import { filters as filtersOf } from "./reading.js";
import { both, either, kept, put, sorted } from "./sets.js";
import { card, mentions, relations, required, through } from "./tables.js";
import { broaderOf, instances, types, within, withinAny, withNarrower } from "./things.js";

const TANGIBLE = ["Place", "Organisation", "Person", "Cluster", "Industry", "Product"];
// In so many places a mechanism must have worked before a record without failures is remarkable.
const ENOUGH_PLACES = 2;

// The record of a mechanism and of those narrower than it: {worked, failed, doubted} claims, the best supported first;
// `places`: for each city (else the smallest place on record) where it worked the best claim; `survivorship`.
export function trackOf(look, mechanism, filters = filtersOf()) {
  const every = claimsOf(look, mechanism);
  const passing = sorted(every.filter((claim) => claimPasses(look, claim, filters)), strength);
  const are = (status, test) => passing.filter((claim) => claim.status === status && test(claim));
  const worked = are("accepted", helps);
  const failed = passing.filter(
    (claim) => (claim.status === "accepted" && harms(claim)) || (claim.status === "rejected" && helps(claim)),
  );
  const places = new Map();
  for (const claim of worked) for (const place of effectPlaces(claim)) if (!places.has(place)) places.set(place, claim);
  const survivorship = places.size >= ENOUGH_PLACES && !failed.length;
  const leftOut = every.length - passing.length;
  return { worked, failed, doubted: are("contested", helps), places, examined: every.length, leftOut, survivorship };
}

// The causal claims through a mechanism or a narrower one, or about what it does; of every status, by id.
export function claimsOf(look, mechanism) {
  const family = withNarrower(mechanism);
  const ids = new Set([...family].flatMap((each) => [...through(each), ...mentions(each)]));
  return sorted(ids)
    .map((id) => look.view(id))
    .filter((claim) => relations().get(claim.relation).kind === "causal")
    .filter((claim) => family.has(claim.subject) || claim.through.some((each) => family.has(each)));
}

// Whether something grows by a claim, or a hindrance lessens.
function helps(claim) {
  if (claim.polarity === "decreases") return claim.relation === "prevents" || onlyHinders(claim);
  return claim.polarity === "increases" && !onlyHinders(claim);
}

// Whether something grows less by a claim, or a hindrance grows.
const harms = (claim) => ["increases", "decreases"].includes(claim.polarity) && !helps(claim);

// Whether all that accepted claims say of what the object of a claim does is that it lessens other things.
function onlyHinders(claim) {
  const done = deeds(claim.object);
  return done.length > 0 && done.every((each) => each.polarity === "decreases" && each.object !== claim.subject);
}

// What accepted claims say that an idea or an event does; nothing for what can be touched.
const deeds = kept((id) => {
  if (TANGIBLE.some((name) => types(id).has(name))) return [];
  return mentions(id).map(card).filter((each) => each.subject === id && each.status === "accepted" && each.polarity);
});

// Orders claims: the more certain first, then the one with more independent sources, then by id.
export const strength = (claim) => [-(claim.confidence ?? 0), -claim.independent, claim.id];

// Everything that the effect of a claim lies in: where the claim says, else where its object is, else its subject. What
// makes somebody come (a `local` relation) has its effect where the subject is.
export function effectAround(claim) {
  const ends = relations().get(claim.relation).local ? [claim.subject, claim.object] : [claim.object, claim.subject];
  for (const group of [claim.where, ...ends.map((end) => [end])]) {
    const around = withinAny(group.filter(Boolean));
    if (both(around, instances("Place")).size) return around;
  }
  return new Set();
}

// The cities where the effect of a claim is; where none is on record, the smallest places that are.
function effectPlaces(claim) {
  const around = both(effectAround(claim), instances("Place"));
  const cities = both(around, instances("City"));
  return sorted(cities.size ? cities : smallest([...around]));
}

const smallest = (places) => places.filter((each) => !places.some((other) => each !== other && within(other).has(each)));

// What a mechanism requires, {thing, by, claims}: its own preconditions first, then those of broader mechanisms, step by
// step; without claims it stands in the `requires` of the mechanism's own record. What it requires, it always does:
// filters on time do not apply, but for what was known by a year.
export function needsOf(look, mechanism, some) {
  const filters = { ...some, since: null, until: null, as_of: null };
  const found = new Map();
  for (const by of broaderOf(mechanism)) {
    const stated = mentions(by)
      .map((id) => look.view(id))
      .filter((claim) => claim.subject === by && claim.relation === "requires" && claim.status === "accepted");
    const passing = new Map();
    for (const claim of stated) if (claimPasses(look, claim, filters)) put(passing, claim.object, claim.id);
    // What a claim states is known by its claims alone, so that the filters apply.
    const silent = required(by).filter((thing) => !stated.some((claim) => claim.object === thing));
    for (const thing of sorted(either([passing.keys(), silent]))) {
      if (!found.has(thing)) found.set(thing, { thing, by, claims: passing.get(thing) ?? [] });
    }
  }
  found.delete(mechanism);
  return [...found.values()];
}
