// Answers to readings that a relation makes: paths of claims, filtered and ranked. Mirrors graph/ask/answer.py.

import { Path, byRank, simplePaths } from "./edges.js";
import { yearOf } from "./look.js";
import { both, either, meets } from "./sets.js";
import { kindsOf, relations } from "./tables.js";
import { everywhere, instances, placesOf, smallPlacesOf, within, withinAny, withNarrower } from "./things.js";

const SUPPORT = { whole: "whole-chain", pieces: "pieces", single: "single-source" };

// One answer: a path from a cause to an effect.
//   others     how many further paths join the same two ends
//   verdict    what the answer finds of its end, in questions that weigh claims
//   remaining  ids of the claims that still support the end in a counterfactual question
//   ends       what the answer is about, where that is not where the path begins and ends
//   nearest    another city of which the same is on record: {city, kilometres, claim}
//   title      what the answer is, and `notes` what else it says: see said.js
//   proof      how a derived fact follows from the claims of the path
export class Row {
  constructor(look, path, { others = 0, verdict = "", remaining = [], ends, nearest, title, notes = [], proof } = {}) {
    const [start, end] = ends ?? [path.start, path.end];
    Object.assign(this, { start, end, path, others, verdict, remaining, title, notes });
    if (nearest) this.nearest = nearest;
    if (proof) this.proof = proof;
    Object.defineProperty(this, "look", { value: look });
  }

  get claims() {
    return this.path.edges.map((edge) => edge.claim);
  }

  get sign() {
    return this.path.edges.length ? this.path.sign : 0;
  }

  get confidence() {
    return this.path.confidence;
  }

  get hops() {
    return this.path.edges.length;
  }

  // Who tells the chain: one author or publisher alone (`single-source`), some source every claim of it
  // (`whole-chain`), or no source the whole (`pieces`).
  get support() {
    const views = this.claims.map((id) => this.look.view(id));
    if (either(views.map((view) => view.groups)).size <= 1) return SUPPORT.single;
    return views.map((view) => view.supporting).reduce(both).size ? SUPPORT.whole : SUPPORT.pieces;
  }

  // How many independent sources the claim with the fewest has.
  get independent() {
    return this.hops ? Math.min(...this.claims.map((id) => this.look.view(id).groups.size)) : 0;
  }
}

// What was examined: the claims found, how many of them the filters do not keep, and the paths that they make.
export const lookedAt = (found, kept, paths = 0) => ({ claims: found, "claims left out by filters": found - kept, paths });

export function relational(look, reading) {
  const relation = relations().get(reading.relation);
  const found = look.edges(kindsOf(relation.name));
  const passing = found.filter((edge) => edgePasses(look, edge, reading.filters));
  const kept = relation.symmetric ? [...passing, ...passing.map(turned)] : passing;
  const hops = relation.transitive ? reading.hops : 1;
  const passes = pathFilter(look, reading.filters);
  const paths = simplePaths(kept, member(reading.subject), member(reading.object), hops, carriesOn)
    // What hinders a hindrance does not hinder: the signs along a path must come to that of the relation.
    .filter((path) => path.sign !== relation.against && passes(path))
    .sort(byRank);
  return { reading, rows: rows(look, paths, reading.kind === "paths"), examined: lookedAt(found.length, passing.length, paths.length) };
}

const turned = (edge) => ({ ...edge, subject: edge.object, object: edge.subject });

function member({ entity, type, places }) {
  if (entity) return (id) => id === entity;
  if (!type) return () => true;
  const [members, around] = [instances(type), new Set(places)];
  return (id) => members.has(id) && (!around.size || meets(within(id), around));
}

// Of the paths between two ends the best, or every one.
function rows(look, paths, every) {
  const pair = (path) => `${path.start}\n${path.end}`;
  const counts = new Map();
  for (const path of paths) counts.set(pair(path), (counts.get(pair(path)) ?? 0) + 1);
  const seen = new Set();
  const found = [];
  for (const path of paths) {
    if (!every && seen.has(pair(path))) continue;
    seen.add(pair(path));
    found.push(new Row(look, path, { others: counts.get(pair(path)) - 1 }));
  }
  return found;
}

// Whether the claims of a path can be causes of what the next one says: not if that had certainly begun before one of
// them; a relation bound to its subject's place (`local`) carries on only to effects there; and what is nowhere by
// nature, or a whole country, carries no effect from one city to another.
export const carriesOn = (trail, edge) => !obstacle(trail, edge);

// Why the claims of a path cannot be causes of what the next one says: `order`, `place`; empty if they can.
export function obstacle(trail, edge) {
  if (edge.begun && trail.some((one) => one.since && edge.begun < one.since)) return "order";
  const last = trail.at(-1);
  if (relations().get(last.relation).local) {
    const countries = instances("Country");
    if (![...both(within(last.subject), within(edge.object))].some((id) => !countries.has(id))) return "place";
  }
  if (!everywhere().has(edge.subject) || smallPlacesOf(edge.subject).size) return "";
  return trail.every((one) => near(one.subject, edge.object)) ? "" : "place";
}

// Whether two things share a place smaller than a country, or one of them has none.
function near(one, other) {
  const [first, second] = [smallPlacesOf(one), smallPlacesOf(other)];
  return !first.size || !second.size || meets(first, second);
}

// Whether a claim meets the filters on confidence, period and source.
export function edgePasses(look, edge, filters) {
  const { confidence, since, until, as_of: year, known_by: known, sources } = filters;
  if (confidence !== null && (edge.confidence === null || edge.confidence <= confidence)) return false;
  if (since !== null && (!edge.dated || (edge.until && edge.until < yearOf(since)))) return false;
  if (until !== null && (!edge.dated || edge.since > `${yearOf(until)}-12-31`)) return false;
  if (year !== null && !held(edge, yearOf(year))) return false;
  // The look shows what was public by then, of the sources that are on.
  if ((known !== null || filters.without_sources.length) && !look.view(edge.claim).supporting.size) return false;
  return !sources.length || sources.some((source) => look.view(edge.claim).supporting.has(source));
}

// Whether a claim was true in a year: it may have begun, and is not certainly over. What happened at one date stays
// true; a figure holds for its own date only. Of a claim whose beginning is not known nobody can say so.
function held(edge, year) {
  if (!edge.since || edge.since > `${year}-12-31`) return false;
  const event = edge.begun === edge.until && relations().get(edge.relation).kind !== "attribute";
  return event || !edge.until || edge.until >= `${year}-01-01`;
}

// Whether something that lies in some places meets the filters on places.
export function inAndOut(around, { places, not_places: outside }) {
  return !outside.some((id) => around.has(id)) && (!places.length || places.some((id) => around.has(id)));
}

// Whether a whole path meets the filters on mechanisms and places.
export function pathFilter(look, filters) {
  const groups = filters.through.map((group) => either(group.map(withNarrower)));
  const barred = either(filters.not_through.map(withNarrower));
  const placed = filters.places.length || filters.not_places.length;
  return (path) => {
    if (groups.length || barred.size) {
      const used = new Set(path.edges.flatMap((edge) => look.view(edge.claim).through));
      if (meets(used, barred) || !groups.every((group) => meets(used, group))) return false;
    }
    return !placed || inAndOut(around(look, path), filters);
  };
}

// Everything that the effect, or the last claim by its `where`, lies in; what lies nowhere is where its cause is.
function around(look, path) {
  const found = placesOf(path.end).size ? within(path.end) : either([within(path.end), within(path.start)]);
  const { where } = look.view(path.edges.at(-1).claim);
  return where.length ? either([found, withinAny(where)]) : found;
}

export const pathOf = (...claims) => new Path(claims.map((claim) => claim.edge));
