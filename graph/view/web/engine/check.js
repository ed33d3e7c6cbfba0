// From plain JSON (of an address, a test, another part of the page) to a reading, or to an error that says what is wrong.

import { FILTERS, MAX_HOPS, QuestionError, filters, reading, slot } from "./reading.js";
import { className, isClaim, isThing, relations } from "./tables.js";
import { SOURCES } from "../data.js";

const LANGUAGES = ["en", "zh-Hans", "zh-Hant"];
const YEARS = ["since", "until", "as_of", "known_by"];

// `kinds`: Map of the kinds that can be answered, see index.js.
export function checked(json, kinds) {
  const said = Object.fromEntries(Object.entries(json ?? {}).filter(([, value]) => value !== null));
  const { kind, relation = "", subject = {}, object = {}, filters: some = {}, language = "en", mechanism = "", claim = "" } = said;
  if (!kinds.has(kind)) throw new QuestionError(`no question of the kind ${JSON.stringify(kind)} is answered here`);
  const { longest, needs } = kinds.get(kind);
  const { hops = longest } = said;
  if (!Number.isInteger(hops) || hops < 1 || hops > MAX_HOPS) throw new QuestionError(`a path has 1 to ${MAX_HOPS} claims, not ${hops}`);
  if (!LANGUAGES.includes(language)) throw new QuestionError(`no answers in the language ${JSON.stringify(language)}`);
  if (relation && !relations().has(relation)) throw new QuestionError(`no relation ${JSON.stringify(relation)}`);
  if (claim && !isClaim(claim)) throw new QuestionError(`no claim ${JSON.stringify(claim)}`);
  if (mechanism) known(mechanism);
  const ends = { subject: end(subject), object: end(object) };
  const told = { subject: ends.subject.entity, object: ends.object.entity, type: ends.subject.type, relation };
  const missing = needs.filter((name) => !told[name]);
  if (missing.length) throw new QuestionError(`a question of the kind ${kind} needs: ${missing.join(", ")}`);
  return reading(kind, { relation, ...ends, filters: narrowed(some), hops, language, mechanism, claim });
}

function known(id) {
  if (typeof id !== "string" || !isThing(id)) throw new QuestionError(`nothing has the id ${JSON.stringify(id)}`);
  return id;
}

function end({ entity = "", type = "", places = [] }) {
  if (entity) known(entity);
  if (type && (typeof type !== "string" || !className(type))) throw new QuestionError(`no class ${JSON.stringify(type)}`);
  return slot(entity, type, list(places).map(known));
}

function list(value) {
  if (!Array.isArray(value)) throw new QuestionError(`a list is wanted, not ${JSON.stringify(value)}`);
  return value;
}

function narrowed(json) {
  const found = filters();
  for (const [name, value] of Object.entries(json)) {
    if (value === null) continue; // a filter that is not set, whether or not the page knows it
    if (!FILTERS.includes(name)) throw new QuestionError(`no filter ${JSON.stringify(name)}`);
    if (YEARS.includes(name)) found[name] = year(value);
    else if (name === "confidence") found[name] = number(value);
    else if (name === "through") found[name] = list(value).map((group) => list(group).map(known));
    else if (name.endsWith("sources")) found[name] = list(value).map(source);
    else found[name] = list(value).map(known);
  }
  return found;
}

function year(value) {
  if (!Number.isInteger(value) || Math.abs(value) > 9999) throw new QuestionError(`a year is wanted, not ${JSON.stringify(value)}`);
  return value;
}

function number(value) {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new QuestionError(`a number is wanted, not ${JSON.stringify(value)}`);
  return value;
}

function source(id) {
  if (!SOURCES.has(id)) throw new QuestionError(`no source ${JSON.stringify(id)}`);
  return id;
}
