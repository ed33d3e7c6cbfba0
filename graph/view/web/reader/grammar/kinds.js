// The kinds of question that weigh claims, each with its forms; mirrors the parsers of graph/ask/kinds.

import { kept, once } from "../../engine/sets.js";
import { compare, events, gaps, instances, load, loops, portfolio, similar, survivorship, without, witnesses } from "./plain-kinds.js";
import { rivals, transfer, why, whyNot } from "./causal-kinds.js";
import { alt } from "./parsing.js";
import { framed } from "./inquiry.js";
import { sorts } from "./terminals.js";

// In the order in which they are tried: the forms, each giving a reading, and the sorts of function words of which every
// form has one; a kind without can do without.
const KINDS = new Map([
  ["events", [events]],
  ["without", [without, "without"]],
  ["gaps", [gaps, "lack"]],
  ["transfer", [transfer, "move", "would_work", "copy"]],
  ["survivorship", [survivorship, "no_failure"]],
  ["portfolio", [portfolio, "have_no", "unproven", "match"]],
  ["why-not", [whyNot, "why"]],
  ["rivals", [rivals, "what_else", "besides", "explanations"]],
  ["why", [why, "why", "makes", "why_said", "how_sure", "rests_on"]],
  ["loops", [loops, "loop"]],
  ["compare", [compare, "compare", "differ", "differs_from"]],
  ["similar", [similar, "similar", "resemble"]],
  ["load", [load, "bear_load", "verify_first"]],
  ["witnesses", [witnesses, "one_witness"]],
  ["instances", [instances]],
]);

const ofKind = kept((name) => alt(...KINDS.get(name)[0]().map(framed)));

// The kinds that the words of a question speak for; and all of them, to see how far they come.
export function likely(sentence) {
  const words = sorts(sentence);
  const fits = ([, [, ...telling]]) => !telling.length || telling.some((sort) => words.has(sort));
  return alt(...[...KINDS].filter(fits).map(([name]) => ofKind(name)));
}

export const weighing = once(() => alt(...[...KINDS.keys()].map(ofKind)));
