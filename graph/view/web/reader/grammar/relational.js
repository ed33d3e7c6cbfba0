// The questions that a relation makes, in English and Chinese; mirrors graph/ask/grammar.py. Every alternative is tried,
// and every reading of the whole question is kept.

import { once } from "../../engine/sets.js";
import { relations } from "../../engine/tables.js";
import { around, chineseHalves, halvesBack, moreForms } from "./forms.js";
import { narrowing } from "./narrowing.js";
import { LATIN, Parser, UNBROKEN, alt, maybe, seq } from "./parsing.js";
import { DEFAULT_HOPS, fault, reading, said, slot, together } from "./reading.js";
import { any, entity, inverse, noun, verb, word } from "./terminals.js";

// A noun phrase: what it stands for, and whether it asks (`which clusters`) or only names a kind (`clusters`).
const phrase = (found, asks = false) => ({ slot: found, asks });
// Who does what to whom; `how` if the question asks for the way.
const clause = (relation, subject, object, how = false) => ({ relation, subject, object, how });

// The parsers that the questions are made of.
export const grammar = once(() => {
  const parts = { ...nounPhrases(), clause, phrase, question };
  return Object.assign(parts, verbs(parts));
});

export const relational = once(() => alt(...english(grammar()), ...chinese(grammar()), ...moreForms(grammar())));

function nounPhrases() {
  const { places } = narrowing();
  const before = word("in", "from").next(places).skip(word("of")).or(places.skip(maybe(word("of", "there")))).skip(UNBROKEN);
  // In Chinese, where a thing is stands before it: in 哪些企业位于北京 the place is what the verb 位于 takes.
  const after = LATIN.next(word("in", "of", "from")).next(places);
  const placed = ([around, found, behind]) => (around.length && behind.length ? null : { ...found, places: around.length ? around : behind });
  const kind = seq(maybe(before), any("the").next(noun()), maybe(after)).map(placed);
  const which = any("there").next(word("which")).next(any("of")).next(any("the"));
  const asked = seq(maybe(before), which.next(noun()), maybe(after)).map(placed).or(which.next(kind));
  const listed = word("list").next(any("the")).next(kind).skip(maybe(word("that")));
  const bare = word("what").map(() => slot()).or(places.skip(word("of")).skip(word("what")).map((ids) => slot("", "", ids)));
  const where = word("where").map(() => phrase(slot("", "Place"), true));
  const askingKind = asked.or(listed).map((found) => phrase(found, true));
  const asking = alt(askingKind, bare.map((found) => phrase(found, true)), where);
  // A name, also one that a class has: only where no class can stand.
  const named = any("the").next(entity().map((id) => phrase(slot(id))));
  const called = any("the").next(entity([], { unlikeClass: true }).map((id) => phrase(slot(id))));
  // A class in a place, unless that is the name of something: `University of Catania`.
  const unnamed = new Parser((sentence, index) => {
    const names = new Set(sentence.results(called, index).map(([end]) => end));
    return sentence.results(kind, index).filter(([end, found]) => !found.places.length || !names.has(end));
  });
  return { where, askingKind, asking, named, called, some: alt(asking, called, unnamed.map((found) => phrase(found))) };
}

// Verbs; each gives the name of a relation.
function verbs(parts) {
  const aspect = any("aspect");
  const plain = any("noise").next(verb()).skip(aspect);
  const being = any("have").next(word("be")).next(any("be"));
  const participle = verb({ participle: true });
  const nominal = any("the").next(verb({ afterBe: true }));
  const finite = any("noise").next(verb({ finite: true })).skip(aspect);
  const back = inverse().skip(aspect);
  return {
    plain,
    participle,
    nominal,
    active: alt(finite, word("have", "do").next(plain), being.next(nominal)),
    back,
    passive: alt(being.next(participle.skip(word("by"))), maybe(being).next(back), word("have", "do").next(inverse({ afterAux: true }))),
    around: around(parts.some, chineseHalves, aspect),
    aroundBack: around(parts.some, halvesBack, aspect),
  };
}

// A question made of parts, with filters before, between and after them; `de` if 的 may close it.
function question(make, parts, { de = false } = {}) {
  const { gap, margin } = narrowing();
  const closing = any(...(de ? ["end", "de"] : ["end"]));
  const spread = [any("please").next(margin)];
  for (const part of parts.slice(0, -1)) spread.push(part, gap);
  spread.push(parts.at(-1), closing.next(margin).skip(closing));
  return seq(...spread).map((values) => {
    const found = make(...values.filter((_, index) => index % 2));
    if (found === null) return null;
    const { local, transitive } = relations().get(found.relation);
    const filters = values.filter((_, index) => index % 2 === 0);
    return together(filters).toward && !local ? null : readingOf(found, filters, transitive);
  });
}

// The reading of a clause and its filters; without chains, one claim is all that any limit of steps allows.
function readingOf({ relation, subject, object, how }, filters, chains) {
  // The place of the effect is a filter of the answer, wherever in the question it stands.
  const all = together([...filters, said({ places: object.slot.places })]);
  const [one, other] = [Boolean(subject.slot.entity), Boolean(object.slot.entity)];
  if (!(one && other) && (how || !(subject.asks || object.asks))) return fault("asks-nothing");
  if (all.clash) return fault("contradicts");
  const kind = one && other ? "paths" : one ? "objects" : other ? "subjects" : "pairs";
  const hops = all.hops === null || !chains ? DEFAULT_HOPS : all.hops;
  return reading(kind, relation, subject.slot, { ...object.slot, places: [] }, { filters: all.filters, hops });
}

function english({ some, asking, askingKind, named, called, active, passive, plain, nominal, participle, back }) {
  const [how, by, be, aux] = [word("how", "why"), word("by"), word("be"), word("do", "have")];
  const done = participle.skip(by).or(inverse());
  return [
    question((s, v, o) => clause(v, s, o), [some, active, some]),
    question((o, v, s) => clause(v, s, o), [some, passive, some]),
    // which clusters did Philips drive; which city is Philips headquartered in; which clusters Philips drove
    question((o, _, s, v) => clause(v, s, o), [asking, aux, some, plain]),
    question((o, _, s, v) => clause(v, s, o), [asking, be, some, nominal]),
    question((o, s, v) => clause(v, s, o), [askingKind, called, plain]),
    // by whom was ASML founded; who was ASML founded by
    question((_, s, __, o, v) => clause(v, s, o), [by, asking, be, some, participle]),
    question((s, _, o, v) => clause(v, s, o), [asking, be, called, done]),
    // how did Philips drive X; how Philips drove X; how was X driven by Philips
    question((_, __, s, v, o) => clause(v, s, o, true), [how, aux, named, plain, named]),
    question((_, s, v, o) => clause(v, s, o, true), [how, named, active, named]),
    question((_, __, s, v, o) => clause(v, s, o, true), [how, be, named, nominal, named]),
    question((_, __, o, v, s) => clause(v, s, o, true), [how, be, named, done, named]),
    // why did Sematech choose Austin; which city did Sematech choose
    question((_, __, o, v, s) => clause(v, s, o, true), [how, aux, named, back, named]),
    question((s, _, o, v) => clause(v, s, o), [asking, aux, called, back]),
    // did Philips drive X; was X driven by Philips; has X been driven by Philips; is X part of Y
    question((_, s, v, o) => clause(v, s, o), [aux, called, plain, called]),
    question((_, o, v, s) => clause(v, s, o), [be, called, done, called]),
    question((_, o, __, v, s) => clause(v, s, o), [word("have"), called, be, done, called]),
    question((_, s, v, o) => clause(v, s, o), [be, called, nominal, called]),
  ];
}

function chinese({ some, asking, named, called, plain, back, around: inside, aroundBack }) {
  const [be, how, of] = [word("shi"), word("how", "why"), word("of")];
  const agent = any("shi").next(word("agent"));
  const wondering = any("shi").next(how);
  const listed = noun().map((found) => phrase(found, true));
  const mutual = (one, _, other, __, relation) => (relations().get(relation).symmetric ? clause(relation, one, other) : null);
  const de = { de: true };
  return [
    // 哪些集群(是)由哪些锚机构带动(的); 阿斯麦是谁创立的
    question((o, _, s, v) => clause(v, s, o), [some, agent, some, plain], de),
    question((o, _, s, v) => clause(v, s, o), [some, be, some, plain.skip(word("de"))]),
    // 是什么导致了…(的); 飞利浦是否带动了…; 哪些企业的总部位于哪些城市
    question((_, s, v, o) => clause(v, s, o), [be, some, plain, some], de),
    question((s, _, v, o) => clause(v, s, o), [some, word("whether", "shi"), plain, some], de),
    question((s, _, v, o) => clause(v, s, o), [asking.or(called), of, plain, some]),
    // 飞利浦(是)如何带动…(的); 某集群是如何由飞利浦带动的; 为什么飞利浦带动了…
    question((s, _, v, o) => clause(v, s, o, true), [named, wondering, plain, named], de),
    question((o, _, __, s, v) => clause(v, s, o, true), [named, wondering, word("agent"), named, plain], de),
    question((_, o, __, s, v) => clause(v, s, o, true), [how, named, agent, named, plain], de),
    // 为什么Sematech选择奥斯汀; Sematech为什么选择奥斯汀(的)
    question((_, o, v, s) => clause(v, s, o, true), [how, named, back, named], de),
    question((o, _, v, s) => clause(v, s, o, true), [named, wondering, back, named], de),
    // 哪些企业与阿斯麦合作; 什么使…成为可能; 哪些集群以飞利浦为锚
    question((s, v) => clause(v[0], s, v[1]), [any("shi").next(some), inside], de),
    question((o, v) => clause(v[0], v[1], o), [some, aroundBack], de),
    question((s, _, v) => clause(v[0], s, v[1], true), [named, wondering, inside], de),
    // 飞利浦和阿斯麦如何合作
    question(mutual, [called, word("with"), called, maybe(wondering), plain]),
    // 飞利浦带动的是哪些集群; 带动硅沼的是哪些机构; 列出带动硅沼的机构
    question((s, v, o) => clause(v, s, o), [called, plain.skip(of).skip(be), asking]),
    question((v, o, s) => clause(v, s, o), [plain, called.skip(of).skip(be), asking]),
    question((_, v, o, s) => clause(v, s, o), [word("list"), plain, called.skip(of), listed]),
  ];
}
