// Questions that ask for claims and not for the ends of a relation; mirrors graph/ask/inquiry.py and measures.py. What is
// X; which figures does X have; what is the output of X; what is disputed about X; who says that X R Y.

import { once } from "../../engine/sets.js";
import { relations } from "../../engine/tables.js";
import { at, meaningsOf } from "./lexicon.js";
import { narrowing } from "./narrowing.js";
import { alt, maybe, seq } from "./parsing.js";
import { DRIVES, fault, reading, said, slot, together } from "./reading.js";
import { grammar } from "./relational.js";
import { any, entity, finding, word } from "./terminals.js";

const NO_PATHS = ["through", "not_through", "places", "not_places"];
// The filters that do not go with a kind, and the kinds of which the longest chain can be said.
const UNFIT = {
  compare: NO_PATHS, loops: NO_PATHS, similar: NO_PATHS, transfer: NO_PATHS, without: NO_PATHS,
  portfolio: ["through", "not_through"], survivorship: ["through", "not_through"], why: ["places", "not_places"],
};
const OF_PLACES = ["places", "not_places"];
const CHAINS = ["loops", "why-not"];

// The name of any thing; gives a slot.
export const named = once(() => any("the").next(entity()).map((id) => slot(id)));

// A whole question: what gives a reading, with filters before and after it.
export function framed(part) {
  const { margin } = narrowing();
  return seq(any("please").next(margin), part, margin).map(([before, found, after]) => narrowed(found, [before, after]));
}

// A reading with the filters that were said, beside its own.
function narrowed(found, more) {
  const all = together([...more, said(found.filters)]);
  if (all.toward) return null;
  if (all.clash) return fault("contradicts");
  const fits = (name) => (found.kind === "instances" ? OF_PLACES.includes(name) : !(UNFIT[found.kind] ?? []).includes(name));
  const unfit = !Object.keys(all.filters).every(fits);
  if (unfit || (all.hops !== null && !CHAINS.includes(found.kind))) return fault("unfit-filter");
  return { ...found, filters: all.filters, hops: all.hops ?? found.hops };
}

export const inquiries = once(() => alt(...about(), ...atWork(), ...figures(), ...inDoubt(), ...whoSays()));

const whole = (kind, part) => framed(part.map((found) => reading(kind, "", found)));

function about() {
  const name = named();
  return [
    whole("about", word("what").next(word("be")).next(name)),
    whole("about", word("about").next(name)),
    whole("about", word("what").next(word("shi")).next(name).skip(any("end"))),
    whole("about", name.skip(word("shi")).skip(word("what", "which")).skip(any("end"))),
    whole("about", maybe(word("about")).next(name).skip(word("about_end"))),
    // what did Philips do; how does spin-off work; 衍生是如何起作用的
    whole("about", word("what").next(word("do")).next(name).skip(word("do"))),
    whole("about", word("how").next(word("do")).next(name).skip(word("function"))),
    whole("about", name.skip(any("shi")).skip(word("how")).skip(word("function")).skip(any("de", "end"))),
  ];
}

// Where a mechanism worked: what is driven through it, claim by claim.
function atWork() {
  if (!relations().has(DRIVES)) return [];
  const mechanism = any("the").next(entity(["Mechanism"]));
  const [where, done] = [word("where"), word("used", "function")];
  // where did living labs work; where are living labs used; 生活实验室在哪里用过
  const forms = [
    where.next(word("do")).next(mechanism).skip(word("function")),
    where.next(word("be", "have")).next(mechanism).skip(any("be")).skip(done),
    mechanism.skip(any("in")).skip(where).skip(done).skip(any("aspect", "end")),
  ];
  return forms.map((form) => framed(form.map((found) => reading("pairs", DRIVES, slot(), slot(), { filters: { through: [[found]] }, hops: 1 }))));
}

// what is disputed (about X); X 有哪些争议; 关于 X 有哪些争议; which claims do not stand; X 的哪些论断不成立
function inDoubt() {
  const name = named();
  return [["disputes", word("disputed")], ["refuted", word("refuted")]].flatMap(([kind, found]) => [
    whole(kind, found.map(() => slot()).skip(any("end"))),
    whole(kind, found.next(word("on")).next(name)),
    whole(kind, maybe(word("on")).next(name).skip(any("of")).skip(found).skip(any("end"))),
  ]);
}

// `X drives Y` in its forms, of two named things; each gives subject, relation and object.
export const clauses = once(() => {
  const { active, passive, around } = grammar();
  const name = named();
  return [
    seq(name, active, name),
    seq(name, passive, name).map(([object, relation, subject]) => [subject, relation, object]),
    seq(name, around).map(inside),
  ];
});

// A subject and a verb around its object, which must be a named thing.
export const inside = ([subject, [relation, phrase]]) => (phrase.slot.entity ? [subject, relation, phrase.slot] : null);

function whoSays() {
  return clauses().map((clause) => framed(word("who_says").next(clause).map(([one, relation, other]) => reading("who-says", relation, one, other))));
}

// ---- figures

const OF = /(?: of| in)$/;
// What a phrase of a measured relation adds to the noun that is asked for or counted: 产值为, `number of firms in`.
const ATTRIBUTES = ["{}", "{}为"];
const COUNTS = ["number of {} in", "number of {} of", "number of {} employed by", "{} in", "{}数", "{}数为", "{}数量", "{}为"];
const LONGEST = 8;

// The general one, of which all others are kinds, is `figures` itself.
const measures = once(() => {
  const known = [...relations().values()].filter(({ kind, parents }) => kind === "attribute" && parents.some((up) => relations().has(up)));
  return new Set(known.map(({ name }) => name));
});

function figures() {
  const [name, count, asked] = [named(), word("figures"), word("which", "what")];
  const all = (part) => whole("figures", part);
  const measured = (part) => framed(part.map(([relation, found]) => reading("figures", relation, found)));
  const turned = ([found, relation]) => [relation, found];
  const much = maybe(any("shi").next(word("how_much")).skip(any("end")));
  const many = word("how_many").next(any("counted")).next(measuring(COUNTS));
  const there = any("be", "living").next(any("there")).next(any("in"));
  return [
    // which figures does X have; what are the figures of X; X 有哪些数据
    all(asked.next(count).next(word("do")).next(name).skip(word("have"))),
    all(maybe(asked.next(word("be"))).next(any("the")).next(count).next(word("of", "on")).next(name)),
    all(name.skip(any("of")).skip(word("there")).skip(word("which")).skip(count).skip(any("end"))),
    // how big is X; X 有多大
    all(word("how_big").next(name)),
    all(name.skip(any("of")).skip(word("how_big")).skip(any("end"))),
    // what is the output of X; X 的产值(是多少)
    measured(seq(maybe(asked.next(word("be"))).next(any("the")).next(prepositional()), name)),
    measured(seq(name.skip(any("of")), measuring(ATTRIBUTES).skip(much)).map(turned)),
    // how many firms are there in X; how many people does X employ; X 有多少家企业
    measured(seq(many, there.next(name).skip(any("living")))),
    measured(seq(many, word("do").next(name).skip(word("employ", "have")))),
    measured(seq(name.skip(any("of")), word("there").next(many).skip(any("end"))).map(turned)),
  ];
}

const onlyMeasures = (end, names) => names.filter((name) => measures().has(name)).map((name) => [end, name]);

// A measured relation as a noun with its preposition: `output of`, `number of firms in`.
function prepositional() {
  return finding((sentence, index) => at("relation", sentence, index).flatMap(([end, form, names]) => (OF.test(form) ? onlyMeasures(end, names) : [])), "verb");
}

// A measured relation by a noun that with one of the patterns makes a phrase of it.
function measuring(patterns) {
  return finding((sentence, index) => {
    return sentence.phrases(index, LONGEST).flatMap(([end, form]) => patterns.flatMap((pattern) => onlyMeasures(end, meaningsOf("relation", pattern.replace("{}", () => form)))));
  }, "verb");
}
