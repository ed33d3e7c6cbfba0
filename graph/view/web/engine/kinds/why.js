// What a claim or a derived fact rests on: its evidence weighed, or the smallest sets of premises that prove it.
// Mirrors graph/ask/kinds/why.py.

import { Row, pathOf } from "../answer.js";
import { byRank } from "../edges.js";
import { claimPasses } from "../inquest.js";
import { proof, smallest } from "../proofs.js";
import { but } from "../reading.js";
import { inLanguage, named, nameIn, note, statement, text } from "../said.js";
import { sorted } from "../sets.js";
import { className, isRole, kindsOf, lifting, mentions, relations, ruleOf } from "../tables.js";
import { parents, types } from "../things.js";
import { onlyInterested, weighed } from "../weighed.js";
import { ENTITIES } from "../../data.js";

const INTERESTED_ONLY = "only-interested";
const [ROLE, WITHIN, MEMBER, THROUGH, IN] = ["type", "lies_within", "member_of", "through_broader", "in"];

// The claims asked about, each with its evidence, and the derived facts, each with its smallest proofs.
function why(look, reading) {
  const asked = new Asked(look, reading);
  const found = asked.claims();
  const kept = found.filter((claim) => claimPasses(look, claim, reading.filters));
  const rows = kept.map((claim) => new Row(look, pathOf(claim), { verdict: onlyInterested(look, claim) ? INTERESTED_ONLY : "" }));
  for (const fact of asked.facts()) rows.push(...asked.derived(fact));
  const fallen = [...asked.used.values()].filter((stood) => !stood).length;
  const leftOut = found.length - kept.length + fallen;
  return { reading, rows, examined: { claims: found.length + asked.used.size, "claims left out by filters": leftOut, paths: rows.length } };
}

// What a reading asks about. `used`: the claims that a proof might use, and whether the filters let them.
class Asked {
  constructor(look, reading) {
    Object.assign(this, { look, reading, used: new Map() });
  }

  // The claims asked about, of every status.
  claims() {
    const { claim: id, relation, subject, object } = this.reading;
    if (id) {
      const claim = this.look.view(id);
      return ["", ...claim.through].includes(object.entity) ? [claim] : [];
    }
    if (!relation) return [];
    const { symmetric } = relations().get(relation);
    const says = (claim, one, other) => claim.subject === one && claim.object === other;
    const [one, other] = [subject.entity, object.entity];
    return mentions(one)
      .map((each) => this.look.view(each))
      .filter((claim) => kindsOf(relation).has(claim.relation) && (says(claim, one, other) || (symmetric && says(claim, other, one))));
  }

  // The facts asked about that rules, or records, may give.
  facts() {
    const { claim, relation, subject: { entity: subject }, object: { entity: object, type } } = this.reading;
    const fact = (name) => ({ subject, relation: name, object });
    if (claim) return object ? [{ subject: claim, relation: THROUGH, object }] : [];
    if (type) return [{ subject, relation: ROLE, object: type }];
    if (relation && relations().get(relation).lifts) return [fact(IN), fact(WITHIN)];
    return relation === MEMBER ? [fact(MEMBER)] : [];
  }

  // A row for each smallest set of premises of a fact; one for what a record says by itself.
  derived(fact) {
    if (this.isEntry(fact)) return [this.row(fact, { kind: "entry", claim: "", ...fact }, [], [])];
    const sets = smallest(fact, (premise) => this.stands(premise));
    const number = sets.length > 1 ? [note("one-of", [sets.length])] : [];
    const steps = sets.map((leaves) => [proof(fact, leaves), leaves]).filter(([step]) => step);
    return steps.map(([step, leaves]) => this.row(fact, step, leaves, number)).sort((one, other) => byRank(one.path, other.path));
  }

  // Whether a record says something by itself: its class, or what it is in.
  isEntry({ subject, relation, object }) {
    if (relation === ROLE) return !isRole(object) && types(subject).has(object);
    if (relation !== IN || !parents().get(subject)?.has(object)) return false;
    // What claims lift is in the same table.
    const said = mentions(subject).map((id) => this.look.view(id)).filter((claim) => lifting().has(claim.relation));
    return !said.some((claim) => claim.subject === subject && claim.object === object && claim.status === "accepted");
  }

  stands({ kind, claim }) {
    if (kind !== "claim") return true;
    if (!this.used.has(claim)) this.used.set(claim, claimPasses(this.look, this.look.view(claim), this.reading.filters));
    return this.used.get(claim);
  }

  row(fact, reason, leaves, number) {
    const ids = leaves.map((key) => key.split("\0")).filter(([kind]) => kind === "claim").map(([, id]) => id);
    const claims = sorted(ids).map((id) => this.look.view(id));
    const notes = [...number];
    if (claims.length > 1) notes.push(note("weakest"));
    if (claims.some((claim) => onlyInterested(this.look, claim))) notes.push(note("rests-on-interested"));
    const start = fact.relation === THROUGH ? this.look.view(fact.subject).subject : fact.subject;
    const title = titleOf(this.look, fact, this.reading.language);
    return new Row(this.look, pathOf(...claims), { ends: [start, fact.object], title, notes, proof: reason });
  }
}

// A fact as a note of this kind.
function titleOf(look, { subject, relation, object }, language) {
  if (relation === THROUGH) return note(THROUGH, [statement(look.view(subject), language), named(object)]);
  return note(relation, [named(subject), named(object), ...(relation === ROLE ? [article(object)] : [])]);
}

// The English article of a class.
const article = (name) => ("aeiou".includes(className(name).label.en[0]) ? "an" : "a");

// What a row has beside what all rows have, with the keys of the command's JSON.
function details(row, language) {
  const weighing = row.claims.map((id) => weighed(row.look, row.look.view(id), language));
  return row.proof ? { weighing, proof: reasonOf(row.look, row.proof, language) } : { weighing };
}

// A step or a premise as JSON.
function reasonOf(look, reason, language) {
  if (reason.kind === "claim") return { claim: reason.claim };
  const { subject, relation, object } = reason.fact ?? reason;
  const said = { statement: sayFact(look, { subject, relation, object }, language), subject, relation, object };
  if (reason.kind) {
    const { file, line } = ENTITIES.get(subject);
    return { entry: { ...said, file, line } };
  }
  const { label: name, meaning } = ruleOf(reason.rule);
  const rule = { id: reason.rule, label: inLanguage(name, language), meaning: inLanguage(meaning, language) };
  return { ...said, rule, premises: reason.premises.map((each) => reasonOf(look, each, language)) };
}

function sayFact(look, fact, language) {
  const { name, values } = titleOf(look, fact, language);
  const labels = values.map((value) => nameIn(value.id ?? value, language));
  return text("why", name, language, ...labels);
}

export const WHY = { answer: why, filters: but(["places", "not_places"]), general: true, details };
