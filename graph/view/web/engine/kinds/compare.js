// Two things side by side: one row for each topic on which something is on record of either; its notes say what is on
// record of both, of one alone, of neither. Mirrors graph/ask/kinds/compare.py.

import { Row, edgePasses } from "../answer.js";
import { NOWHERE } from "../edges.js";
import { INDUSTRIES, MECHANISMS, POLICIES, featuresOf, strongest } from "../features.js";
import { paired } from "../figures.js";
import { inquest } from "../inquest.js";
import { OF_PATHS, QuestionError, but, reading as readingOf, slot } from "../reading.js";
import { classLabel, label, named, note, text } from "../said.js";
import { sorted, unique } from "../sets.js";
import { allKinds, kindsOf, typeOf } from "../tables.js";
import { instances, within, withNarrower } from "../things.js";
import { aroundOf, evidenceOf, members, signsOf } from "./gaps.js";

const TOPICS = [MECHANISMS, INDUSTRIES, POLICIES];

function compare(look, reading) {
  const ends = [reading.subject.entity, reading.object.entity];
  if (ends[0] === ends[1]) throw new QuestionError(text("compare", "same", reading.language, label(ends[0], reading.language)));
  const found = look.edges(allKinds());
  const kept = found.filter((edge) => edgePasses(look, edge, reading.filters));
  const features = featuresOf(kept, ends);
  const given = ends.map((end) => [...features.get(end).values()]);
  const figures = paired(look, ends, reading);
  const topics = [
    ["kinds", kinds(ends, reading.language)],
    ["clusters", clusters(ends, kept)],
    ...TOPICS.map((topic) => [topic, shared(ends, ofTopic(given, topic))]),
    ["figures", figureNotes(ends, figures)],
    ["between", between(ends, kept)],
    ["disputes", disputes(look, ends, reading)],
    ["frameworks", frameworks(look, ends, reading.filters)],
  ];
  const told = topics.filter(([, notes]) => notes.length);
  const rows = told.map(([name, notes]) => new Row(look, NOWHERE, { ends, title: note(name), notes }));
  const leftOut = found.length - kept.length + figures.leftOut;
  return { reading, rows, examined: { claims: found.length + figures.examined, "claims left out by filters": leftOut, paths: 0 } };
}

// What they are, where that differs, and whether one is in the other.
function kinds(ends, language) {
  const differ = typeOf(ends[0]) !== typeOf(ends[1]);
  const said = differ ? ends.map((end) => note("kind", [named(end), classLabel(typeOf(end), language)])) : [];
  const inside = [ends, [...ends].reverse()].filter(([inner, outer]) => within(inner).has(outer));
  return [...said, ...inside.map((pair) => note("inside", pair.map(named)))];
}

// The clusters in each of them, or that it bears on if it is no place; with the claims of their anchors.
function clusters(ends, kept) {
  const [every, anchors, places] = ["Cluster", "Anchor", "Place"].map(instances);
  const led = kept.filter((edge) => every.has(edge.object) && kindsOf("drives").has(edge.relation) && edge.sign > 0);
  return ends.flatMap((end) => {
    let own = [...every].filter((cluster) => within(cluster).has(end));
    let mine = led.filter((edge) => anchors.has(edge.subject));
    if (!own.length && !places.has(end)) {
      mine = led.filter((edge) => within(edge.subject).has(end));
      own = unique(mine.map((edge) => edge.object));
    }
    const why = new Map(own.map((cluster) => [cluster, strongest(mine.filter((edge) => edge.object === cluster))]));
    const told = sorted(own.filter((cluster) => why.get(cluster).length), (cluster) => [-why.get(cluster).length, cluster]);
    const bare = sorted(own.filter((cluster) => !why.get(cluster).length));
    const notes = told.map((cluster) => note("cluster", [named(end), named(cluster)], why.get(cluster)));
    return bare.length ? [...notes, note("clusters-alone", [named(end), bare.map(named)])] : notes;
  });
}

// For each of some things what it has of a topic, with the claims, the strongest first. Who has a narrower mechanism has
// the broader one too, if another has that one on record.
function ofTopic(given, topic) {
  const own = given.map((features) => {
    const those = features.filter(({ feature }) => feature.topic === topic);
    return new Map(those.map(({ feature, why }) => [feature.thing, strongest(why)]));
  });
  const every = sorted(unique(own.flatMap((mine) => [...mine.keys()])));
  const kinds = (each) => unique([each, ...sorted(withNarrower(each))]);
  return own.map((mine) => {
    const claims = (each) => inTurn(kinds(each).filter((kind) => mine.has(kind)).map((kind) => mine.get(kind)));
    return new Map(every.map((each) => [each, claims(each)]).filter(([, found]) => found.length));
  });
}

// What is on record of both, each with the claims of either in turn; then what is of one alone.
function shared(ends, [one, other]) {
  const fewest = (each) => Math.min(one.get(each).length, other.get(each).length);
  const both = sorted([...one.keys()].filter((each) => other.has(each)), (each) => [-fewest(each), each]);
  const notes = both.map((each) => note("both", [named(each)], inTurn([one.get(each), other.get(each)])));
  if ((one.size || other.size) && !both.length) notes.push(note("both-none"));
  for (const [end, mine, others] of [[ends[0], one, other], [ends[1], other, one]]) {
    const alone = sorted([...mine.keys()].filter((each) => !others.has(each)), (each) => [-mine.get(each).length, each]);
    if (alone.length) notes.push(note("only", [named(end), alone.map(named)], inTurn(alone.map((each) => mine.get(each)))));
    else if (others.size && !mine.size) notes.push(note("unrecorded", [named(end)]));
  }
  return notes;
}

const GROUPS = [
  ["framework-both", true, true],
  ["framework-only", true, false],
  ["framework-only", false, true],
  ["framework-neither", false, false],
];

// For each framework of which a member is on record of either, its members by of whom they are. The framework with most
// members on record of both comes first, then the one with most of either.
function frameworks(look, ends, filters) {
  const seen = new Map();
  const found = [];
  for (const framework of sorted(instances("Framework"))) {
    const those = members(look, framework);
    for (const member of those) if (!seen.has(member)) seen.set(member, present(look, ends, member, filters));
    const has = (member) => seen.get(member).map((claims) => claims.length > 0);
    const both = those.filter((member) => has(member).every(Boolean)).length;
    const either = those.filter((member) => has(member).some(Boolean)).length;
    if (either && !ends.includes(framework)) found.push({ key: [-both, -either, framework], those, has });
  }
  return sorted(found, ({ key }) => key).flatMap(({ key: [, , framework], those, has }) =>
    GROUPS.flatMap(([name, one, other]) => {
      const group = those.filter((member) => has(member)[0] === one && has(member)[1] === other);
      const end = one === other ? [] : [named(ends[one ? 0 : 1])];
      const claims = inTurn(group.map((member) => inTurn(seen.get(member)).slice(0, 2)));
      return group.length ? [note(name, [named(framework), group.map(named), ...end], claims)] : [];
    }),
  );
}

// The accepted claims by which a member is present in either: its own first, then those of what stands for it.
function present(look, ends, member, filters) {
  const joined = evidenceOf(look, signsOf(look, member), filters).claims.filter(([claim]) => claim.status === "accepted");
  const ordered = sorted(joined, ([claim, sign]) => [sign.length, -(claim.confidence ?? 0), claim.id]);
  return ends.map((end) => unique(ordered.filter(([claim]) => aroundOf(claim).has(end)).map(([claim]) => claim.id)));
}

function figureNotes(ends, { pairs, alone }) {
  const notes = [];
  for (const { relation, unit, claims, apart, alike } of pairs) {
    const name = apart === null ? "undated" : apart ? "apart" : "same-year";
    notes.push(note(`figure-${name}`, [relation, unit, ...(apart ? [apart] : [])], claims));
    if (!alike) notes.push(note("figure-unlike"));
  }
  ends.forEach((end, at) => {
    if (alone[at].size) notes.push(note("only", [named(end), unique([...alone[at].values()])], [...alone[at].keys()]));
  });
  return notes;
}

// The claims that join what is of one alone to what is of the other alone.
function between(ends, kept) {
  const mine = (id) => ends.filter((end) => within(id).has(end));
  const found = kept.filter((edge) => {
    const [one, other] = [mine(edge.subject), mine(edge.object)];
    return one.length === 1 && other.length === 1 && one[0] !== other[0];
  });
  return found.length ? [note("joined", [found.length], strongest(found))] : [];
}

function disputes(look, ends, { filters }) {
  return ends.flatMap((end) => {
    const { rows } = inquest(look, readingOf("disputes", { subject: slot(end), filters }));
    return rows.length ? [note("disputed", [named(end), rows.length], rows.map((row) => row.claims[0]))] : [];
  });
}

// The first of each list, then the second of each, and so on; each once.
function inTurn(lists) {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return unique(Array.from({ length: longest }, (_, at) => lists.filter((list) => at < list.length).map((list) => list[at])).flat());
}

export const COMPARE = { answer: compare, filters: but(OF_PATHS) };
