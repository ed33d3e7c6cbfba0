// How belief in a claim comes about, said so that it can be checked, piece by piece. Mirrors graph/ask/weighed.py.

import { rounded } from "./belief.js";
import { sameName } from "./makers.js";
import { choiceLabel, sourceTitle, titleTag } from "./said.js";
import { numbersOf } from "./tables.js";

// The interests of a source that make it a party to what it says: it speaks for itself, or somebody concerned pays.
export const INTERESTED = new Set(["own", "paid"]);

// Whether every source that supports a claim is an interested party; no interest recorded is none known.
export function onlyInterested(look, claim) {
  return claim.supporting.size > 0 && [...claim.supporting].every((id) => INTERESTED.has(look.source(id).interest));
}

// The pieces of evidence of a claim with what each counts, and the arithmetic; the keys are those of the command's JSON.
export function weighed(look, claim, language) {
  const weighing = look.weighing(claim.evidence);
  const { confidence, supported, disputed, support } = weighing;
  return {
    claim: claim.id,
    because: chosen("because", claim.because, language),
    confidence,
    supported: rounded(supported, 6),
    disputed: rounded(disputed, 6),
    sum: confidence === null ? null : sumOf(weighing),
    unassessed: confidence !== null ? null : support.size ? "no-rates" : "no-support",
    only_interested: onlyInterested(look, claim),
    pieces: piecesOf(look, claim.evidence, weighing.reliabilities, language),
  };
}

const chosen = (key, value, language) => (value ? { id: value, label: choiceLabel(key, value, language) } : null);

function piecesOf(look, evidence, reliabilities, language) {
  const sources = evidence.map((each) => look.source(each.source));
  const sides = evidence.map((each, at) => `${each.direction === "disputes"} ${sources[at].group}`);
  const best = new Map();
  reliabilities.forEach((value, at) => {
    if (value !== null && (!best.has(sides[at]) || value > reliabilities[best.get(sides[at])])) best.set(sides[at], at);
  });
  return evidence.map((each, at) => {
    const [source, value, counted] = [sources[at], reliabilities[at], best.get(sides[at])];
    const other = counted === undefined || counted === at ? null : sources[counted];
    const [why, through] = value === null ? ["no-rates", ""] : other ? whyOne(source, other) : ["", ""];
    return {
      source: source.id,
      kind: chosen("kind", source.kind, language),
      interest: chosen("interest", source.interest, language),
      direction: each.direction,
      strength: chosen("strength", each.strength, language),
      reliability: value === null ? null : rounded(value, 6),
      arithmetic: value === null ? null : productOf(each, source, value),
      group: source.group,
      counted: counted === at,
      why_not: why || null,
      through: through || null,
      with: other && why ? titled(other.id, language) : null,
    };
  });
}

// The arithmetic of a reliability: `0.5 × (1 − 0.1 − 0.3) = 0.3`.
function productOf({ strength, direction }, { kind }, value) {
  const rates = numbersOf("kind", kind);
  const factors = [["strength", strength], ["direction", direction]].map(([key, name]) => numbersOf(key, name).weight ?? 1);
  const kept = factors.filter((factor) => factor !== 1).map((factor) => `${short(factor)} × `).join("");
  const sure = ["1", ...[rates.systematic_error, rates.random_error].filter(Boolean).map(short)].join(" − ");
  return kept ? `${kept}(${sure}) = ${short(value)}` : `${sure} = ${short(value)}`;
}

// Why two sources of one group count as one: by what, and through whom.
function whyOne(one, other) {
  if (one.id === other.id) return ["same-source", ""];
  for (const [first, second] of [[one, other], [other, one]]) {
    if (first.derivedFrom.includes(second.id)) return ["derived-from", ""];
    if (first.sameStudy.includes(second.id)) return ["same-study", ""];
  }
  const known = new Map(other.author.map((author) => [sameName(author), author]));
  const shared = one.author.find((author) => known.has(sameName(author)));
  if (shared) return ["same-author", shared];
  if (one.publisher && sameName(one.publisher) === sameName(other.publisher)) return ["same-publisher", one.publisher];
  return ["linked", ""];
}

// The arithmetic of a confidence in one line.
function sumOf({ support, dispute, supported, disputed, confidence }) {
  const exact = supported * (1 - disputed);
  const two = confidence.toFixed(2);
  let last = `S × (1 − D) = ${short(exact)}`;
  if (rounded(exact, 2) > confidence) last += `, min(${short(exact)}, ${two}) = ${two}`;
  else if (short(exact) !== short(confidence)) last += ` ≈ ${two}`;
  return [atLeastOne("S", support), atLeastOne("D", dispute), last].join("; ");
}

// `S = 1 − (1 − 0.8)(1 − 0.7) = 0.94`; the strongest first.
function atLeastOne(name, reliabilities) {
  const values = [...reliabilities.values()].sort((a, b) => b - a);
  if (values.length < 2) return `${name} = ${values.length ? short(values[0]) : 0}`;
  const none = values.reduce((product, value) => product * (1 - value), 1);
  return `${name} = 1 − ${values.map((value) => `(1 − ${short(value)})`).join("")} = ${short(1 - none)}`;
}

// A number with at most four places.
const short = (value) => String(Number(rounded(value, 4).toFixed(4)));

// A source with its title, and the title's tag where it is not in the reader's language.
function titled(id, language) {
  const tag = titleTag(id, language);
  return { id, title: sourceTitle(id, language), ...(tag ? { title_lang: tag } : {}) };
}
