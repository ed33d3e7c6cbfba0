// From a question's text to its reading, or to what is wrong with it; mirrors graph/ask/read.py.

import { DATA, LANGUAGES, own } from "../../data.js";
import { className, relations } from "../../engine/tables.js";
import { atomsOf, takes, variants } from "./lexicon.js";
import { inquiries } from "./inquiry.js";
import { likely, weighing } from "./kinds.js";
import { Sentence, TooInvolved } from "./parsing.js";
import { isAmbiguous } from "./reading.js";
import { relational } from "./relational.js";
import { isOf } from "./terminals.js";

export const MAX_LENGTH = 500;
const BREAK = /[,;:.!?，；：。！？、]/u;
// The mark of a language that an answer puts into the question as it was read: `Mill [en]`.
const MARK = / ?\[[a-z]{2,3}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?\]/g;

// The language of a text: `zh-Hant` if it has a character that only Traditional has.
export function languageOf(text) {
  const [english, simplified, traditional] = LANGUAGES;
  if (!/[\u3400-\u9fff]/.test(text)) return english;
  return [...text].some((letter) => variants().has(letter)) ? traditional : simplified;
}

// What a text is read as: {reading}; or {error, language, ...}, where `error` is the name of a message, with `values`,
// `sentence` (how far it was read), `name` (an ambiguous one) or `readings` (several).
export function understood(text) {
  const language = languageOf(text.slice(0, MAX_LENGTH));
  if ([...text].length > MAX_LENGTH) return { error: "long", language, values: [MAX_LENGTH] };
  const first = sentenceOf(text.normalize("NFKC"));
  if (!first.atoms.length) return { error: "empty", language };
  // One character may stand for many: 株式会社 in one.
  if (first.atoms.length > MAX_LENGTH) return { error: "long", language, values: [MAX_LENGTH] };
  try {
    const { found, sentence } = readings(first);
    if (!found.length) return { error: "unread", language, sentence };
    const read = found.filter((each) => !each.fault);
    return read.length ? only(read, sentence, language) : { error: found[0].fault, language };
  } catch (error) {
    if (error instanceof TooInvolved) return { error: "involved", language };
    throw error;
  }
}

function sentenceOf(text, every = false) {
  const atoms = atomsOf(text);
  const breaks = new Set();
  for (let at = 1; at < atoms.length; at += 1) if (BREAK.test(text.slice(atoms[at - 1].end, atoms[at].start))) breaks.add(at);
  return new Sentence(atoms, breaks, text, every);
}

// The readings with the longest names; only if there is none, those with shorter ones. A name may hold what looks like
// the mark of a language, so marks are left out only where nothing is read.
function readings(given) {
  let sentence = given;
  let found = tried(sentence);
  if (!found.length) {
    sentence = sentenceOf(given.text, true);
    found = tried(sentence);
  }
  const bare = found.length ? given.text : given.text.replace(MARK, "");
  return bare === given.text ? { found: unlike(found), sentence } : readings(sentenceOf(bare));
}

function tried(sentence) {
  // All kinds are tried only to see how far they come, of which a refusal speaks.
  for (const parser of [relational, inquiries, () => likely(sentence), weighing]) {
    const found = sentence.readings(parser());
    if (found.length) return found;
  }
  return [];
}

const unlike = (list) => [...new Map(list.map((each) => [JSON.stringify(each), each])).values()];
const inLanguage = (reading, language) => ({ ...reading, language });

// Choose among things of one name and relations of one verb by what the relation takes, else ask back.
function only(found, sentence, language) {
  const asked = (name) => ({ error: "ambiguous-name", language, sentence, name });
  for (const reading of found) {
    const name = [...reading.subject.places, ...reading.object.places, ...Object.values(reading.filters).flat(2), reading.mechanism].find(isAmbiguous);
    if (name) return asked(name);
  }
  const every = unlike(found.flatMap(withEachName));
  const fits = every.filter(fitting);
  const fit = fits.length ? fits : every;
  if (fit.length === 1) return { reading: inLanguage(fit[0], language) };
  const name = found.flatMap(({ subject, object }) => [subject.entity, object.entity]).find(isAmbiguous);
  return name ? asked(name) : { error: "ambiguous", language, values: [fit.length], readings: fit.map((each) => inLanguage(each, language)) };
}

// A reading for every thing that an ambiguous name may stand for.
function withEachName(reading) {
  const ends = ({ entity, ...rest }) => (isAmbiguous(entity) ? entity.candidates.map((id) => ({ entity: id, ...rest })) : [{ entity, ...rest }]);
  return ends(reading.subject).flatMap((subject) => ends(reading.object).map((object) => ({ ...reading, subject, object })));
}

function fitting({ relation, subject, object }) {
  if (!relation) return true;
  const [domain, range] = takes(relation);
  return relations().has(relation) && holds(domain, subject) && holds(range, object);
}

const isA = (name, classes) => [name, ...(className(name)?.parents ?? [])].some((each) => classes.includes(each));

// Whether an end of a relation, which takes the classes, may be what the slot says.
function holds(classes, { entity, type }) {
  if (!classes.length) return true;
  if (entity) return isOf(entity, classes);
  if (!type || own(DATA.roles, type)) return true;
  return isA(type, classes) || classes.some((each) => isA(each, [type]));
}
