// Readings as questions in words, as `agglo ask` says them and reads them; mirrors graph/ask/sentences.py,
// inquest_sentences.py and the `question` texts of the kinds.

import { DATA, LANGUAGES, SOURCES, own } from "../data.js";
import { KINDS } from "../engine/index.js";
import { DEFAULT_HOPS, RELATIONAL, filters as allFilters } from "../engine/reading.js";
import { classLabel, label as labelOf, relationLabel, sourceTitle, splitAt } from "../engine/said.js";
import { kindTexts, namesake, relations } from "../engine/tables.js";
import { baseForm, pastForm, plural, pluralForm } from "./english.js";
import { partsOf } from "./parts.js";

const MORE = DATA.reader ?? {};
const listed = (key, id) => (MORE[key] ?? []).includes(id);
const isChinese = (language) => language.startsWith("zh");
const fill = (template, values) => template.replace(/\{(\d+)\}/g, (_, at) => String(values[at] ?? ""));

// A reading as a question in a language; without how long a chain may be, if `short`.
export function sentence(reading, language = reading.language ?? "en", { short = false } = {}) {
  const writer = new Writer({ hops: KINDS.get(reading.kind)?.longest ?? DEFAULT_HOPS, ...reading, filters: allFilters(reading.filters), language }, short);
  const text = isChinese(language) ? writer.chinese() : writer.english();
  return text[0].toUpperCase() + text.slice(1);
}

class Writer {
  constructor(reading, short) {
    Object.assign(this, { reading, short, language: reading.language });
    this.relation = relations().get(reading.relation);
  }

  say(name, ...values) {
    return fill(own(own(MORE.messages, this.language), name) ?? "", values);
  }

  get relational() {
    return RELATIONAL.includes(this.reading.kind);
  }

  // Whether only chains of one claim are asked for.
  get direct() {
    return Boolean(this.relation?.transitive) && this.reading.hops === 1;
  }

  // A label; the id where that is the name of another, or at an end of a relation of a class.
  label(id) {
    const { subject, object } = this.reading;
    const end = this.relational && (id === subject.entity || id === object.entity);
    const unclear = namesake(id, this.language) || (end && (own(MORE.classlike, this.language) ?? []).includes(id));
    return unclear ? id : labelOf(id, this.language);
  }

  names(ids, joint) {
    return ids.map((id) => this.label(id)).join(this.say(joint));
  }

  kind(slot) {
    return classLabel(slot.type, this.language);
  }

  anything(end) {
    const people = this.relation && (own(MORE.who, end) ?? []).includes(this.relation.name);
    return this.say(people ? "who" : "what");
  }

  // The filters except the place, each as a phrase.
  filters() {
    const { through, not_through: barred, sources, confidence, not_places: outside, as_of: then, known_by: known } = this.reading.filters;
    const single = through.length > 1 && through.every((group) => group.length === 1);
    const yes = single ? [this.say("through", this.names(through.flat(), "and"))] : through.map((group) => this.say("through", this.names(group, "or")));
    const titles = [...new Set(sources.map((id) => this.title(id, sources)))];
    return [
      ...yes,
      ...(barred.length ? [this.say("not_through", this.names(barred, "or"))] : []),
      ...(outside.length ? [this.say("not_places", this.names(outside, "or"))] : []),
      ...this.period(),
      ...(then === null ? [] : [this.say("as_of", then)]),
      ...(known === null ? [] : [this.say("known_by", known)]),
      ...(titles.length ? [this.say("sources", titles.join(this.say("or")))] : []),
      ...(confidence === null ? [] : [this.say("confidence", String(confidence))]),
      ...this.chain(),
    ];
  }

  // A source's title, or its id where another source has that title, too.
  title(id, among) {
    const title = sourceTitle(id, this.language);
    const shared = [...SOURCES.keys()].some((other) => !among.includes(other) && LANGUAGES.some((tag) => sourceTitle(other, tag) === title));
    return shared ? id : title;
  }

  chain() {
    const { hops, kind } = this.reading;
    if (this.short) return [];
    if (this.relational) return this.relation.transitive && !this.direct ? [this.say("hops", hops)] : [];
    return ["loops", "why-not"].includes(kind) ? [this.say(hops > 1 ? "hops" : "one-hop", hops)] : [];
  }

  period() {
    const { since, until } = this.reading.filters;
    if (since !== null && until !== null) return [since === until ? this.say("in", since) : this.say("between", since, until)];
    if (since !== null) return [this.say("since", since)];
    return until === null ? [] : [this.say("until", until)];
  }

  // ---- English

  english() {
    const said = this.filters().map((each) => this.say("comma") + each).join("");
    return this.clause() + this.within(this.reading.filters.places) + said + this.say("end");
  }

  within(places) {
    return places.length ? this.say("place", places.map((id) => this.place(id)).join(this.say("or"))) : "";
  }

  place(id) {
    const name = this.label(id);
    return name.startsWith("United ") || listed("articled", id) ? `the ${name}` : name;
  }

  named(id) {
    const name = this.label(id);
    if (isChinese(this.language)) return name;
    return listed("common", id) && name !== id ? `the ${name}` : name;
  }

  clause() {
    return this.relational ? this.relationClause() : this.inquestClause();
  }

  relationClause() {
    const { reading, relation } = this;
    const label = relationLabel(relation.name, "en");
    const [subject, target] = [this.slot(reading.subject, "subject"), this.slot(reading.object, "object")];
    const causal = relation.kind === "causal";
    const direct = this.direct ? this.say("hop") : "";
    if (reading.kind === "pairs" || reading.kind === "subjects") {
      const verb = causal ? pastForm(label) : reading.subject.type ? pluralForm(label) : label;
      return `${subject} ${direct}${verb} ${target}`;
    }
    const first = reading.kind === "paths" ? this.say("how") : `${target} `;
    const last = reading.kind === "paths" ? ` ${target}` : "";
    const [verb, ...rest] = label.split(" ");
    if (["is", "was"].includes(verb)) return `${first}${verb} ${subject} ${rest.join(" ")}${last}`;
    const did = causal || !verb.endsWith("s") ? "did" : "does";
    return `${first}${did} ${subject} ${direct}${baseForm(label)}${last}`;
  }

  slot(slot, end) {
    if (slot.entity) return this.named(slot.entity);
    return (slot.type ? this.say("which", plural(this.kind(slot))) : this.anything(end)) + this.within(slot.places);
  }

  inquestClause() {
    const { reading } = this;
    const about = reading.subject.entity ? this.named(reading.subject.entity) : "";
    if (reading.kind === "disputes" || reading.kind === "refuted") return about ? this.say(`${reading.kind}-about`, about) : this.say(reading.kind);
    if (reading.kind === "figures" && reading.relation) return this.say("figure", own(MORE.measures, reading.relation) ?? "", about);
    if (reading.kind === "who-says") return this.say("who-says", `${about} ${relationLabel(reading.relation, "en")} ${this.named(reading.object.entity)}`);
    return kindTexts(reading.kind, this.language) ? this.question() : this.say(reading.kind, about);
  }

  // The question of a kind with texts of its own.
  question() {
    const { kind } = this.reading;
    const texts = kindTexts(kind, this.language);
    const values = partsOf(this.reading, (id) => this.named(id));
    const special = values.length ? `question-${values.length}` : "question-all";
    return fill(texts[special] ?? texts.question, values);
  }

  // ---- Chinese

  chinese() {
    const { reading } = this;
    const filters = this.filters();
    const { places } = reading.filters;
    const inside = this.relational && places.length && !reading.object.entity;
    // Some kinds name their places before the question.
    const front = kindTexts(reading.kind, this.language)?.placed;
    const before = places.length && front ? fill(front, [this.names(places, "or")]) : "";
    if (places.length && !inside && !before) filters.unshift(this.say("place", this.names(places, "or")));
    const said = filters.map((each) => this.say("comma") + each).join("");
    const clause = this.relational ? this.chineseRelation(inside ? places : []) : this.chineseInquest();
    return before + clause + said + this.say("end");
  }

  chineseRelation(places) {
    const { reading } = this;
    const subject = this.chineseSlot(reading.subject, reading.subject.places, "subject");
    const target = this.chineseSlot(reading.object, places, "object");
    const how = reading.kind === "paths" ? this.say("how") : "";
    const [verb, mark, rest] = splitAt(this.verb());
    const done = this.relation.kind === "causal" && !(mark || how || /[给給]$/u.test(verb)) ? "了" : "";
    const direct = this.direct ? this.say("hop") : "";
    return `${subject}${how}${direct}${verb}${done}${target}${rest}`;
  }

  verb() {
    const label = relationLabel(this.relation.name, this.language);
    return listed("mutual", this.relation.name) ? `${this.say("with")}…${label}` : label;
  }

  chineseSlot(slot, places, end) {
    if (slot.entity) return this.label(slot.entity);
    const around = places.length ? this.say("of", this.names(places, "or")) : "";
    return around + (slot.type ? this.say("which", this.kind(slot)) : this.anything(end));
  }

  chineseInquest() {
    const { reading } = this;
    const about = reading.subject.entity ? this.label(reading.subject.entity) : "";
    if (reading.kind === "disputes") return about + this.say("disputes");
    if (reading.kind === "refuted") return about ? this.say("refuted-about", about) : this.say("refuted");
    if (reading.kind === "figures" && reading.relation) return this.say("figure", about, relationLabel(reading.relation, this.language));
    if (reading.kind === "who-says") {
      const [first, , after] = splitAt(this.verb());
      return this.say("who-says", `${about}${first}${this.label(reading.object.entity)}${after}`);
    }
    return kindTexts(reading.kind, this.language) ? this.question() : this.say(reading.kind, about);
  }
}
