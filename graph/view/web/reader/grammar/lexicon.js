// Every word that a question may be made of: the vocabulary's phrases, the function words, the names of things and
// sources; mirrors graph/ask/lexicon.py. Made when the first question is read.

import { CLAIMS, DATA, ENTITIES, SOURCES } from "../../data.js";
import { once } from "../../engine/sets.js";
import { atoms, fold, isAscii } from "./folding.js";
import { bases, singulars } from "./words.js";

// The longest name or phrase that is looked up, in atoms (a Chinese character is one).
const LONGEST = 64;
export const SPLIT = "…";

const MORE = DATA.grammar ?? { tables: {}, traditional: "", simplified: "", relations: {} };
export const canRead = Boolean(DATA.grammar);

// Traditional to Simplified characters.
export const variants = once(() => {
  const after = [...MORE.simplified];
  return new Map([...MORE.traditional].map((letter, at) => [letter, after[at]]));
});

// For each kind the meanings of each folded phrase.
const tables = {};
export function table(kind) {
  tables[kind] ??= made(kind);
  return tables[kind];
}

function made(kind) {
  const found = new Map();
  const add = (phrase, meaning) => {
    const known = found.get(phrase);
    if (!known) found.set(phrase, [meaning]);
    else if (!known.includes(meaning)) known.push(meaning);
  };
  for (const [text, id] of names(kind)) {
    const phrase = fold(text, variants());
    if (phrase) add(phrase, id);
  }
  for (const [meaning, phrases] of Object.entries(MORE.tables[kind] ?? {})) for (const phrase of phrases) add(phrase, meaning);
  return found;
}

function* names(kind) {
  if (kind === "claim") for (const id of CLAIMS.keys()) yield [id, id];
  if (kind === "entity") {
    for (const [id, { label, also }] of ENTITIES) for (const text of [id, ...Object.values(label), ...also]) yield [text, id];
  }
  if (kind === "source") {
    for (const [id, { publisher, author }] of SOURCES) for (const text of [id, publisher ?? "", ...(author ?? [])]) yield [text, id];
  }
}

export const meaningsOf = (kind, phrase) => table(kind).get(phrase) ?? [];
export const lookup = (kind, text) => meaningsOf(kind, fold(text, variants()));
export const atomsOf = (text) => atoms(text, variants());
// The classes that the ends of a relation take, first its cause's, then its effect's.
export const takes = (relation) => (Object.hasOwn(MORE.relations, relation) ? MORE.relations[relation] : [[], []]);

// The phrases of a kind that begin at an atom, longest first: where each ends, its text, what it means. A word that the
// tables lack is tried as a regular form of one that they have. Unless the sentence asks for every one, the longest alone.
export function at(kind, sentence, start) {
  const key = `${kind} ${start}`;
  let found = sentence.found.get(key);
  if (!found) {
    found = [];
    for (const [end, phrase] of sentence.phrases(start, LONGEST)) {
      const hit = known(kind, phrase);
      if (hit) found.push([end, ...hit]);
    }
    found = sentence.every ? found.reverse() : found.slice(-1);
    sentence.found.set(key, found);
  }
  return found;
}

function known(kind, phrase) {
  const all = table(kind);
  if (all.has(phrase)) return [phrase, all.get(phrase)];
  for (const form of forms(kind, phrase)) if (all.has(form)) return [form, all.get(form)];
  return null;
}

const cut = (text, at) => (at < 0 ? ["", text] : [text.slice(0, at), text.slice(at + 1)]);

// Other forms under which a phrase may stand in the tables.
function* forms(kind, phrase) {
  if (!isAscii(phrase)) return;
  if (kind === "relation") {
    const space = phrase.indexOf(" ");
    const [first, rest] = space < 0 ? [phrase, ""] : [phrase.slice(0, space), phrase.slice(space)];
    for (const base of bases(first)) yield base + rest;
  }
  if ((kind === "relation" || kind === "inverse") && phrase.endsWith(" of")) {
    const before = phrase.slice(0, -3);
    const [head, last] = cut(before, before.lastIndexOf(" "));
    for (const one of singulars(last)) for (const article of ["", "a"]) yield [article, head, one, "of"].filter(Boolean).join(" ");
  } else if (kind === "class" || kind === "entity") {
    const [head, last] = cut(phrase, phrase.lastIndexOf(" "));
    for (const one of singulars(last)) yield head ? `${head} ${one}` : one;
    if (phrase.includes(" s ")) yield phrase.replaceAll(" s ", " ");
  }
}
