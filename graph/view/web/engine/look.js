// A look at the claims with some of their evidence: all of it, what was public by the end of a year, or what is left
// when the reader switches sources off. Belief is that which the seen evidence gives.

import { CLAIMS } from "../data.js";
import { weigh } from "./belief.js";
import { QuestionError } from "./reading.js";
import { canAnswer, card, edgeOf, edgesOf, groupOf, sourceOf } from "./tables.js";

class Look {
  // `knownBy`: a year, or null; evidence of unknown date is then left out. `without`: ids of sources.
  constructor(knownBy = null, without = []) {
    this.knownBy = knownBy;
    this.without = new Set(without);
    this.whole = knownBy === null && !this.without.size;
    this.views = new Map();
    this.sources = new Map();
  }

  // A claim with what is seen of its evidence.
  view(id) {
    let found = this.views.get(id);
    if (!found) this.views.set(id, (found = this.read(id)));
    return found;
  }

  read(id) {
    const { evidence, confidence, independent_sources: independent } = CLAIMS.get(id);
    const seen = this.whole ? evidence : evidence.filter((each) => this.sees(each.source));
    const belief = this.whole ? { confidence: confidence ?? null, independent } : this.weighing(seen);
    return new Claim(card(id), seen, belief.confidence, belief.independent);
  }

  // How belief comes about from pieces of evidence.
  weighing(evidence) {
    return weigh(
      evidence.map(({ source, direction, strength }) => {
        const { group, kind } = this.source(source);
        return { group, kind, direction, strength: strength ?? "" };
      }),
    );
  }

  source(id) {
    let found = this.sources.get(id);
    if (!found) this.sources.set(id, (found = sourceOf(id)));
    return found;
  }

  sees(source) {
    if (this.without.has(source)) return false;
    if (this.knownBy === null) return true;
    const { public: day } = this.source(source);
    return day !== "" && day <= `${yearOf(this.knownBy)}-12-31`;
  }

  // The accepted claims of some relations between two things, ordered by id.
  edges(names) {
    const found = edgesOf(names);
    return this.whole ? found : found.map((edge) => ({ ...edge, confidence: this.view(edge.claim).confidence }));
  }
}

export const yearOf = (year) => String(year).padStart(4, "0");

// A claim as answers show it: what its card says, `confidence` (null: not assessed), `independent` (how many independent
// groups of sources support it), the `evidence` that is seen, `supporting` sources and their `groups`.
class Claim {
  constructor(written, evidence, confidence, independent) {
    Object.assign(this, written, { evidence, confidence, independent });
    const supporting = evidence.filter((each) => each.direction !== "disputes").map((each) => each.source);
    this.supporting = new Set(supporting);
    this.groups = new Set(supporting.map(groupOf));
  }

  // Texts of the claim that come later than the rest of the page's data.
  get reason() {
    return CLAIMS.get(this.id).reason ?? {};
  }

  // The claim as an edge; without an object it ends in the empty id.
  get edge() {
    return (this.made ??= edgeOf(this.id, this.confidence));
  }
}

// Looks that were made before, the latest last: a slider comes back to them.
const looks = new Map();
const MOST = 12;

export function lookFor({ known_by: year = null, without_sources: without = [] } = {}) {
  if (!canAnswer) throw new QuestionError("this page does not carry what answers need");
  const key = JSON.stringify([year, [...without].sort()]);
  const found = looks.get(key) ?? new Look(year, without);
  looks.delete(key);
  looks.set(key, found);
  if (looks.size > MOST) looks.delete(looks.keys().next().value);
  return found;
}
