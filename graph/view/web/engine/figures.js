// Figures of two things side by side: only of one relation and one unit, those of one measure and the nearest years.
// Mirrors graph/ask/figures.py.

import { inquest } from "./inquest.js";
import { reading, slot } from "./reading.js";
import { relationLabel, unitLabel } from "./said.js";
import { put, sorted } from "./sets.js";

// The accepted figures of two things: `pairs` that can stand side by side, {relation, unit, claims, apart, alike}; for each
// of the two those that stand `alone`, a map of claims with what they measure; how many claims were looked at.
export function paired(look, ends, { filters, language }) {
  const answers = ends.map((end) => inquest(look, reading("figures", { subject: slot(end), filters })));
  const given = answers.map((answer) => kindsOf(answer.rows.map((row) => look.view(row.claims[0]))));
  const [one, other] = given;
  const labels = (kind) => {
    const [relation, unit] = kind.split("\n");
    return [relationLabel(relation, language), unitLabel(unit, language)];
  };
  const pairs = sorted([...one.keys()].filter((kind) => other.has(kind))).flatMap((kind) => {
    const [relation, unit] = labels(kind);
    return nearest(one.get(kind), other.get(kind)).map(([mine, theirs]) => {
      return { relation, unit, claims: [mine.id, theirs.id], apart: apart(mine, theirs), alike: mine.measure === theirs.measure };
    });
  });
  const alone = [[one, other], [other, one]].map(([mine, theirs]) => {
    const kinds = sorted([...mine.keys()].filter((kind) => !theirs.has(kind)));
    return new Map(kinds.flatMap((kind) => mine.get(kind).map((claim) => [claim.id, labels(kind).join(" · ")])));
  });
  const total = (name) => answers.reduce((sum, answer) => sum + answer.examined[name], 0);
  return { pairs, alone, examined: total("claims"), leftOut: total("claims left out by filters") };
}

// Accepted claims by relation and unit.
function kindsOf(claims) {
  const found = new Map();
  for (const claim of claims) if (claim.status === "accepted") put(found, `${claim.relation}\n${claim.unit}`, claim);
  return found;
}

// For each measure that both have the pair of the nearest years; else the one such pair of them all.
function nearest(one, other) {
  const best = new Map();
  const every = sorted(one.flatMap((mine) => other.map((theirs) => [mine, theirs])), order);
  for (const pair of every) {
    const [mine, theirs] = pair;
    if (mine.measure === theirs.measure && !best.has(mine.measure)) best.set(mine.measure, pair);
  }
  return best.size ? [...best.values()] : every.slice(0, 1);
}

function order([mine, theirs]) {
  const years = apart(mine, theirs);
  return [years === null, years ?? 0, -(year(mine) ?? 0), mine.id, theirs.id];
}

// The years between two figures; null if either has no date.
function apart(mine, theirs) {
  const [one, other] = [year(mine), year(theirs)];
  return one === null || other === null ? null : Math.abs(one - other);
}

// The year in which a figure's period begins, else the one in which it ends.
function year({ since, until }) {
  const day = since || until;
  return day ? Number.parseInt(day.slice(0, 4), 10) : null;
}
