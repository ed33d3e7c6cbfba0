// What is on record of a thing, as features: the mechanisms at work there, its industries, what it causes, and so on.
// Mirrors graph/ask/features.py.

import { both, either, kept, sorted } from "./sets.js";
import { card, relations, typeOf } from "./tables.js";
import { instances, within, withinAny } from "./things.js";

export const MECHANISMS = "mechanisms";
export const INDUSTRIES = "industries";
export const POLICIES = "policies";
export const MEMBERS = "members";
export const RELATIONS = "relations";
const CLASSES = { [MECHANISMS]: "Mechanism", [INDUSTRIES]: "Industry", [POLICIES]: "Policy" };

// A feature: {topic, thing, relation, inward, key}; the keys of two features are in the order of the features.
function feature(topic, thing, relation = "", inward = false) {
  return { topic, thing, relation, inward, key: [topic, thing, relation, Number(inward)].join("\0") };
}

// For each of some things its features by key, each {feature, why}, `why` the claims that give it, ordered by id.
export function featuresOf(edges, things) {
  const wanted = new Set(things);
  const topics = topicsOf(edges);
  const found = new Map(sorted(wanted).map((id) => [id, new Map()]));
  for (const edge of edges) {
    for (const thing of both(around(edge), wanted)) {
      const mine = found.get(thing);
      const given = new Map(givenBy(edge, thing, topics).map((each) => [each.key, each]));
      for (const [key, each] of given) (mine.get(key) ?? mine.set(key, { feature: each, why: [] }).get(key)).why.push(edge);
    }
  }
  return found;
}

// All things that a claim counts to: its two ends and whatever they are in; places only where it holds.
const aroundOf = kept((claim) => {
  const { subject, object, relation, where } = card(claim);
  const places = instances("Place");
  const [one, other] = [within(subject), within(object)];
  const ends = either([one, other]);
  const causal = relations().get(relation).kind === "causal";
  const effect = both(other, places);
  const there = where.length ? withinAny(where) : causal ? (effect.size ? effect : both(one, places)) : both(ends, places);
  return either([[subject, object], [...ends].filter((id) => !places.has(id)), there]);
});
const around = (edge) => aroundOf(edge.claim);

// The features that a claim gives to a thing that it counts to.
function givenBy(edge, thing, topics) {
  const things = [...card(edge.claim).through, edge.subject, edge.object];
  const found = things.filter((each) => each !== thing && topics.has(each)).map((each) => feature(topics.get(each), each));
  if (relations().get(edge.relation).kind !== "causal") return found;
  if (edge.object !== thing && within(edge.subject).has(thing)) found.push(feature(RELATIONS, typeOf(edge.object), edge.relation));
  if (edge.subject !== thing && within(edge.object).has(thing)) found.push(feature(RELATIONS, typeOf(edge.subject), edge.relation, true));
  return found;
}

// The topic of everything that can be a feature.
function topicsOf(edges) {
  const frameworks = instances("Framework");
  const members = edges.filter((edge) => edge.relation === "includes" && frameworks.has(edge.subject));
  const found = new Map(members.map((edge) => [edge.object, MEMBERS]));
  for (const [topic, name] of Object.entries(CLASSES)) for (const id of instances(name)) found.set(id, topic);
  return found;
}

// Claims by their confidence, the highest first and those not assessed last, then by id.
const sureness = (edge) => [edge.confidence === null ? 1 : -edge.confidence, edge.claim];
export const strongest = (edges) => sorted(edges, sureness).map((edge) => edge.claim);
