// The smallest parts of a question: function words, names, nouns, verbs, numbers; mirrors graph/ask/terminals.py.

import { once } from "../../engine/sets.js";
import { relations } from "../../engine/tables.js";
import { types } from "../../engine/things.js";
import { at, lookup, meaningsOf, table } from "./lexicon.js";
import { Parser, alt, skip } from "./parsing.js";
import { ambiguous, slot } from "./reading.js";

const WORD = 8; // the longest function word, in atoms
const LONGEST_NUMBER = 12;
// Small numbers in words, as steps are counted.
const SPELT = new Map(Object.entries({ one: "1", two: "2", three: "3", four: "4", five: "5", six: "6", 一: "1", 两: "2", 二: "2", 三: "3", 四: "4", 五: "5", 六: "6" }));
const BE = /^(?:is|was) /;
const PARTICIPLE = /(?:driven|given|drawn|known|grown|shown|taken|written)$/;
const firstOf = (form) => form.split(" ", 1)[0];

// The relations between two things; events and figures have no object to ask for.
export const binary = once(() => new Set([...relations().values()].filter(({ kind }) => kind === "causal" || kind === "structural").map(({ name }) => name)));

// Whether a text is one of some ids, and can be nothing else: words have no hyphens between them.
const isId = (written, ids) => written.includes("-") && ids.includes(written);
export const isOf = (id, classes) => classes.some((each) => types(id).has(each));

// A parser of what is found at a place; where nothing is, it notes what would have fitted.
export const finding = (find, ...expected) =>
  new Parser((sentence, index) => {
    const found = [...find(sentence, index)];
    if (!found.length) sentence.missed(index, ...expected);
    return found;
  });

const words = new Map();
function oneWord(name) {
  if (!words.has(name)) {
    words.set(name, finding((sentence, index) => wordsAt(sentence, index).filter(([, names]) => names.includes(name)).map(([end]) => [end, name])));
  }
  return words.get(name);
}

function wordsAt(sentence, index) {
  const key = `words ${index}`;
  if (!sentence.found.has(key)) {
    const found = sentence.phrases(index, WORD).map(([end, phrase]) => [end, meaningsOf("word", phrase)]);
    sentence.found.set(key, found.filter(([, names]) => names.length));
  }
  return sentence.found.get(key);
}

// A function word of one of the sorts that `ontology/words.ttl` names.
export const word = (...names) => (names.length > 1 ? alt(...names.map(oneWord)) : oneWord(names[0]));
// Any number of them, for nothing but their being there.
export const any = (...names) => skip(word(...names));
// The sorts of function words that stand anywhere in a question.
export const sorts = (sentence) => new Set(sentence.atoms.flatMap((_, index) => wordsAt(sentence, index).flatMap(([, names]) => names)));

// The name of a class; gives a slot.
export const noun = once(() =>
  finding(function* (sentence, index) {
    for (const [end, , names] of at("class", sentence, index)) {
      const written = sentence.written(index, end);
      if (written.includes("-") && isId(written, lookup("entity", written))) continue;
      for (const name of names) yield [end, slot("", name)];
    }
  }, "class"),
);

// A source by its id, title, author or publisher; gives the ids.
export const source = once(() => finding((sentence, index) => at("source", sentence, index).map(([end, , ids]) => [end, ids]), "source"));

// The id of a claim.
export const claim = once(() => finding((sentence, index) => at("claim", sentence, index).flatMap(([end, , ids]) => ids.map((id) => [end, id]))));

// A named thing, of one of the classes if any are given; gives its id, or `ambiguous` if several fit. With
// `unlikeClass`, only by a name that is not the name of a class too (`anchor institution`).
export function entity(classes = [], { unlikeClass = false } = {}) {
  return finding(function* (sentence, index) {
    for (const [end, form, ids] of at("entity", sentence, index)) {
      const written = sentence.written(index, end);
      const exact = isId(written, ids);
      if (unlikeClass && table("class").has(form) && !exact) continue;
      const fitting = classes.length ? ids.filter((id) => isOf(id, classes)) : ids;
      if (exact && fitting.includes(written)) yield [end, written];
      else if (fitting.length === 1) yield [end, fitting[0]];
      else if (fitting.length) yield [end, ambiguous(fitting, sentence.atoms[index].start, sentence.atoms[end - 1].end)];
    }
  }, ...(classes.length ? classes : ["name"]));
}

// A form of a relation between two things; gives its name. `finite`: only forms that can stand without an auxiliary
// (`drove`, not `driven`); `afterBe`: only what the subject does or is after `is` (`part of`, `driving`);
// `participle`: only what is done to it after `is` (`driven`).
export function verb({ finite = false, afterBe = false, participle = false } = {}) {
  return relation("relation", (name, form) => {
    if (finite) return !PARTICIPLE.test(firstOf(form));
    const part = form.endsWith(" of") && form.split(" ").length === 2; // founder of
    const nominal = part || (BE.test(relations().get(name).label.en ?? "") && !BE.test(form));
    const acting = nominal || firstOf(form).endsWith("ing");
    return afterBe ? acting : participle ? !acting && !BE.test(form) : true;
  });
}

// A relation seen from its object (`driven by`); with `afterAux`, also the forms of one word that need `has` before them.
export function inverse({ afterAux = false } = {}) {
  return relation("inverse", (name, form) => {
    // What reads forwards too (`includes`, `is a partner of`) is read forwards.
    const forwards = table("relation").has(form) || relations().get(name).symmetric;
    return !forwards && (afterAux || !table("inverse").has(`has ${form}`));
  });
}

function relation(kind, fits) {
  return finding((sentence, index) => {
    // `anchor institutions` is a noun, not a verb and its object.
    const end = Math.max(0, ...at("class", sentence, index).map(([last]) => last));
    return at(kind, sentence, index).flatMap(([last, form, names]) => {
      return last < end ? [] : names.filter((name) => binary().has(name) && fits(name, form)).map((name) => [last, name]);
    });
  }, "verb");
}

// A number in plain digits between two limits.
export function number(low, high, what) {
  return finding((sentence, index) => {
    const written = sentence.atoms[index]?.text ?? "";
    const text = SPELT.get(written) ?? written;
    const plain = /^[0-9.]+$/.test(text) && /^[0-9]+$/.test(text.replace(".", "")) && text.length <= LONGEST_NUMBER;
    return plain && low <= Number(text) && Number(text) <= high ? [[index + 1, Number(text)]] : [];
  }, what);
}

// The same without a fraction.
export const wholeNumber = (low, high, what) => number(low, high, what).map((found) => (Number.isInteger(found) ? found : null));
