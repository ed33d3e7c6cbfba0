// The answer to a question as a list: each row with its verdict, its claims, and what else is said of it.

import { ask, command, current, instead, questionText, unask } from "./ask.js";
import { CLAIMS, ENTITIES, MESSAGES, own } from "./data.js";
import { noteText } from "./engine/said.js";
import { glyph } from "./marks.js";
import { claimLine } from "./parts.js";
import { sentence } from "./reader/index.js";
import { state } from "./store.js";
import { count, element, nameOf, number, say } from "./words.js";

const SHOWN = 50;

export const verdictText = (verdict) => {
  const key = `verdict_${String(verdict).replaceAll("-", "_")}`;
  return own(MESSAGES, key) ? say(key) : String(verdict);
};

// The elements of the answer, for the panel; null if nothing is asked.
export function answerPage(choose) {
  const found = current();
  if (!found) return null;
  const { rows, examined } = found;
  const left = examined["claims left out by filters"] ?? 0;
  return [
    element("div", { class: "heading" }, element("div", {}, element("p", { class: "kicker" }, say("answer")), element("h2", {}, questionText()))),
    element("p", { class: "quiet" }, say("answer_examined", { claims: number(examined.claims ?? 0), left: number(left) })),
    rows.length
      ? element("ol", { class: "answers" }, rows.slice(0, SHOWN).map((row) => element("li", {}, rowElements(row, choose))))
      : element("p", { class: "notice" }, say("answer_none")),
    rows.length ? null : offered(),
    rows.length > SHOWN ? element("p", { class: "quiet" }, say("answer_first", { shown: SHOWN, all: number(rows.length) })) : null,
    element("p", { class: "quiet" }, say("answer_command"), " ", element("code", {}, command())),
    element("p", { class: "buttons" }, element("button", { type: "button", onclick: unask }, say("answer_back"))),
  ];
}

function offered() {
  const questions = instead();
  if (!questions.length) return null;
  const button = (reading) => element("button", { type: "button", class: "link", onclick: () => ask(reading) }, sentence(reading, state.language, { short: true }));
  return element("div", { class: "offers" }, element("p", { class: "quiet" }, say("answer_instead")), element("ul", {}, questions.map((each) => element("li", {}, button(each)))));
}

function rowElements(row, choose) {
  const { start, end, claims, verdict, title, notes = [], confidence } = row;
  const { kind } = current().reading;
  const told = (note) => noteText(kind, note, state.language);
  const name = (id) => (ENTITIES.has(id) ? element("button", { type: "button", class: "link entity", onclick: () => choose("entity", id) }, glyph(ENTITIES.get(id).type), nameOf(id)) : null);
  const ends = [name(start), start && end && start !== end ? " → " : null, end !== start ? name(end) : null];
  const mark = (text, kind = "") => element("span", { class: `mark ${kind}` }, text);
  const marks = verdict ? [mark(verdictText(verdict), "verdict")] : [];
  if (claims.length) {
    const value = confidence === null ? say("not_assessed") : number(confidence);
    marks.push(mark(say("answer_confidence", { value })), mark(count("independent", row.independent)));
    if (row.hops > 1) marks.push(mark(verdictText(row.support)));
  }
  return [
    element("p", { class: "ends" }, title ? element("strong", {}, told(title)) : ends),
    element("p", { class: "marks" }, marks),
    ...notes.map((note) => element("p", { class: "quiet" }, told(note))),
    element("ul", {}, claims.filter((id) => CLAIMS.has(id)).map((id) => element("li", {}, claimLine(id)))),
    row.remaining?.length ? element("details", {}, element("summary", {}, say("answer_remaining", { count: number(row.remaining.length) })), element("ul", {}, row.remaining.map((id) => element("li", {}, claimLine(id))))) : null,
  ];
}


