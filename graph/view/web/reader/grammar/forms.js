// Further forms of the questions that a relation makes; mirrors graph/ask/forms.py. Where something is; verbs that their
// object stands inside of (`made X possible`); nouns for who does it (`创始人`); what role one
// thing played for another; why something rose or fell.

import { once } from "../../engine/sets.js";
import { relations } from "../../engine/tables.js";
import { isAscii } from "./folding.js";
import { SPLIT, meaningsOf, table } from "./lexicon.js";
import { Parser, alt } from "./parsing.js";
import { DRIVES, slot } from "./reading.js";
import { any, binary, word } from "./terminals.js";

// The relation to its cause of what rose, or fell, by the sort of word that says so.
const CAUSES = { rises: DRIVES, falls: "led_to_decline_of" };
const LONGEST = 8;
// The last characters of Chinese nouns for somebody who does something: 创始人, 竞争对手, 投资方.
const ROLE = /[人者方手]$/u;

const isBinary = (name) => binary().has(name);
const both = (found) => found.filter(isBinary);

export function moreForms({ some, asking, called, named, where, clause, phrase, question }) {
  const [be, de] = [word("be"), { de: true }];
  const inside = around(some, englishHalves, any("the"));
  const role = spoken((form) => (ROLE.test(form) ? meaningsOf("relation", form) : []));
  const of = any("of");
  const ofRole = (one, relation, other) => (relations().get(relation).symmetric ? clause(relation, one, other) : clause(relation, other, one));
  const forms = [
    // where is Philips headquartered: a relation to a place whose `in` has gone with the place
    question((o, _, s, v) => clause(v, s, o), [where, be, called, spoken((form) => meaningsOf("relation", `${form} in`))]),
    // what made the cluster possible; who brought X about
    question((s, v) => clause(v[0], s, v[1]), [some, inside]),
    // 阿斯麦的竞争对手有哪些; 谁是阿斯麦的创始人
    question((o, v, _, s) => ofRole(o, v, s), [called.skip(of), role, word("shi", "there"), asking]),
    question((s, _, o, v) => ofRole(o, v, s), [asking, word("shi"), called.skip(of), role]),
  ];
  if (relations().has(DRIVES)) {
    // what role did Sematech play in Austin; Sematech在奥斯汀起了什么作用
    forms.push(question((_, s, __, o) => clause(DRIVES, s, o, true), [word("role"), named, word("play_in"), named]));
    forms.push(question((s, _, o) => clause(DRIVES, s, o, true), [named, word("in", "on"), named, word("played")]));
  }
  const known = Object.keys(CAUSES).filter((sort) => relations().has(CAUSES[sort]));
  if (!known.length) return forms;
  // why did the cluster rise; 集群靠什么发展起来; 集群为什么衰落
  const rose = word(...known).map((sort) => CAUSES[sort]);
  const anything = phrase(slot(), true);
  return [
    ...forms,
    question((_, __, o, v) => clause(v, anything, o), [word("how", "why"), word("do", "have"), named, rose], de),
    question((o, _, v) => clause(v, anything, o), [named, any("shi").next(word("by_what")), rose], de),
    question((_, o, v) => clause(v, anything, o), [word("why"), named, rose], de),
  ];
}

// A relation by a phrase of up to eight atoms.
function spoken(find) {
  return new Parser((sentence, index) => sentence.phrases(index, LONGEST).flatMap(([end, form]) => both(find(form)).map((name) => [end, name])));
}

// A verb in two halves, with what may stand after the first; gives its relation and what stands inside.
export function around(some, halves, first) {
  const joint = word("with").map(() => "与");
  const inner = alt(first.next(some));
  return new Parser((sentence, index) => {
    const found = [];
    const begins = [...sentence.results(joint, index), ...sentence.phrases(index, 6).filter(([, form]) => halves().has(form))];
    for (const [end, half] of begins) {
      const rests = halves().get(half);
      if (!rests) continue;
      for (const [start, phrase] of sentence.results(inner, end)) {
        for (const [last, rest] of sentence.phrases(start, LONGEST)) {
          for (const name of rests.get(rest) ?? []) found.push([last, [name, phrase]]);
        }
      }
    }
    return found;
  });
}

// Verbs by their two parts, from [first part, second part, relation].
function splitAll(found) {
  const result = new Map();
  for (const [first, rest, name] of found) {
    if (!result.has(first)) result.set(first, new Map());
    const rests = result.get(first);
    rests.set(rest, [...new Set([...(rests.get(rest) ?? []), name])].sort());
  }
  return result;
}

// Chinese verbs that their object may stand inside of (`使…成为可能`, `与…合作`).
export const chineseHalves = once(() =>
  splitAll(
    [...table("relation")].flatMap(([form, names]) => {
      if (isAscii(form) || form.includes(" ")) return [];
      const cuts = Array.from({ length: form.length - 1 }, (_, at) => at + 1);
      return cuts.flatMap((at) => both(names).map((name) => [form.slice(0, at), form.slice(at), name]));
    }),
  ),
);

// Inverse labels that their object stands inside of (`以…为锚`), which mark its place themselves.
export const halvesBack = once(() => splitAll([...table("around")].flatMap(([form, names]) => names.map((name) => [...form.split(SPLIT, 2), name]))));

const englishHalves = once(() =>
  splitAll(
    [...table("relation")].flatMap(([form, names]) => {
      const at = form.lastIndexOf(" ");
      if (at < 1 || !meaningsOf("word", form.slice(at + 1)).includes("particle")) return [];
      return both(names).map((name) => [form.slice(0, at), form.slice(at + 1), name]);
    }),
  ),
);
