// The tables in which answers look things up, made from the page's data when a question is first asked.
// They mirror the index of a release (graph/store/index.py).

import { CLAIMS, DATA, ENTITIES, SOURCES, own } from "../data.js";
import { before, kept, once, put } from "./sets.js";

const MORE = DATA.engine ?? {};
const SIGNS = { increases: 1, decreases: -1 };
const NO_PERIOD = ["", "", ""];

// Whether the page carries what answers need.
export const canAnswer = Boolean(DATA.engine);
const signOf = (polarity) => own(SIGNS, polarity) ?? 0;

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
    for (const each of lineage) {
      lineage.push(...relations().get(each).parents.filter((up) => relations().has(up) && !lineage.includes(up)));
    }
    for (const up of lineage) found.get(up).add(name);
  }
  return found;
});
const NONE = new Set();
export const kindsOf = (name) => narrower().get(name) ?? NONE;
export const ofKind = kept((kind) => new Set([...relations().values()].filter((each) => each.kind === kind).map((each) => each.name)));
export const allKinds = once(() => new Set(relations().keys()));
export const lifting = once(() => new Set([...relations().values()].filter((each) => each.lifts).map((each) => each.name)));
export const placeless = () => MORE.placeless ?? [];
export const className = (name) => own(DATA.classes, name) ?? own(DATA.roles, name);
export const isRole = (name) => own(DATA.roles, name) !== undefined;
export const choices = (key) => own(DATA.choices, key) ?? {};
export const numbersOf = (key, name) => own(own(MORE.numbers, key), name) ?? {};

// ---- claims

const published = (text) => own(MORE.public, text) ?? "";
export const groupOf = (source) => own(MORE.groups, source) ?? source;

// All claims' ids, in order.
const claimIds = once(() => [...CLAIMS.keys()].sort(before));
export const isClaim = (id) => CLAIMS.has(id);
const periods = once(() => new Map(Object.entries(MORE.periods ?? {})));
const periodOf = (claim) => (claim.when ? periods().get(claim.when) : undefined) ?? NO_PERIOD;

// A claim as the index holds it, without what depends on which evidence is seen.
export const card = kept((id) => {
  const claim = CLAIMS.get(id);
  const [since, begun, until] = periodOf(claim);
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
    when: claim.when ?? "",
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
});

// A claim as an edge: {claim, subject, relation, object, sign, confidence, since, begun, until, dated}. `since` is the
// earliest start, `begun` the latest, `until` the latest end; empty where open or undated.
export function edgeOf(id, confidence) {
  const claim = CLAIMS.get(id);
  const [since, begun, until] = periodOf(claim);
  const { subject, relation, object, polarity, when } = claim;
  const ends = { subject, relation, object: object ?? "" };
  return { claim: id, ...ends, sign: signOf(polarity), confidence, since, begun, until, dated: Boolean(when) };
}

// The ids of accepted claims between two things, by relation; and these claims of some relations, ordered by id.
const accepted = once(() => {
  const found = new Map();
  for (const id of claimIds()) {
    const { status, object, relation } = CLAIMS.get(id);
    if (object && status === "accepted") put(found, relation, id);
  }
  return found;
});
export const edgesOf = kept((names) => {
  const ids = [...names].flatMap((name) => accepted().get(name) ?? []).sort(before);
  return ids.map((id) => edgeOf(id, CLAIMS.get(id).confidence ?? null));
});

function grouped(keys) {
  return once(() => {
    const found = new Map();
    for (const id of claimIds()) {
      const named = keys(CLAIMS.get(id));
      for (const [at, key] of named.entries()) if (key && named.indexOf(key) === at) put(found, key, id);
    }
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
  claimIds().filter((id) => {
    const { status, evidence } = CLAIMS.get(id);
    return status !== "accepted" || evidence.some((each) => each.direction === "disputes");
  }),
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
    const { id: claim, subject, relation, object } = card(words[-1 - number]);
    return { kind: "claim", claim, subject, relation, object };
  };
  const found = new Map();
  for (const [rule, at, ...premises] of ways) put(found, factKey(fact(at)), { rule: words[rule], premises: premises.map(premise) });
  return found;
});
export const load = () => MORE.load ?? {};
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
