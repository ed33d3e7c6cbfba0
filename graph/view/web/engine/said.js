// Words of answers: names, claims as sentences, and notes, as `agglo ask` says them.

import { CLAIMS, DATA, ENTITIES, MESSAGES, SOURCES, own } from "../data.js";
import { sameName } from "./makers.js";
import { unique } from "./sets.js";
import { className, kindTexts, messageOf, namesake, relations } from "./tables.js";

// The text that a reader gets and its tag: in the language, the other script of Chinese, English, or any.
function chosen(texts, language) {
  const tags = Object.keys(texts ?? {}).sort();
  const close = tags.filter((tag) => tag.startsWith(`${language}-`));
  const order = [language, ...close, ...(language.startsWith("zh") ? ["zh-Hans", "zh-Hant", "zh"] : []), "en", ...tags];
  const tag = order.find((each) => own(texts, each) !== undefined) ?? "";
  return [tag ? texts[tag] : "", tag];
}
export const inLanguage = (texts, language) => chosen(texts, language)[0];

const foreign = (tag, language) => (tag === language || tag.startsWith(`${language}-`) ? "" : tag);
// The text as others have it in them: marked where it is not in the reader's language.
export function inText(texts, language) {
  const [said, tag] = chosen(texts, language);
  return foreign(tag, language) ? `${said} [${tag}]` : said;
}

export const label = (id, language) => inText(ENTITIES.get(id)?.label, language) || id;
export const relationLabel = (name, language) => inText(relations().get(name)?.label, language);
export const classLabel = (name, language) => inText(className(name)?.label, language);
export const unitLabel = (name, language) => inText(own(DATA.units, name)?.label, language);
export const choiceLabel = (key, name, language) => inText(own(own(DATA.choices, key), name)?.label, language);
export const sourceTitle = (id, language) => inLanguage(SOURCES.get(id)?.title, language) || id;
// The tag of a source's title where it is not in the reader's language; else "".
export const titleTag = (id, language) => foreign(chosen(SOURCES.get(id)?.title, language)[1], language);
// The title as it stands in a text, marked where it is not in the reader's language.
export const markedTitle = (id, language) => inText(SOURCES.get(id)?.title, language) || id;

// A template with values for its `{0}`, `{1}`, …; `{0:,}` has a comma between thousands.
function filled(template, values) {
  return template.replace(/\{(\d+)(:,)?\}/g, (_, at, comma) => (comma ? values[at].toLocaleString("en") : String(values[at])));
}
export const message = (name, language, ...values) => filled(messageOf(name, language), values);
export const text = (kind, name, language, ...values) => filled(kindTexts(kind, language)[name], values);

// A verb's text before and after the place of its object: 使…衰落.
const SPLIT = "…";
export function splitAt(term) {
  const at = term.indexOf(SPLIT);
  return at < 0 ? [term, "", ""] : [term.slice(0, at), SPLIT, term.slice(at + 1)];
}

// A claim as a sentence: subject, relation, object or figure.
export function statement(claim, language) {
  const relation = relationLabel(claim.relation, language);
  const subject = label(claim.subject, language);
  const space = language.startsWith("zh") ? "" : " ";
  if (claim.object) {
    const target = label(claim.object, language);
    const [before, mark, after] = splitAt(relation);
    return mark ? subject + before + target + after : subject + space + relation + space + target;
  }
  const said = subject + space + relation;
  return claim.unit ? `${said} ${claim.value} ${unitLabel(claim.unit, language)}` : said;
}

// A claim's line in the fact files.
export const lineOf = ({ file, line }) => `${file}:${line}`;
export const position = (id) => lineOf(ENTITIES.get(id));
export const reasonOf = (id, language) => inText(CLAIMS.get(id)?.reason, language);

// ---- notes: {name, values, claims, level}; a value is a text, a number, {id} of a thing or class, or a list of these

export const note = (name, values = [], claims = [], level = 0) => ({ name, values, claims, level });
export const named = (id) => ({ id });
export const nameIn = (id, language) => (className(id) ? classLabel(id, language) : label(id, language));

function said(value, language) {
  if (Array.isArray(value)) return value.map((each) => said(each, language)).join(message("list", language));
  return typeof value === "object" ? nameIn(value.id, language) : value;
}

// A note of a kind of question as a text.
export const noteText = (kind, { name, values }, language) => text(kind, name, language, ...values.map((value) => said(value, language)));

// ---- filters as a question says them

// Each filter but places as a phrase, in the order in which questions have them.
export function filterPhrases(filters, language) {
  const say = (name, ...values) => message(name, language, ...values);
  const names = (ids, joint) => ids.map((id) => (namesake(id, language) ? id : label(id, language))).join(say(joint));
  const groups = filters.through;
  const single = groups.length > 1 && groups.every((group) => group.length === 1);
  const yes = single ? [say("through", names(groups.flat(), "and"))] : groups.map((group) => say("through", names(group, "or")));
  const no = filters.not_through.length ? [say("not_through", names(filters.not_through, "or"))] : [];
  const outside = filters.not_places.length ? [say("not_places", names(filters.not_places, "or"))] : [];
  const clocks = ["as_of", "known_by"].filter((name) => filters[name] !== null).map((name) => say(name, filters[name]));
  const sources = filters.sources.length ? [say("sources", sourcesPhrase(filters.sources, language))] : [];
  const sure = filters.confidence === null ? [] : [say("confidence", Number(filters.confidence.toPrecision(6)))];
  const off = filters.without_sources.length;
  const unseen = off ? [MESSAGES[off > 1 ? "sources_off" : "sources_off_one"][language].replace("{count}", off)] : [];
  return [...yes, ...no, ...outside, ...period(filters, say), ...clocks, ...sources, ...sure, ...unseen];
}

function period({ since, until }, say) {
  if (since !== null && until !== null) return [since === until ? say("in", since) : say("between", since, until)];
  if (since !== null) return [say("since", since)];
  return until === null ? [] : [say("until", until)];
}

// The publisher or author that all the sources have and no other, else their titles.
function sourcesPhrase(ids, language) {
  const made = (id) => [SOURCES.get(id)?.publisher, ...(SOURCES.get(id)?.author ?? [])].filter(Boolean);
  if (ids.length > 1) {
    for (const maker of made(ids[0])) {
      const its = [...SOURCES.keys()].filter((id) => made(id).some((each) => sameName(each) === sameName(maker)));
      if (its.length === ids.length && its.every((id) => ids.includes(id))) return maker;
    }
  }
  return unique(ids.map((id) => markedTitle(id, language))).join(message("or", language));
}
