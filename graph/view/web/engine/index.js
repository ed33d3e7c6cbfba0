// Questions answered in the page itself, over the data that it carries: the same answers as `agglo ask` gives.
//
//   readingOf(json)        a reading from plain JSON; throws a QuestionError that says what is wrong with it
//   answer(reading)        {reading, rows, examined}; throws a QuestionError where the command refuses
//   KINDS                  Map of the kinds that can be answered: {needs, filters, hops, longest, general}
//   plain(answer)          an answer as JSON, with the texts of its notes in the reading's language
//   noteText(kind, note, language)   a note, or a row's title, as a text
//   unfit(reading)         the filters that do not go with its kind: the answer does not look at them
//   wider                  what may be asked where a question has no answer, group by group, each from a reading
//   withoutThing, standing what remains without a thing; which clusters still stand under some filters
//   believed(id, filters)  how far a claim may be believed by the evidence that some filters leave
//   weighedBy(id, filters, language)   the same, piece by piece with the arithmetic
//
// Mirrors graph/ask: each module here has a Python module of a like name. No module here touches the document.
// Titles of sources and reasons of claims are among the long texts: await `longTexts()` where they are to be read.

import { relational } from "./answer.js";
import { checked } from "./check.js";
import { INQUESTS, inquest } from "./inquest.js";
import { COMPARE } from "./kinds/compare.js";
import { EVENTS } from "./kinds/events.js";
import { GAPS } from "./kinds/gaps.js";
import { INSTANCES } from "./kinds/instances.js";
import { LOAD } from "./kinds/load.js";
import { LOOPS } from "./kinds/loops.js";
import { PORTFOLIO } from "./kinds/portfolio.js";
import { RIVALS } from "./kinds/rivals.js";
import { SIMILAR } from "./kinds/similar.js";
import { SURVIVORSHIP } from "./kinds/survivorship.js";
import { TRANSFER } from "./kinds/transfer.js";
import { WHY } from "./kinds/why.js";
import { WHY_NOT } from "./kinds/why_not.js";
import { WITHOUT } from "./kinds/without.js";
import { WITNESSES } from "./kinds/witnesses.js";
import { lookFor } from "./look.js";
import { DEFAULT_HOPS, FILTERS, QuestionError, RELATIONAL, but, given } from "./reading.js";
import { noteText } from "./said.js";
import { weighed } from "./weighed.js";
import { wider } from "./wider.js";
import { standing, withoutThing } from "./what_if.js";

const WEIGHED = {
  without: WITHOUT,
  events: EVENTS,
  gaps: GAPS,
  transfer: TRANSFER,
  survivorship: SURVIVORSHIP,
  portfolio: PORTFOLIO,
  "why-not": WHY_NOT,
  rivals: RIVALS,
  loops: LOOPS,
  compare: COMPARE,
  similar: SIMILAR,
  witnesses: WITNESSES,
  instances: INSTANCES,
  load: LOAD,
  why: WHY,
};

// What a question of a kind must say: a thing as subject or object, the class of the subject, the relation.
const NEEDS = {
  ...Object.fromEntries(RELATIONAL.map((name) => [name, ["relation"]])),
  about: ["subject"],
  figures: ["subject"],
  "who-says": ["subject", "relation", "object"],
  without: ["subject"],
  events: ["relation"],
  gaps: ["subject", "object"],
  transfer: ["object"],
  "why-not": ["subject", "object"],
  rivals: ["subject"],
  compare: ["subject", "object"],
  similar: ["subject"],
  witnesses: ["type"],
};

const PLAIN = { filters: but([]), hops: false, general: false, longest: DEFAULT_HOPS };

// By name: how it is answered, what it needs, the filters that go with it, whether the longest chain can be said and how
// long it is where it is not said, and whether it can be asked about nothing in particular.
export const KINDS = new Map(
  [
    ...RELATIONAL.map((name) => [name, { answer: relational, hops: true, general: true }]),
    ...INQUESTS.map((name) => [name, { answer: inquest, general: name === "disputes" || name === "refuted" }]),
    ...Object.entries(WEIGHED),
  ].map(([name, kind]) => [name, { ...PLAIN, needs: NEEDS[name] ?? [], ...kind }]),
);

export const readingOf = (json) => checked(json, KINDS);

// The filters of a reading that do not go with its kind.
export const unfit = ({ kind, filters }) => given(filters).filter((name) => !KINDS.get(kind).filters.has(name));

export function answer(reading) {
  return KINDS.get(reading.kind).answer(lookFor(reading.filters), reading);
}

export function believed(id, filters = {}) {
  const { confidence, independent, evidence } = lookFor(filters).view(id);
  return { confidence, independent_sources: independent, evidence: evidence.length };
}

export function weighedBy(id, filters = {}, language = "en") {
  const look = lookFor(filters);
  return weighed(look, look.view(id), language);
}

// An answer as plain JSON.
export function plain({ reading, rows, examined, ...more }) {
  const { kind, language } = reading;
  const told = (note) => ({ ...note, text: noteText(kind, note, language) });
  const shown = (row) => ({
    start: row.start,
    end: row.end,
    claims: row.claims,
    sign: row.sign,
    confidence: row.confidence,
    hops: row.hops,
    support: row.support,
    independent_sources: row.independent,
    other_paths: row.others,
    verdict: row.verdict,
    remaining: row.remaining,
    nearest: row.nearest ?? null,
    title: row.title ? told(row.title) : null,
    notes: row.notes.map(told),
    ...KINDS.get(kind).details?.(row, language),
  });
  return { ...more, reading, examined, rows: rows.map(shown) };
}

export { FILTERS, QuestionError, noteText, standing, wider, withoutThing };
