// How far a claim may be believed, from the evidence that is seen: the error model of graph/compile/belief.py.
//
//     r = weight · (1 - systematic - random)                   reliability of one piece of evidence
//     S = 1 - Π over independent groups (1 - best r in it)     belief from what supports
//     D = the same over what disputes
//     confidence = S · (1 - D)

import { before } from "./sets.js";
import { numbersOf } from "./tables.js";

const PLACES = 2;
const HIGHEST = 1 - 10 ** -PLACES;

// Weigh pieces of evidence {group, kind, direction, strength}: {reliabilities, support, dispute, supported, disputed,
// confidence, independent}. `confidence` is null where there is no basis for one.
export function weigh(pieces) {
  const support = new Map();
  const dispute = new Map();
  const rated = new Set(); // sides on which some piece has error rates
  const reliabilities = pieces.map((piece) => {
    const into = (numbersOf("direction", piece.direction).sign ?? 1) < 0 ? dispute : support;
    if (!into.has(piece.group)) into.set(piece.group, 0); // counted, whether or not its kind has rates
    const value = reliability(piece);
    if (value !== null) {
      rated.add(into);
      into.set(piece.group, Math.max(into.get(piece.group), value));
    }
    return value;
  });
  const [supported, disputed] = [atLeastOne(support), atLeastOne(dispute)];
  const assessed = rated.has(support.size ? support : dispute);
  const confidence = assessed ? Math.min(rounded(supported * (1 - disputed), PLACES), HIGHEST) : null;
  return { reliabilities, support, dispute, supported, disputed, confidence, independent: support.size };
}

function reliability({ kind, direction, strength }) {
  const rates = numbersOf("kind", kind);
  if (rates.random_error === undefined) return null;
  const weight = (numbersOf("strength", strength).weight ?? 1) * (numbersOf("direction", direction).weight ?? 1);
  return weight * (1 - (rates.systematic_error ?? 0) - rates.random_error);
}

function atLeastOne(reliabilities) {
  let none = 1;
  for (const group of [...reliabilities.keys()].sort(before)) none *= 1 - reliabilities.get(group);
  return 1 - none;
}

// A number to so many places; what lies exactly between two goes to the even one, as in Python.
export function rounded(value, places) {
  const up = Number(value.toFixed(places)); // of two that are as near, the larger
  const halves = value * 2 ** (places + 1);
  if (!Number.isInteger(halves) || halves % 2 === 0) return up;
  const last = Math.round(up * 10 ** places);
  return last % 2 === 0 ? up : (last - 1) / 10 ** places;
}
