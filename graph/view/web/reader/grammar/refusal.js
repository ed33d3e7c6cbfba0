// Refusals that help: what could not be read, what would fit there, and questions near it that can be read; mirrors
// graph/ask/refusal.py. What costs time is made only when it is asked for: people are refused at every letter they type.

import { DATA, ENTITIES, own } from "../../data.js";
import { relations } from "../../engine/tables.js";
import { label } from "../../engine/said.js";
import { parents } from "../../engine/things.js";
import { sentence as written } from "../sentence.js";
import { key } from "./folding.js";
import { at, meaningsOf, table } from "./lexicon.js";
import { likeness, nearest } from "./likeness.js";
import { understood } from "./read.js";
import { reading, slot } from "./reading.js";
import { isOf } from "./terminals.js";

const SUGGESTIONS = 3;
const MAIN_KINDS = ["name", "class", "verb"];
const KINDS = ["Place", "Mechanism", "source", "year", "confidence-line", "chain"];
// Words that open a part of a question, for the message to begin with.
const OPENING = ["not", "lacking", "through", "in", "since", "after", "before", "until", "according", "confidence", "at_most", "how_many", "and", "or"];
// How many atoms a misspelt name may have; a Chinese character is one.
const WINDOWS = [1, 2, 3, 4, 6];
const QUOTED = 60;
const LIKE = 0.72;
// How like a question an example must be, to be that question with a word or two of its own.
const SAME = 0.8;
const TABLES = ["relation", "class", "entity"];

const textOf = (name, language) => own(own(DATA.reader?.messages, language) ?? DATA.reader?.messages?.en, name) ?? "";
const fill = (template, values) => template.replace(/\{(\d+)\}/g, (_, index) => String(values[index] ?? ""));
const say = (name, language, ...values) => quoted(fill(textOf(name, language), values), language);
// The messages are those of the command, which has its own marks around a quotation.
function quoted(text, language) {
  const [open, close] = language === "zh-Hant" ? ["「", "」"] : ["“", "”"];
  const gap = (space) => (language.startsWith("zh") ? "" : space);
  return text.replace(/( ?)`([^`]*)`( ?)/g, (_, before, inner, after) => gap(before) + open + inner + close + gap(after));
}

// Why a question is refused: {error, message, at, hint, suggestions}. `error` is the name of the message; `at`: where in
// the text what could not be read begins, or null; `suggestions`: up to three questions that can be read, or one for
// each thing that an ambiguous name may stand for, with `candidates`. Messages are in the language `spoken`.
export function refusal(found, spoken = found.language) {
  const { error, language, values = [] } = found;
  if (error === "unread") return unread(found, spoken);
  if (error === "ambiguous-name") return unclear(found, spoken);
  const told = { error, at: null, message: say(error, spoken, ...values), hint: "" };
  if (error === "ambiguous") {
    return { ...told, hint: say("say-which", spoken), suggestions: found.readings.map((each) => written(each, language)) };
  }
  return later(told, { suggestions: () => three(examples(language)) });
}

// With parts that are made when they are first read.
function later(told, parts) {
  for (const [name, make] of Object.entries(parts)) {
    let value;
    Object.defineProperty(told, name, { enumerable: true, get: () => (value ??= make()) });
  }
  return told;
}

function unclear({ error, sentence: { text }, name: { candidates, span: [start, end] } }, spoken) {
  const shown = candidates.map((id) => {
    const around = [...(parents().get(id) ?? [])].sort().map((up) => label(up, spoken));
    return `${id} = ${[label(id, spoken), ...around].join(", ")}`;
  });
  const message = say(error, spoken, text.slice(start, end), shown.length, shown.join("; "));
  const suggestions = candidates.map((id) => text.slice(0, start) + id + text.slice(end));
  return { error, at: start, message, hint: say("choose", spoken), candidates, suggestions };
}

// A refusal at the place that was reached.
function unread({ language, sentence }, spoken) {
  const { atoms, furthest, text, expected } = sentence;
  if (furthest >= atoms.length) {
    const told = { error: "stops", at: text.length, message: say("stops", spoken), hint: "" };
    return later(told, { suggestions: () => three(like(language, text), near(sentence, language), examples(language, text)) });
  }
  const start = opening(sentence);
  const rest = text.slice(atoms[start].start);
  const shown = rest.length <= QUOTED ? rest : `${rest.slice(0, QUOTED)}…`;
  // After a word such as `in`, all that may follow it; elsewhere filters may begin too, which is no news.
  const kinds = (start < furthest ? KINDS : MAIN_KINDS).filter((kind) => expected.has(kind)).map((kind) => say(kind, spoken));
  const fits = kinds.length ? [say("fits", spoken, [kinds.slice(0, -1).join(say("list", spoken)), kinds.at(-1)].filter(Boolean).join(say("or", spoken)))] : [];
  let spelt = null;
  const spelling = () => (spelt ??= spellings(sentence, language));
  const hints = () => [...fits, ...(spelling().names.length ? [say("near", spoken, spelling().word, spelling().names.join(", "))] : [])];
  return later(
    { error: "unread", at: atoms[start].start, message: say("unread", spoken, shown) },
    {
      hint: () => hints().join("; "),
      suggestions: () => three(respelt(sentence, spelling()), like(language, text), near(sentence, language), examples(language, text)),
    },
  );
}

// Where the part begins that could not be read: at the word that opens it, such as `in` or `not`.
function opening({ atoms, furthest }) {
  for (let start = Math.max(0, furthest - 4); start < furthest; start += 1) {
    if (meaningsOf("word", key(atoms.slice(start, furthest))).some((sort) => OPENING.includes(sort))) return start;
  }
  return furthest;
}

// ---- suggestions

// What suggestions were read as before: most refusals try the same ones.
const attempts = new Map();
const KEPT = 500;
function attempt(text) {
  if (!attempts.has(text)) {
    if (attempts.size >= KEPT) attempts.clear();
    attempts.set(text, JSON.stringify(understood(text).reading ?? null));
  }
  return attempts.get(text);
}

// The first three different suggestions that can be read.
function three(...lists) {
  const kept = new Map();
  for (const list of lists) {
    for (const text of list) {
      const found = attempt(text);
      if (found !== "null" && !kept.has(found)) kept.set(found, text);
      if (kept.size === SUGGESTIONS) return [...kept.values()];
    }
  }
  return [...kept.values()];
}

const sortedWords = (text) => text.toLowerCase().split(/\s+/).sort().join(" ");

// The examples, those most like a text first.
function examples(language, text = "", least = 0) {
  const known = [...(textOf("examples", language) || [])];
  const likely = new Map(known.map((each) => [each, text ? likeness(sortedWords(text), sortedWords(each)) : 0]));
  return known.filter((each) => likely.get(each) >= least).sort((one, other) => likely.get(other) - likely.get(one));
}

// The examples that are so like a text that it may be one of them with another word.
const like = (language, text) => examples(language, text, SAME);

// Questions with the names, kinds and verbs of this one.
function* near(sentence, language) {
  const { things, places, kinds, verbs } = mentioned(sentence);
  const all = relations();
  const general = ["drives", ...all.keys()].find((name) => all.get(name)?.transitive) ?? "";
  const verb = verbs.find((name) => ["causal", "structural"].includes(all.get(name).kind)) ?? general;
  if (!verb) return;
  const [one, other] = [...kinds.map((type) => slot("", type)), slot(), slot()];
  const asked = (kind, subject, object) => {
    const relation = ["about", "gaps"].includes(kind) ? "" : verb;
    return written({ ...reading(kind, relation, subject, object), language }, language, { short: true });
  };
  if (things.length > 1) yield asked("paths", slot(things[0]), slot(things[1]));
  for (const thing of things.slice(0, 2)) {
    yield asked("objects", slot(thing), one);
    yield asked("subjects", one, slot(thing));
  }
  if (kinds.length > 1) yield asked("pairs", one, other);
  for (const place of places.slice(0, 1)) {
    for (const framework of has(sentence, "lack") ? frameworks().slice(0, 2) : []) yield asked("gaps", slot(place), slot(framework));
    for (const kind of general ? kinds.slice(0, 1) : []) {
      const ends = own(DATA.roles, kind) ? [one, slot()] : [slot(), one];
      const there = (name, relation, ...slots) => written({ ...reading(name, relation, ...slots, { filters: { places: [place] } }), language }, language, { short: true });
      yield there("instances", "", one, slot());
      yield there("pairs", general, ...ends);
    }
    yield asked("about", slot(place), slot());
  }
}

// Whether a text has a word of some sort anywhere.
const has = (sentence, word) => sentence.atoms.some((_, start) => at("word", sentence, start).some(([, , sorts]) => sorts.includes(word)));

// The frameworks, those of most members first.
function frameworks() {
  const size = (id) => ENTITIES.get(id).members?.length ?? 0;
  const found = [...ENTITIES.keys()].filter((id) => isOf(id, ["Framework"]));
  return found.sort((one, other) => size(other) - size(one) || (one < other ? -1 : 1));
}

// The things, places, classes and relations that a text mentions; no mechanisms, which mostly narrow.
function mentioned(sentence) {
  const found = { class: new Set(), entity: new Set(), relation: new Set() };
  const places = new Set();
  for (let index = 0; index < sentence.atoms.length; ) {
    let [end, kind, meaning] = [index + 1, "", ""];
    for (const each of Object.keys(found)) {
      const [hit] = at(each, sentence, index);
      if (hit && (hit[0] > end || !kind)) [end, kind, meaning] = [hit[0], each, hit[2][0]];
    }
    index = end;
    if (kind === "entity" && isOf(meaning, ["Place"])) places.add(meaning);
    else if (kind && !(kind === "entity" && isOf(meaning, ["Mechanism"]))) found[kind].add(meaning);
  }
  return { things: [...found.entity], places: [...places], kinds: [...found.class], verbs: [...found.relation] };
}

// The word that was not understood, and names and words near it; none if it is a known word out of place.
function spellings(sentence, language) {
  const { atoms, furthest } = sentence;
  const isKnown = [...TABLES, "word"].some((kind) => at(kind, sentence, furthest).length);
  for (const size of isKnown ? [] : WINDOWS) {
    const word = key(atoms.slice(furthest, furthest + size));
    const hits = word.length > 2 ? nearest(word, new Set(TABLES.flatMap((kind) => [...table(kind).keys()])), LIKE) : [];
    if (hits.length) return { word, end: Math.min(atoms.length, furthest + size), names: [...new Set(hits.map((hit) => called(hit, language)))] };
  }
  return { word: "", end: furthest, names: [] };
}

// A folded phrase as people write it: for a thing, its label.
function called(phrase, language) {
  const ids = meaningsOf("entity", phrase);
  return ids.length === 1 && ENTITIES.has(ids[0]) ? label(ids[0], language) : phrase;
}

// The question with a near name in place of the word that was not understood.
function respelt({ text, atoms, furthest }, { end, names }) {
  return names.map((name) => text.slice(0, atoms[furthest].start) + name + text.slice(atoms[end - 1].end));
}
