// Asking: the question in the address, its answer over the page's data, and what of the answer the views show.
//
// The address holds the question in words, as the command takes it. The filters of the page narrow the answer as the
// command's do.

import { DATA, ENTITIES } from "./data.js";
import { answer, readingOf, wider } from "./engine/index.js";
import { edgeOfClaim } from "./graph.js";
import { LIMIT, bringers } from "./part.js";
import { forget } from "./places.js";
import { read, sentence } from "./reader/index.js";
import { change, field, state } from "./store.js";

field("asked", { key: "ask", initial: "", read: (text) => (read(text).reading ? text : undefined) });

// Filters of the page, in the shape of a reading's: functions that give a part of them.
export const narrowings = [
  () => ({
    ...(state.through.size ? { through: [[...state.through]] } : {}),
    ...(state.places.size ? { places: [...state.places] } : {}),
    ...(state.confidence === null ? {} : { confidence: state.confidence }),
    ...(state.hiddenSources.size ? { without_sources: [...state.hiddenSources] } : {}),
    ...(state.since === null || state.since === undefined ? {} : { since: state.since }),
    ...(state.until === null || state.until === undefined ? {} : { until: state.until }),
  }),
];

export const pageFilters = () => Object.assign({}, ...narrowings.map((part) => part()));

// A reading with the page's filters added to its own.
export function narrowed(reading) {
  const [own, more] = [reading.filters ?? {}, pageFilters()];
  const filters = { ...own, ...more };
  for (const key of ["through", "not_through", "places", "not_places", "sources"]) {
    if (own[key]?.length && more[key]?.length) filters[key] = [...own[key], ...more[key]];
  }
  return { ...reading, filters };
}

// The answer to the question in the address, or null; computed again only when the question or a filter changes.
let kept = { key: "", answer: null };
export function current() {
  if (!state.asked) return null;
  const key = JSON.stringify([state.asked, pageFilters()]);
  if (kept.key !== key) kept = { key, answer: answered(state.asked) };
  return kept.answer;
}

function answered(text) {
  const { reading } = read(text);
  return reading ? answer(readingOf(narrowed(reading))) : null;
}

// The questions that have an answer where the one in the address has none; found once, as the answer is.
export function instead() {
  if (!current()) return [];
  kept.instead ??= offered(readingOf(read(state.asked).reading));
  return kept.instead;
}

function offered(reading) {
  for (const group of wider) {
    const found = group(reading).filter((each) => answer(readingOf(narrowed(each))).rows.length);
    if (found.length) return found;
  }
  return [];
}

// Ask a question: in words, or as a reading. Tells what is wrong with the words, or null.
export function ask(question) {
  const text = typeof question === "string" ? question : sentence(question, "en");
  const found = read(text);
  if (!found.reading) return found;
  forget();
  change({ asked: text, opening: 0, everything: false, seeds: [], selected: null }, { step: true });
  return null;
}

export function unask() {
  forget();
  change({ asked: "", opening: 1 }, { step: true });
}

// The question in the reader's language.
export function questionText() {
  const found = current();
  return found ? sentence(found.reading, state.language, { short: true }) : "";
}

// The command that gives what the page shows, filters and all. A question that they leave alone stays as it was asked.
export function command() {
  if (!state.asked && state.seeds.length) return `agglo view ${state.seeds.map(({ id }) => `--focus ${id}`).join(" ")} --hops 1 --open`;
  const words = state.asked || DATA.opening.question.en;
  const { reading } = read(words); // none on a page without the words of questions
  const narrows = reading && Object.keys(pageFilters()).length;
  return `agglo ask ${quoted(narrows ? sentence(narrowed(reading), "en") : words)}`;
}

const quoted = (text) => `"${text.replace(/[\\"$`]/g, "\\$&")}"`;

// The claims of the first rows, as many as can be drawn, and what they are about.
bringers.push(() => {
  const found = current();
  if (!found) return { claims: [], things: [] };
  const claims = [];
  const things = new Set();
  for (const row of found.rows) {
    const ends = row.claims.map(edgeOfClaim).filter(Boolean).flatMap(({ from, to }) => [from, to]);
    for (const id of [row.start, row.end, ...ends]) if (id && ENTITIES.has(id)) things.add(id);
    if (things.size > LIMIT) break;
    claims.push(...row.claims);
  }
  return { claims, things: [...things] };
});
