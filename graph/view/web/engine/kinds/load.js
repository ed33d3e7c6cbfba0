// Which claims bear the most load: how many competency answers would no longer hold if a claim fell. What rests on each
// claim was found out when the release was built. Mirrors graph/ask/kinds/load.py.

import { Row, lookedAt, pathOf } from "../answer.js";
import { claimPasses, concerns } from "../inquest.js";
import { QuestionError, but } from "../reading.js";
import { inText, note, statement } from "../said.js";
import { load as found } from "../tables.js";

// One row for each claim on which an answer rests, what should be verified first at the head.
function load(look, reading) {
  const { filters, language, subject } = reading;
  if (hasClock(filters)) throw new QuestionError("with a clock every question would be asked anew: ask the command");
  const { flips = [], questions = 0, failing = 0, claims = 0, paths = 0 } = found();
  const all = flips.map(([id, ...lost]) => [look.view(id), lost]);
  const wanted = subject.entity ? all.filter(([claim]) => concerns(claim, subject.entity)) : all;
  const kept = wanted.filter(([claim]) => claimPasses(look, claim, filters));
  const examined = { ...lookedAt(claims, 0, paths), "claims left out by filters": wanted.length - kept.length };
  const rows = kept.map(([claim, lost]) => row(look, claim, lost, language));
  return { reading, rows, examined: { ...examined, questions, "questions that fail already": failing } };
}

export const hasClock = ({ as_of: held, known_by: known }) => (held ?? known ?? null) !== null;

function row(look, claim, lost, language) {
  const head = lost.length === 1 ? note("bears-one") : note("bears", [lost.length]);
  const title = note("title", [statement(claim, language)]);
  return new Row(look, pathOf(claim), { title, notes: [head, ...lost.map((one) => fallen(claim.id, one, language))] });
}

// How one answer would fall short, with the line of the question.
function fallen(claim, [question, missing, unwanted, rows, few], language) {
  const [texts, place, least] = found().asked[question];
  const text = inText(texts, language);
  const others = missing.filter((id) => id !== claim);
  if (few) return note("too-few", [text, rows, least, place]);
  if (others.length) return note("missing", [text, others.join(", "), place]);
  return missing.length ? note("named", [text, place]) : note("unwanted", [text, unwanted.join(", "), place]);
}

export const LOAD = { answer: load, filters: but(["without_sources"]), general: true };
