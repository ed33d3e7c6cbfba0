// The tables in which answers look things up, made from the page's data when a question is first asked.
// They mirror the index of a release (graph/store/index.py).

import { CLAIMS, DATA, ENTITIES, SOURCES, own } from "../data.js";
import { before, once, put } from "./sets.js";

const MORE = DATA.engine ?? {};
const SIGNS = { increases: 1, decreases: -1 };
const NO_PERIOD = ["", "", ""];

// Whether the page carries what answers need.
export const canAnswer = Boolean(DATA.engine);
export const signOf = (polarity) => own(SIGNS, polarity) ?? 0;

// ---- the vocabulary

// By name: {name, label, kind, polarity, parents, local, lifts, transitive, symmetric, originates, against}.
export const relations = once(
  () =>
    new Map(
      Object.entries(DATA.relations).map(([name, { label, kind, polarity }]) => {
        const sign = signOf(polarity);
        // The sign of a chain that comes to the opposite; null if either sign goes with the relation.
        const against = sign ? -sign : null;
        return [name, { name, label, kind, polarity: polarity ?? "", parents: [], ...own(MORE.relations, name), against }];
      }),
    ),
);

// Each relation with all that are a kind of it, itself included.
const narrower = once(() => {
  const found = new Map([...relations().keys()].map((name) => [name, new Set()]));
  for (const name of relations().keys()) {
    const lineage = [name];
    for (const each of lineage) for (const up of relations().get(each).parents) if (relations().has(up) && !lineage.includes(up)) lineage.push(up);
    for (const up of lineage) found.get(up).add(name);
  }
  return found;
});
export const kindsOf = (name) => narrower().get(name) ?? new Set();
export const ofKind = (kind) => new Set([...relations().values()].filter((each) => each.kind === kind).map((each) => each.name));
export const lifting = once(() => new Set([...relations().values()].filter((each) => each.lifts).map((each) => each.name)));
export const placeless = () => MORE.placeless ?? [];
export const className = (name) => own(DATA.classes, name) ?? own(DATA.roles, name);
export const isRole = (name) => own(DATA.roles, name) !== undefined;
export const choices = (key) => own(DATA.choices, key) ?? {};
export const numbersOf = (key, name) => own(own(MORE.numbers, key), name) ?? {};

// ---- claims

export const published = (text) => own(MORE.public, text) ?? "";
export const groupOf = (source) => own(MORE.groups, source) ?? source;

// A claim as the index holds it, without what depends on which evidence is seen.
function card(id, claim) {
  const when = claim.when ?? "";
  const [since, begun, until] = own(MORE.periods, when) ?? NO_PERIOD;
  return {
    id,
    subject: claim.subject,
    relation: claim.relation,
    object: claim.object ?? "",
    value: own(MORE.values, id) ?? (claim.unit ? String(claim.value) : ""),
    unit: claim.unit ?? "",
    through: claim.through,
    where: claim.where,
    rival: own(MORE.rival, id) ?? [],
    when,
    since,
    begun,
    until,
    status: claim.status,
    polarity: claim.polarity ?? "",
    because: claim.because ?? "",
    dispute: own(MORE.dispute, id) ?? "",
    measure: own(MORE.measures, id) ?? 0,
    file: claim.file,
    line: claim.line,
  };
}

export const cards = once(() => {
  const ids = [...CLAIMS.keys()].sort(before);
  return new Map(ids.map((id) => [id, card(id, CLAIMS.get(id))]));
});

// Accepted claims between two things, ordered by id: {claim, subject, relation, object, sign, confidence, since, begun,
// until, dated}. `since` is the earliest start, `begun` the latest, `until` the latest end; empty where open or undated.
export const allEdges = once(() =>
  [...cards().values()]
    .filter((claim) => claim.object && claim.status === "accepted")
    .map((claim) => edgeOf(claim, CLAIMS.get(claim.id).confidence ?? null)),
);

export function edgeOf(claim, confidence) {
  const { id, subject, relation, object, polarity, since, begun, until, when } = claim;
  return { claim: id, subject, relation, object, sign: signOf(polarity), confidence, since, begun, until, dated: when !== "" };
}

function grouped(keys) {
  return once(() => {
    const found = new Map();
    for (const claim of cards().values()) for (const key of new Set(keys(claim))) if (key) put(found, key, claim.id);
    return found;
  });
}
const mentioned = grouped((claim) => [claim.subject, claim.object]);
const worked = grouped((claim) => claim.through);
const related = grouped((claim) => [claim.relation]);
// The claims of which a thing is subject or object; those that work through it; those of some relations. Ordered by id.
export const mentions = (id) => mentioned().get(id) ?? [];
export const through = (id) => worked().get(id) ?? [];
export const ofRelations = (names) => [...names].flatMap((name) => related().get(name) ?? []).sort(before);
// The claims that are not accepted, or that some evidence disputes.
export const disputed = once(() =>
  [...cards().values()]
    .filter(({ id, status }) => status !== "accepted" || CLAIMS.get(id).evidence.some((each) => each.direction === "disputes"))
    .map((claim) => claim.id),
);

// ---- things

export const typeOf = (id) => ENTITIES.get(id)?.type ?? "";
export const membersOf = (id) => ENTITIES.get(id)?.members ?? [];
export const pointOf = (id) => own(MORE.points, id);
export const namesake = (id, language) => (own(MORE.namesakes, language) ?? []).includes(id);
const pairs = (table) => Object.entries(MORE[table] ?? {});
export const broader = once(() => new Map(pairs("broader")));
export const required = (id) => own(MORE.requires, id) ?? [];
export const isThing = (id) => ENTITIES.has(id);

// ---- derived facts

export const factKey = ({ subject, relation, object }) => [subject, relation, object].join("\n");

// By the key of each fact the ways to it, {rule, premises}; a premise is {kind, claim, subject, relation, object}, where
// `kind` is claim, entry or derived.
export const derivations = once(() => {
  const { words = [], facts = [], ways = [] } = MORE.derivations ?? {};
  const fact = (number) => {
    const [subject, relation, object] = facts.slice(3 * number, 3 * number + 3).map((word) => words[word]);
    return { subject, relation, object };
  };
  const premise = (number) => {
    if (number >= 0) return { kind: number % 2 ? "derived" : "entry", claim: "", ...fact(Math.floor(number / 2)) };
    const { id: claim, subject, relation, object } = cards().get(words[-1 - number]);
    return { kind: "claim", claim, subject, relation, object };
  };
  const found = new Map();
  for (const [rule, at, ...premises] of ways) put(found, factKey(fact(at)), { rule: words[rule], premises: premises.map(premise) });
  return found;
});
export const ruleOf = (name) => own(MORE.rules, name) ?? { label: {}, meaning: {} };

// ---- sources

export function sourceOf(id) {
  const source = SOURCES.get(id) ?? { author: [], title: {} };
  return {
    id,
    title: source.title ?? {},
    author: own(MORE.makers, id) ?? source.author,
    publisher: source.publisher ?? "",
    kind: source.kind ?? "",
    interest: source.interest ?? "",
    group: groupOf(id),
    public: published(source.published ?? ""),
    derivedFrom: own(MORE.derived_from, id) ?? [],
    sameStudy: own(MORE.same_study, id) ?? [],
  };
}

// ---- texts

export const kindTexts = (kind, language) => own(own(MORE.texts, kind), language) ?? own(own(MORE.texts, kind), "en");
export const messageOf = (name, language) => (own(MORE.messages, language) ?? MORE.messages.en)[name];
