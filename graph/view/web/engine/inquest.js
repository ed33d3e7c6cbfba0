// Answers that are claims: about a thing, its figures, what is disputed, who says so. Mirrors graph/ask/inquest.py.
// Claims of every status are looked at: what was rejected or superseded is part of what is known.

import { FALLEN } from "../data.js";
import { Row, edgePasses, inAndOut, lookedAt, pathOf } from "./answer.js";
import { either, meets, sorted } from "./sets.js";
import { disputed, kindsOf, mentions, relations } from "./tables.js";
import { within, withinAny, withNarrower } from "./things.js";

export const INQUESTS = ["about", "figures", "disputes", "refuted", "who-says"];

export function inquest(look, reading) {
  const ids = ["disputes", "refuted"].includes(reading.kind) ? disputed() : mentions(reading.subject.entity);
  const wanted = ids.map((id) => look.view(id)).filter((claim) => isAskedFor(reading, claim));
  const kept = wanted.filter((claim) => claimPasses(look, claim, reading.filters));
  const rows = sorted(kept, ({ relation, when, id }) => [relation, when, id]).map((claim) => new Row(look, pathOf(claim)));
  return { reading, rows, examined: lookedAt(wanted.length, kept.length, rows.length) };
}

function isAskedFor({ kind, relation, subject, object }, claim) {
  const about = subject.entity;
  if (kind === "about") return true;
  if (kind === "refuted" && !FALLEN.has(claim.status)) return false;
  if (kind === "disputes" || kind === "refuted") return !about || concerns(claim, about);
  if (kind === "figures" && !relation) return claim.subject === about && relations().get(claim.relation).kind === "attribute";
  // A figure of one measure, or who says that one thing did something to another.
  return claim.subject === about && ["", claim.object].includes(object.entity) && kindsOf(relation).has(claim.relation);
}

// Whether a claim names a thing, or something in it; where the claim says where, that place alone counts.
export function concerns(claim, about) {
  const names = [claim.subject, claim.object, ...claim.through].filter(Boolean);
  return names.includes(about) || (claim.where.length ? claim.where : names).some((id) => within(id).has(about));
}

// Whether a claim by itself meets the filters.
export function claimPasses(look, claim, filters) {
  if (!edgePasses(look, claim.edge, filters)) return false;
  const used = new Set(claim.through);
  if (!filters.through.every((group) => meets(used, either(group.map(withNarrower))))) return false;
  if (filters.not_through.some((id) => meets(used, withNarrower(id)))) return false;
  if (!filters.places.length && !filters.not_places.length) return true;
  return inAndOut(withinAny([claim.subject, claim.object, ...claim.where].filter(Boolean)), filters);
}
