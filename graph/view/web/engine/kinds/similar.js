// What is most like a thing, by what the claims about them share. Mirrors graph/ask/kinds/similar.py.
//
// The likeness is the index of Jaccard with weights: of each feature ln(N / n), where n of the N things that are compared
// have it. It is 0 to 1, the same both ways, and says how alike the *records* are.

import { Row, edgePasses, lookedAt } from "../answer.js";
import { rounded } from "../belief.js";
import { NOWHERE } from "../edges.js";
import { INDUSTRIES, MECHANISMS, MEMBERS, RELATIONS, featuresOf, strongest } from "../features.js";
import { OF_PATHS, but } from "../reading.js";
import { classLabel, named, note, relationLabel, splitAt, text } from "../said.js";
import { before, sorted, unique } from "../sets.js";
import { allKinds, typeOf } from "../tables.js";
import { instances, within } from "../things.js";

// Of a thing with fewer features nothing is said.
const MINIMUM = 5;
const TOPICS = [MECHANISMS, INDUSTRIES, MEMBERS, RELATIONS];

// One row for each thing of the class asked for (else of the thing's own) that shares a feature, likest first; or one row
// that says that too little is on record. What the thing is in, or what is in it, is left out.
function similar(look, reading) {
  const thing = reading.subject.entity;
  const pool = new Set([...instances(reading.object.type || typeOf(thing)), thing]);
  const found = look.edges(allKinds());
  const kept = found.filter((edge) => edgePasses(look, edge, reading.filters));
  const given = new Map([...featuresOf(kept, pool)].map(([id, features]) => [id, ofTopics(features)]));
  const enough = new Map([...given].filter(([, features]) => features.size >= MINIMUM));
  const examined = lookedAt(found.length, kept.length);
  if (!enough.has(thing)) return { reading, rows: [tooLittle(look, thing, given.get(thing).size)], examined };
  const weights = rarity([...enough.values()]);
  const apart = [...enough.keys()].filter((other) => !within(other).has(thing) && !within(thing).has(other));
  const likeness = new Map(apart.map((other) => [other, jaccard(enough.get(thing), enough.get(other), weights)]));
  const ranked = sorted(apart.filter((other) => likeness.get(other) > 0), (other) => [-likeness.get(other), other]);
  const rows = ranked.map((other) => row(look, [thing, other], likeness.get(other), enough, weights, reading.language));
  return { reading, rows, examined: { ...examined, paths: likeness.size } };
}

const ofTopics = (features) => new Map([...features].filter(([, { feature }]) => TOPICS.includes(feature.topic)));

function tooLittle(look, thing, number) {
  const notes = [note("too-little", [named(thing), number, MINIMUM])];
  return new Row(look, NOWHERE, { verdict: "not-enough-on-record", ends: [thing, ""], title: note("of", [named(thing)]), notes });
}

// The weight of each feature: ln(N / n), where n of N things have it.
function rarity(given) {
  const counts = new Map();
  for (const features of given) for (const key of features.keys()) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Map([...counts].map(([key, number]) => [key, Math.log(given.length / number)]));
}

// The weight of what two things share, as a part of the weight of what either has; 0 if nothing weighs.
function jaccard(one, other, weights) {
  const weight = (keys) => keys.sort(before).reduce((sum, key) => sum + weights.get(key), 0);
  const either = weight(unique([...one.keys(), ...other.keys()]));
  return either ? weight([...one.keys()].filter((key) => other.has(key))) / either : 0;
}

function row(look, ends, likeness, given, weights, language) {
  const [one, other] = ends.map((end) => given.get(end));
  const both = new Map([...one, ...other].map(([key, { feature }]) => [key, feature]));
  // What all have weighs nothing, and is not counted either.
  const either = sorted([...both.values()].filter(({ key }) => weights.get(key) > 0), ({ key }) => [-weights.get(key), key]);
  const shared = either.filter(({ key }) => one.has(key) && other.has(key));
  const notes = [note("likeness", [rounded(likeness, 3), shared.length, either.length])];
  for (const topic of TOPICS) {
    const features = shared.filter((each) => each.topic === topic);
    const claims = features.flatMap(({ key }) => [one, other].map((its) => strongest(its.get(key).why)[0]));
    if (features.length) notes.push(note(topic, [features.map((each) => nameOf(each, language))], unique(claims)));
  }
  return new Row(look, NOWHERE, { ends, title: note("alike", [named(ends[1])]), notes });
}

function nameOf({ topic, thing, relation, inward }, language) {
  if (topic !== RELATIONS) return named(thing);
  const [before, , after] = splitAt(relationLabel(relation, language));
  return text("similar", inward ? "inward" : "outward", language, before, classLabel(thing, language), after);
}

export const SIMILAR = { answer: similar, filters: but(OF_PATHS) };
