// What hides a path: the filters of a question, and the rules by which accepted claims make a path.
// Mirrors graph/ask/hindrance.py.

import { edgePasses, obstacle, pathFilter } from "./answer.js";
import { hiddenPaths, isWithin, keyOf, leastOf, setOf } from "./hidden.js";
import { lookFor } from "./look.js";
import { filters as filtersOf, given } from "./reading.js";
import { kept, sorted } from "./sets.js";
import { disputed, kindsOf, ofKind, relations } from "./tables.js";

export const HOPS = "hops";
const KNOWN_BY = "known_by";
// The rules of paths: accepted claims only; of the relation's sign; of its kinds; causes first; where they hold.
export const STATUS = "status";
export const SIGN = "sign";
export const RELATION = "relation";
export const ORDER = "order";
export const PLACE = "place";
export const RULES = [STATUS, SIGN, RELATION, ORDER, PLACE];
const TOGETHER = 2;
const NAMES = ["through", "not_through", "places", "not_places", "period", "as_of", KNOWN_BY, "sources", "without_sources", "confidence"];
const PLAIN = NAMES.filter((name) => name !== "through" && name !== "period");
const OF_CLAIMS = ["period", "as_of", "sources", "confidence"];
// What changes which evidence is seen; given up, it is a world of its own.
const OF_WORLDS = [KNOWN_BY, "without_sources"];

// Each filter of a reading by itself, by name; of mechanisms that are required, each group by itself.
export function singleFilters({ filters }) {
  const found = new Map(filters.through.map((group, at) => [`through-${at + 1}`, filtersOf({ through: [group] })]));
  const some = given(filters);
  for (const name of PLAIN) if (some.includes(name)) found.set(name, filtersOf({ [name]: filters[name] }));
  if (some.includes("since") || some.includes("until")) found.set("period", filtersOf({ since: filters.since, until: filters.until }));
  return new Map(sorted(found.keys(), (name) => [NAMES.indexOf(name.split("-")[0]), name]).map((name) => [name, found.get(name)]));
}

// Every causal claim between two things, and the ids of those that are not accepted.
function claimsIn(look, worlds) {
  const causal = ofKind("causal");
  const others = disputed()
    .map((id) => look.view(id))
    .filter((claim) => claim.status !== "accepted" && claim.object && causal.has(claim.relation))
    .map((claim) => claim.edge);
  const every = [...look.edges(causal), ...others];
  const passing = look.whole ? every : every.filter((edge) => edgePasses(look, edge, filtersOf(worlds)));
  return [passing, new Set(others.map((edge) => edge.claim))];
}

// What hides paths over these claims. `givenUp`: what does not count here as a hindrance and is one of every path.
function hindrancesIn(look, reading, unaccepted, givenUp) {
  const single = [...singleFilters(reading)].filter(([name]) => !OF_WORLDS.includes(name));
  const ofClaims = single.filter(([name]) => OF_CLAIMS.includes(name));
  const ofPaths = single.filter(([name]) => !OF_CLAIMS.includes(name)).map(([name, each]) => [name, pathFilter(look, each)]);
  const relation = relations().get(reading.relation);
  const names = kindsOf(relation.name);
  const known = kept((claim) => {
    const edge = look.view(claim).edge;
    const failing = ofClaims.filter(([, each]) => !edgePasses(look, edge, each)).map(([name]) => name);
    return setOf([...failing, unaccepted.has(claim) ? STATUS : ""]);
  });
  return {
    ofClaim: (edge) => known(edge.claim),
    ofStep: (trail, edge) => setOf([obstacle(trail, edge)]),
    ofLength: (length) => setOf([...givenUp, length > reading.hops ? HOPS : ""]),
    ofPath(path) {
      const failing = ofPaths.filter(([, passes]) => !passes(path)).map(([name]) => name);
      const ofKinds = (relation.transitive || path.edges.length === 1) && path.edges.every((edge) => names.has(edge.relation));
      return setOf([...failing, path.sign === relation.against ? SIGN : ofKinds ? "" : RELATION]);
    },
  };
}

// What hides the paths between the two ends of a question:
//   hidden    the least sets of what hides a path, [[set, look, path]]
//   claims    every causal claim, whatever its state
//   kept      those of the relation that pass the filters on claims
//   lookedAt  how many chains were looked at
//   cut       the length of chain at which a search had taken all its steps; 0 if every one came to its end
export function whatHides(look, reading) {
  const asked = [...singleFilters(reading).keys(), HOPS];
  const worlds = worldsOf(look, reading).map(([seen, givenUp]) => {
    const { known_by, without_sources } = givenUp.length ? filtersOf() : reading.filters;
    const [claims, unaccepted] = claimsIn(seen, { known_by, without_sources });
    return { seen, claims, hindrances: hindrancesIn(seen, reading, unaccepted, givenUp) };
  });
  const names = kindsOf(reading.relation);
  const [first] = worlds;
  const found = { hidden: new Map(), claims: worlds.at(-1).claims, lookedAt: 0, cut: 0 };
  found.kept = first.claims.filter((edge) => names.has(edge.relation) && !first.hindrances.ofClaim(edge).length);
  const seek = (wanted) => {
    for (const { seen, claims, hindrances } of worlds) {
      const search = hiddenPaths(claims, reading.subject.entity, reading.object.entity, hindrances, wanted);
      found.lookedAt += search.lookedAt;
      found.cut ||= search.cut;
      for (const [set, path] of search.paths) if (!found.hidden.has(keyOf(set))) found.hidden.set(keyOf(set), [set, seen, path]);
    }
  };
  seek((set) => set.length <= TOGETHER || isWithin(set, asked));
  if (!found.hidden.size) seek(() => true);
  found.hidden = [...leastOf(found.hidden).values()];
  return found;
}

// The claims as they are seen, and what is given up to see them so.
function worldsOf(look, { filters }) {
  const givenUp = OF_WORLDS.filter((name) => given(filters).includes(name));
  return givenUp.length ? [[look, []], [lookFor(), givenUp]] : [[look, []]];
}
