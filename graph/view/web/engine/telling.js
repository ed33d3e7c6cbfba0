// What is said of a hidden path: each filter and rule in words, and where on the path it bites.
// Mirrors graph/ask/hindrance_notes.py.

import { edgePasses, obstacle, pathFilter } from "./answer.js";
import { Path } from "./edges.js";
import { HOPS, ORDER, PLACE, RELATION, RULES, SIGN, STATUS, singleFilters } from "./hindrance.js";
import { lookFor } from "./look.js";
import { filterPhrases, label, message, named, note, reasonOf, statement, text } from "./said.js";

const WHY_NOT = "why-not";

// Tells of the paths that a question does not get. `look`: the claims as they are seen without what hides the path.
export class Telling {
  constructor(look, reading) {
    Object.assign(this, { look, reading, language: reading.language, filters: singleFilters(reading) });
  }

  text(name, ...values) {
    return text(WHY_NOT, name, this.language, ...values);
  }

  // A filter as a question says it, or a rule in short.
  phrase(name) {
    if (RULES.includes(name)) return this.text(`rule-${name}`);
    if (name === HOPS) return message(this.reading.hops > 1 ? "hops" : "one-hop", this.language, this.reading.hops);
    const filters = this.filters.get(name);
    if (name !== "places") return filterPhrases(filters, this.language)[0];
    const joint = message("or", this.language);
    return message("place", this.language, filters.places.map((place) => label(place, this.language)).join(joint)).trim();
  }

  // Several of them, each in quotation marks.
  phrases(names) {
    return names.map((name) => this.text("quoted", this.phrase(name))).join(message("and", this.language));
  }

  // Where on a path a filter or a rule bites.
  details(name, path) {
    if (name === HOPS) return [note("steps", [path.edges.length])];
    if (name === STATUS) return this.states(path);
    if (name === SIGN) return [note(path.sign < 0 ? "opposite" : "opposite-of-less", [named(path.start), named(path.end)])];
    if (name === RELATION) return [note("other-relations")];
    if (name === ORDER || name === PLACE) return this.steps(name, path);
    const leftOut = path.edges.filter((edge) => !this.passes(name, edge));
    if (!leftOut.length) return [note("not-met", [this.phrase(name)])];
    const shown = leftOut.map((edge) => this.withConfidence(name, edge)).join(message("list", this.language));
    return [note("leaves-out", [this.phrase(name), shown])];
  }

  // Whether a claim by itself meets a filter; one that is about whole paths is met by every claim.
  passes(name, edge) {
    const filters = this.filters.get(name);
    if (filters.not_through.length) return pathFilter(this.look, filters)(new Path([edge]));
    const narrowed = filters.known_by !== null || filters.without_sources.length;
    return edgePasses(narrowed ? lookFor(filters) : this.look, edge, filters);
  }

  // A claim as a sentence, with its period.
  said(edge) {
    const claim = this.look.view(edge.claim);
    return statement(claim, this.language) + (claim.when ? this.text("brackets", this.period(claim.when)) : "");
  }

  period(edtf) {
    const at = edtf.indexOf("/");
    if (at < 0) return edtf;
    const [start, end] = [edtf.slice(0, at), edtf.slice(at + 1)];
    return this.text(end === ".." ? "since" : start === ".." ? "until" : "from-to", start, end);
  }

  withConfidence(name, edge) {
    if (name !== "confidence") return this.said(edge);
    const sure = this.text(edge.confidence === null ? "unassessed" : "sure", (edge.confidence ?? 0).toFixed(2));
    return this.said(edge) + this.text("brackets", sure);
  }

  states(path) {
    return path.edges.flatMap((edge) => {
      const { status, id } = this.look.view(edge.claim);
      const reason = reasonOf(id, this.language);
      return status === "accepted" ? [] : [note(status, [this.said(edge)]), ...(reason ? [note("reason", [reason])] : [])];
    });
  }

  steps(name, path) {
    return path.edges.slice(1).flatMap((edge, at) => {
      const trail = path.edges.slice(0, at + 1);
      if (obstacle(trail, edge) !== name) return [];
      if (name === PLACE) return [note("elsewhere", [edge.subject, trail[0].subject, edge.object].map(named))];
      const late = trail.find((one) => one.since && edge.begun < one.since);
      return [note("began-before", [this.said(edge), this.said(late)])];
    });
  }
}
