// Rival explanations of one thing: the causes on record, and whether anybody weighed one against another.
// Mirrors graph/ask/kinds/rivals.py.

import { Row, carriesOn, edgePasses, lookedAt, pathOf } from "../answer.js";
import { Causes, STATES, surestFirst } from "../causes.js";
import { NOWHERE, better, simplePaths } from "../edges.js";
import { claimPasses } from "../inquest.js";
import { label, lineOf, message, named, note, reasonOf, markedTitle, statement, text } from "../said.js";
import { once, sorted } from "../sets.js";
import { kindsOf, mentions, relations } from "../tables.js";
import { within } from "../things.js";

// So many claims at most lead from one cause to another.
const CHAIN = 2;

// One row that says how many causes there are and who weighed them, then one for each cause but the one named.
function rivals(look, reading) {
  const relation = relations().get(reading.relation || "drives");
  const effect = reading.subject.entity;
  const found = mentions(effect)
    .map((id) => look.view(id))
    .filter((claim) => claim.object === effect && claim.subject !== effect && kindsOf(relation.name).has(claim.relation))
    .filter((claim) => STATES.includes(claim.status) && claim.edge.sign !== relation.against);
  const kept = found.filter((claim) => claimPasses(look, claim, reading.filters));
  const told = new Case(look, reading, new Causes(sorted(kept, surestFirst)));
  return { reading, rows: [told.lead(), ...told.rows()], examined: lookedAt(found.length, kept.length, told.others.length) };
}

// A question for rivals, and the causes that pass its filters.
class Case {
  constructor(look, reading, causes) {
    Object.assign(this, { look, reading, causes, language: reading.language });
    this.effect = reading.subject.entity;
    this.given = reading.object.entity; // the cause that the question names; empty if it names none
    this.others = causes.inOrder(this.given);
    this.joint = message("list", this.language);
    this.chains = once(() => this.findChains());
  }

  // How many causes, by which mechanisms, and who weighed one against another.
  lead() {
    const { standing, claimsOf } = this.causes;
    const tests = this.tests();
    const notes = [...tests];
    if (standing.length > 1) notes.push(...this.groups(), ...this.onSeveral());
    if (this.given && !standing.includes(this.given)) notes.unshift(note("not-a-cause", [named(this.given)]));
    let verdict = tests.length ? "rivals-tested" : "rivals-untested";
    if (!standing.length) verdict = "no-cause-recorded";
    else if (standing.length === 1) verdict = claimsOf.size > 1 ? "rivals-rejected" : "no-rival-recorded";
    const own = (claimsOf.get(this.given) ?? []).slice(0, 1);
    notes.push(...own.map((claim) => note("known", [statement(claim, this.language)])));
    const path = own.length ? pathOf(...own) : NOWHERE;
    const title = note("causes", [named(this.effect), standing.length]);
    return new Row(this.look, path, { verdict, ends: [this.given || this.effect, this.effect], title, notes });
  }

  groups() {
    const several = this.causes.byMechanism().filter(([, causes]) => causes.length > 1);
    const alone = this.causes.byMechanism().filter(([, causes]) => causes.length === 1).map(([mechanism, [cause]]) => [mechanism, cause]);
    const notes = several.map(([mechanism, causes]) => this.listed("by-mechanism", causes, named(mechanism)));
    if (alone.length) {
      const said = alone.map((pair) => text("rivals", "placed", this.language, ...pair.map((id) => this.name(id)))).join(this.joint);
      notes.push(note("by-one-each", [said, ...alone.flat().map(named)]));
    }
    const none = this.causes.standing.filter((cause) => !this.causes.claimsOf.get(cause).some((claim) => claim.through.length));
    return none.length ? [...notes, this.listed("by-none", none)] : notes;
  }

  // A note with a list of causes; their ids come after it for programs.
  listed(name, causes, ...first) {
    return note(name, [...first, causes.map((cause) => this.name(cause)).join(this.joint), ...causes.map(named)]);
  }

  name(id) {
    return label(id, this.language);
  }

  // The sources that speak for several causes at once.
  onSeveral() {
    const several = this.causes.witnessesOfSeveral();
    if (!several.length) return [note("nobody-speaks-for-two")];
    return several.map(([source, causes]) => this.listed("speaks-for", causes, markedTitle(source, this.language)));
  }

  // The claims of two causes that were set against each other.
  tests() {
    return this.causes.contests().map(({ one, other, source }) => {
      const pair = [this.said(one), this.said(other)];
      return source ? note("tested", [markedTitle(source, this.language), ...pair]) : note("set-against", pair);
    });
  }

  // A claim as a sentence, with its place in the fact files.
  said(claim) {
    return text("rivals", "placed", this.language, statement(claim, this.language), lineOf(claim));
  }

  // One for each cause but the one named.
  rows() {
    return this.others.map((cause) => {
      const [first, ...more] = this.causes.claimsOf.get(cause);
      const reason = reasonOf(first.id, this.language);
      const notes = [...(reason ? [note("reason", [reason])] : []), ...this.onRivals(cause), ...this.onChain(cause)];
      notes.push(...more.map((claim) => note(`also-${claim.status}`, [this.said(claim)])));
      return new Row(this.look, pathOf(first), { verdict: first.status === "accepted" ? "" : first.status, notes });
    });
  }

  // Rival claims that are about something else than a cause of the same thing.
  onRivals(cause) {
    const here = new Set(this.causes.claims.map((claim) => claim.id));
    const found = new Set(this.causes.claimsOf.get(cause).flatMap((claim) => claim.rival).filter((id) => !here.has(id)));
    return sorted(found).map((id) => note("rival-claim", [this.said(this.look.view(id))]));
  }

  // The cause named, or else another one here, that leads to this cause or has it as a part.
  onChain(cause) {
    const wholes = (this.given ? [this.given] : this.causes.standing).filter((other) => other !== cause && within(cause).has(other));
    const notes = wholes.map((other) => note("part", [named(other)]));
    const path = this.chains().get(cause);
    if (!path) return notes;
    const said = path.edges.map((edge) => this.said(this.look.view(edge.claim))).join(this.joint);
    return [...notes, note("chain", [named(path.start), said])];
  }

  // For each cause the best chain to it from the cause named, or else from another one.
  findChains() {
    const starts = new Set(this.given ? [this.given] : this.causes.standing);
    const ends = new Set(this.others);
    const found = this.look
      .edges(kindsOf("drives"))
      .filter((edge) => edge.sign >= 0 && edge.subject !== this.effect && edgePasses(this.look, edge, this.reading.filters));
    const best = new Map();
    for (const path of simplePaths(found, (id) => starts.has(id), (id) => ends.has(id), CHAIN, carriesOn)) {
      if (better(path, best.get(path.end))) best.set(path.end, path);
    }
    return best;
  }
}

export const RIVALS = { answer: rivals };
