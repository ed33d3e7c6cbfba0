// Whether a mechanism could move from one place to another: a checklist, never a bare yes.
// Mirrors graph/ask/kinds/transfer.py.

import { Row } from "../answer.js";
import { NOWHERE } from "../edges.js";
import { effectAround, needsOf, trackOf } from "../mechanisms.js";
import { OF_PATHS, QuestionError, but } from "../reading.js";
import { named, note, position } from "../said.js";
import { sorted, unique } from "../sets.js";
import { instances, types, withNarrower } from "../things.js";
import { ABSENT, DISPUTED, PRESENT, UNRECORDED, aroundOf, evidenceOf, nearestCity, requirePlace, signsOf, standingOf } from "./gaps.js";

const ORDER = ["preconditions-recorded", "preconditions-partly", "precondition-absent", "preconditions-unknown"];
const [RECORDED, PARTLY, LACKING, UNKNOWN] = ORDER;
const STATES = [PRESENT, UNRECORDED, DISPUTED, ABSENT];

// One row for each mechanism, the one with most preconditions on record in the second place first.
function transfer(look, reading) {
  const [origin, target, { mechanism }] = [reading.subject.entity, reading.object.entity, reading];
  if (mechanism && !types(mechanism).has("Mechanism")) throw new QuestionError(`\`${mechanism}\` is not a mechanism`);
  for (const place of [origin, target].filter(Boolean)) requirePlace(place);
  if (!mechanism && !origin) throw new QuestionError("name a mechanism, or the place from which it should come");
  const check = new Checklist(look, reading);
  const mechanisms = mechanism ? [mechanism] : atWorkIn(look, origin, reading.filters);
  const rows = sorted(mechanisms.map((each) => check.row(each)), ([order]) => order).map(([, row]) => row);
  return { reading, rows, examined: { claims: check.examined, "claims left out by filters": check.leftOut, paths: rows.length } };
}

// The mechanisms that claims about a place say worked there, each by itself and not by a narrower one.
function atWorkIn(look, place, filters) {
  return sorted(instances("Mechanism")).filter((each) => {
    const { worked } = trackOf(look, each, filters);
    return worked.some((claim) => (claim.subject === each || claim.through.includes(each)) && effectAround(claim).has(place));
  });
}

// Makes the rows; counts what it looked at.
class Checklist {
  constructor(look, reading) {
    Object.assign(this, { look, filters: reading.filters, origin: reading.subject.entity, target: reading.object.entity });
    Object.assign(this, { examined: 0, leftOut: 0, seen: new Map() });
  }

  // The row of one mechanism, and its place in the order.
  row(mechanism) {
    const track = trackOf(this.look, mechanism, this.filters);
    this.count(track.examined, track.leftOut);
    const needs = needsOf(this.look, mechanism, this.filters);
    const checked = needs.map((need) => [need, this.at(this.target, need.thing)]);
    const numbers = STATES.map((state) => checked.filter(([, { verdict }]) => verdict === state).length);
    const verdict = verdictOf(numbers);
    const counts = note("counts", [numbers[0], needs.length, named(this.target), ...numbers.slice(1)]);
    const worked = track.worked.filter((claim) => !this.origin || effectAround(claim).has(this.origin));
    const notes = [
      ...(needs.length ? [counts] : []),
      this.already(mechanism),
      this.worked(worked, track),
      ...checked.flatMap(([need, row]) => this.need(mechanism, need, row, track)),
      ...history(track),
    ];
    const names = [mechanism, this.origin, this.target].filter(Boolean).map(named);
    const title = note(this.origin ? "title-from" : "title", names);
    const order = [ORDER.indexOf(verdict), -numbers[0] / Math.max(1, needs.length), -worked.length, mechanism];
    return [order, new Row(this.look, NOWHERE, { verdict, ends: [mechanism, this.target], title, notes })];
  }

  count(examined, leftOut) {
    this.examined += examined;
    this.leftOut += leftOut;
  }

  // The claims that name a precondition or a sign of it.
  found(thing) {
    if (!this.seen.has(thing)) {
      const found = evidenceOf(this.look, signsOf(this.look, thing), this.filters);
      this.count(found.examined, found.examined - found.claims.length);
      this.seen.set(thing, found.claims);
    }
    return this.seen.get(thing);
  }

  // What is on record of a precondition in a place, as `gaps` tells it.
  at(place, thing) {
    return standingOf(this.look, [place, thing], this.found(thing));
  }

  // Whether the second place has the mechanism: by claims that name it and do not say that it is held back.
  already(mechanism) {
    const signs = new Map(sorted(withNarrower(mechanism)).map((id) => [id, []]));
    const { claims } = evidenceOf(this.look, signs, this.filters);
    const upheld = claims.filter(([claim]) => !(claim.polarity === "decreases" && signs.has(claim.object)));
    return stateNote("already", standingOf(this.look, [this.target, mechanism], upheld), this.target);
  }

  worked(worked, track) {
    if (this.origin) {
      const ids = worked.map((claim) => claim.id);
      return note(ids.length ? "worked" : "worked-not", [named(this.origin), ids.length], ids);
    }
    const ids = unique([...track.places.values()].map((claim) => claim.id));
    return note(ids.length ? "worked-places" : "worked-nowhere", [track.places.size], ids);
  }

  // One precondition: who says so, its state in both places, and the nearest third city where it is met.
  need(mechanism, { thing, by, claims }, row, track) {
    const notes = [this.stated(mechanism, { thing, by, claims }), stateNote("at", row, this.target, 1)];
    if (this.origin && this.origin !== this.target) notes.push(stateNote("at", this.at(this.origin, thing), this.origin, 1));
    else if (!this.origin) {
      const met = [...track.places.keys()].filter((place) => this.at(place, thing).verdict === PRESENT);
      notes.push(note("met-where-it-worked", [met.length, track.places.size], [], 1));
    }
    const elsewhere = this.found(thing).map(([claim]) => claim).filter((claim) => !this.isHere(claim));
    const nearest = nearestCity(this.target, elsewhere);
    const place = nearest && [named(nearest.city), nearest.kilometres, named(this.target)];
    return [...notes, nearest ? note("nearest", place, [nearest.claim], 1) : note("nearest-none", [], [], 1)];
  }

  stated(mechanism, { thing, by, claims }) {
    const inherited = by !== mechanism;
    if (claims.length) return inherited ? note("needs-inherited", [thing, by].map(named), claims) : note("needs", [named(thing)], claims);
    return note(inherited ? "needs-noted-inherited" : "needs-noted", [named(thing), named(by), position(by)]);
  }

  isHere(claim) {
    const around = aroundOf(claim);
    return around.has(this.origin) || around.has(this.target);
  }
}

function verdictOf([present, unrecorded, disputed, absent]) {
  const all = present + unrecorded + disputed + absent;
  if (!all) return UNKNOWN;
  if (absent) return LACKING;
  return present === all ? RECORDED : PARTLY;
}

// The state of something in a place, with the claims that show it best and the number of further ones.
function stateNote(prefix, row, place, level = 0) {
  return note(`${prefix}-${row.verdict}${row.others ? "-more" : ""}`, [named(place), row.others], row.claims, level);
}

// The failures of a mechanism on record anywhere, or a warning that there are none; and what is in doubt.
function history({ worked, failed, doubted, places }) {
  const ids = (claims) => claims.map((claim) => claim.id);
  const warning = note(worked.length ? "survivorship" : "untried", [worked.length, places.size]);
  const notes = [failed.length ? note("failed", [failed.length], ids(failed)) : warning];
  return doubted.length ? [...notes, note("doubted", [doubted.length], ids(doubted))] : notes;
}

export const TRANSFER = { answer: transfer, filters: but(OF_PATHS) };
