// Why there is no path from one thing to another: what hides one, and which hop is missing.
// Mirrors graph/ask/kinds/why_not.py.

import { Row, carriesOn, pathOf, relational } from "../answer.js";
import { NOWHERE, byObject, distances } from "../edges.js";
import { NEARNESS, missingHop, reached, reaching } from "../frontier.js";
import { HOPS, RULES, singleFilters, whatHides } from "../hindrance.js";
import { isWithin } from "../hidden.js";
import { MAX_HOPS } from "../reading.js";
import { named, note } from "../said.js";
import { sorted } from "../sets.js";
import { relations } from "../tables.js";
import { Telling } from "../telling.js";

// One row that says whether there is a path, then what hides one, then the frontier.
function whyNot(look, asked) {
  const reading = { ...asked, relation: asked.relation || "drives" };
  const found = relational(look, { ...reading, kind: "paths" });
  if (found.rows.length) {
    const [{ path, others }] = found.rows;
    const title = note("exists", endsOf(reading).map(named));
    return { reading, rows: [new Row(look, path, { others, verdict: "path-exists", title })], examined: found.examined };
  }
  const told = new Case(look, reading, whatHides(look, reading));
  const rows = [told.lead(), ...told.hidden(), ...told.frontier(), ...told.otherWay()];
  return { reading, rows, examined: { ...found.examined, paths: told.findings.lookedAt } };
}

const endsOf = (reading) => [reading.subject.entity, reading.object.entity];

// A question without a path, and what was found of it.
class Case {
  constructor(look, reading, findings) {
    Object.assign(this, { look, reading, findings, ends: endsOf(reading) });
    this.transitive = relations().get(reading.relation).transitive;
    // The names of the question's own filters that can be dropped.
    this.asked = [...singleFilters(reading).keys(), ...(this.transitive && reading.hops < MAX_HOPS ? [HOPS] : [])];
  }

  row(path, verdict, title, notes = [], ends = this.ends, look = this.look) {
    return new Row(look, path, { verdict, title, notes, ends });
  }

  // There is none; whether that is due to the filters; and whether anything joins the two.
  lead() {
    const { cut } = this.findings;
    const notes = [...this.onFilters(), ...this.onConnection(), ...(cut ? [note("cut", [cut])] : [])];
    return this.row(NOWHERE, "no-path", note("none", this.ends.map(named)), notes);
  }

  onFilters() {
    const { hidden, cut } = this.findings;
    if (!this.asked.length || cut || hidden.some(([set]) => isWithin(set, this.asked))) return [];
    if (this.asked.length === 1 && this.asked[0] === HOPS) return [note("no-longer-path", [MAX_HOPS])];
    return [this.transitive ? note("not-the-filters", [MAX_HOPS]) : note("not-the-filters-direct")];
  }

  onConnection() {
    const [one, other] = this.ends;
    const { claims, hidden, cut } = this.findings;
    if (one === other) return [note("same", [named(one)])];
    const notes = [];
    if (!claims.some((edge) => edge.subject === one)) notes.push(note("no-cause", [named(one)]));
    if (!claims.some((edge) => edge.object === other)) notes.push(note("no-effect", [named(other)]));
    if (!areJoined(claims, one, other)) return [...notes, note("not-connected")];
    if (notes.length || hidden.length || cut) return notes;
    const length = shortest(claims, one, other);
    return [length ? note("too-long", [length, MAX_HOPS]) : note("wrong-way")];
  }

  // What hides a path, single filters first; sets that hold a rule and more are shown where nothing less is.
  hidden() {
    const every = this.findings.hidden;
    const order = [...this.asked, ...RULES];
    const isOwn = (set) => isWithin(set, this.asked);
    const fewest = Math.min(...every.map(([set]) => set.length));
    const own = Math.min(...every.filter(([set]) => isOwn(set)).map(([set]) => set.length));
    const most = Number.isFinite(own) ? Math.max(own, 2) : 2;
    const ordered = every.map(([set, look, path]) => [arranged(order, set), look, path]);
    return sorted(ordered, ([names]) => [names.length, names.map((name) => order.indexOf(name))])
      .filter(([names]) => names.length === 1 || names.length === fewest || (isOwn(names) && names.length <= most))
      .map(([names, look, path]) => this.hiddenRow(names, look, path));
  }

  hiddenRow(names, look, path) {
    const telling = new Telling(look, this.reading);
    const verdict = names.length > 1 ? "hidden-by-several" : isWithin(names, this.asked) ? "hidden-by-filter" : "hidden-by-rule";
    const title = note(names.length > 1 ? "hidden-together" : "hidden", [telling.phrases(names), ...this.ends.map(named)]);
    return this.row(path, verdict, title, names.flatMap((name) => telling.details(name, path)), [path.start, path.end], look);
  }

  // How far the chains from the cause go, how far back those to the effect, and the missing hop.
  frontier() {
    const [one, other] = this.ends;
    const gap = one === other ? null : this.gap();
    if (!gap || (this.findings.hidden.length && !gap.before.edges.length && !gap.after.edges.length)) return [];
    const rows = [];
    const tell = (path, name, ends, title) => path.edges.length && rows.push(this.row(path, name, note(name, title.map(named)), [], ends));
    tell(gap.before, "reached", [one, gap.one], [one, gap.one]);
    tell(gap.after, "reaching", [gap.other, other], [other, gap.other]);
    return [...rows, this.missing(gap)];
  }

  gap() {
    const [one, other] = this.ends;
    const { kept } = this.findings;
    const hops = this.transitive ? this.reading.hops : 1;
    return missingHop(this.look, reached(kept, one, hops - 1, carriesOn), reaching(kept, other, hops - 1, carriesOn), hops);
  }

  missing({ one, other, nearness, shared }) {
    const { kept } = this.findings;
    const notes = [];
    if (!kept.some((edge) => edge.subject === this.ends[0])) notes.push(note("leads-nowhere", [named(one)]));
    if (!kept.some((edge) => edge.object === this.ends[1])) notes.push(note("comes-from-nowhere", [named(other)]));
    const isClaim = NEARNESS[nearness] === "claim";
    const path = isClaim ? pathOf(this.look.view(shared)) : NOWHERE;
    const told = isClaim ? [new Telling(this.look, this.reading).said(path.edges[0])] : shared ? [named(shared)] : [];
    notes.push(note(`near-${NEARNESS[nearness]}`, told));
    return this.row(path, "missing-hop", note("missing", [named(one), named(other)]), notes, [one, other]);
  }

  // The best path from the effect to the cause, if there is one.
  otherWay() {
    const [subject, object] = [this.reading.object, this.reading.subject];
    const { rows } = relational(this.look, { ...this.reading, kind: "paths", subject, object });
    const title = note("other-way", [subject.entity, object.entity].map(named));
    return rows.slice(0, 1).map(({ path, others }) => new Row(this.look, path, { others, verdict: "other-way", title }));
  }
}

// Names in an order; those that are not in it come last.
function arranged(order, names) {
  return [...order.filter((name) => names.includes(name)), ...sorted(names.filter((name) => !order.includes(name)))];
}

// Whether claims join two things, in whichever direction they are read.
function areJoined(claims, one, other) {
  const turned = claims.map((edge) => ({ ...edge, subject: edge.object, object: edge.subject }));
  return shortest([...claims, ...turned], one, other) > 0;
}

// The number of claims in the shortest chain from one thing to another; 0 if there is none.
function shortest(claims, one, other) {
  const incoming = byObject(claims);
  return distances(incoming, [other], incoming.size + 1).get(one) ?? 0;
}

export const WHY_NOT = { answer: whyNot, hops: true };
