// What a question was read as: the same small tree as in graph/ask/reading.py, with one filter more.

export const DEFAULT_HOPS = 3;
export const MAX_HOPS = 6;
// The kinds that a relation makes: which A R which B; what did X R; what R Y; how did X R Y.
export const RELATIONAL = ["pairs", "objects", "subjects", "paths"];

// A question that cannot be answered.
export class QuestionError extends Error {}

// One end of a relation: a named thing, anything of a class, or anything at all; it lies in one of the places, if any.
export const slot = (entity = "", type = "", places = []) => ({ entity, type, places });

// What narrows an answer:
//   through          groups of mechanisms; each must be met, by any one mechanism in it or a narrower one
//   not_through      mechanisms none of which may occur
//   places           the effect lies in one of these
//   not_places       it lies in none of these
//   since, until     first and last year of the period
//   sources          only claims that one of these sources supports
//   confidence       claims of lower or the same confidence, or not assessed, are left out
//   as_of            a year; only claims that held then
//   known_by         a year; only evidence that had been published by its end, and belief from that alone
//   without_sources  the page's own: evidence of these sources is not seen, and belief comes from the rest
const NO_FILTERS = {
  through: [],
  not_through: [],
  places: [],
  not_places: [],
  since: null,
  until: null,
  sources: [],
  confidence: null,
  as_of: null,
  known_by: null,
  without_sources: [],
};
export const FILTERS = Object.keys(NO_FILTERS);
// Those about a whole path; the others are about each claim by itself.
export const OF_PATHS = ["through", "not_through", "places", "not_places"];
export const filters = (given = {}) => ({ ...NO_FILTERS, ...given });
export const but = (names) => new Set(FILTERS.filter((name) => !names.includes(name)));
const isGiven = (value) => value !== null && !(Array.isArray(value) && !value.length);
export const given = (found) => FILTERS.filter((name) => isGiven(found[name]));

export function reading(kind, { relation = "", subject = slot(), object = slot(), filters: some = {}, ...more } = {}) {
  const { hops = DEFAULT_HOPS, language = "en", mechanism = "", claim = "" } = more;
  return { kind, relation, subject, object, filters: filters(some), hops, language, mechanism, claim };
}
