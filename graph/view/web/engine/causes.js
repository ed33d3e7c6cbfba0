// The causes of one thing, by the claims that say so: mechanisms, witnesses, and who set two against each other.
// Mirrors graph/ask/causes.py.

import { either, meets, once, put, sorted } from "./sets.js";
import { withNarrower } from "./things.js";

// The states of claims that tell of causes, the surest first.
export const STATES = ["accepted", "contested", "rejected"];
export const surestFirst = (claim) => [STATES.indexOf(claim.status), -(claim.confidence ?? 0), claim.id];

// The claims on what brought one thing about, the surest first.
export class Causes {
  constructor(claims) {
    this.claims = claims;
    this.claimsOf = new Map();
    for (const claim of claims) put(this.claimsOf, claim.subject, claim);
    // The causes that were not rejected.
    this.standing = [...this.claimsOf.keys()].filter((cause) => !this.rejected(cause));
    this.byMechanism = once(() => this.groups());
  }

  // Whether every claim of a cause was rejected.
  rejected(cause) {
    return this.claimsOf.get(cause).every((claim) => claim.status === "rejected");
  }

  // Each mechanism with the causes that work through it or a narrower one; the one with most causes first.
  groups() {
    const through = new Map(this.standing.map((cause) => [cause, new Set(this.claimsOf.get(cause).flatMap((claim) => claim.through))]));
    const used = sorted(either(through.values()));
    const found = used.map((id) => [id, this.standing.filter((cause) => meets(through.get(cause), withNarrower(id)))]);
    return sorted(found, ([id, causes]) => [-causes.length, id]);
  }

  // The causes but one: those first that share a mechanism with most others; rejected ones last.
  inOrder(but) {
    const groups = this.byMechanism();
    const place = (cause) => {
      const at = groups.findIndex(([, causes]) => causes.includes(cause));
      return at < 0 ? groups.length : at;
    };
    const causes = [...this.claimsOf.keys()].filter((cause) => cause !== but);
    return sorted(causes, (cause) => [this.rejected(cause), place(cause), surestFirst(this.claimsOf.get(cause)[0])]);
  }

  // The sources that speak for more than one cause, each with them; those for most first.
  witnessesOfSeveral() {
    const found = new Map();
    for (const cause of this.standing) {
      for (const source of sorted(either(this.claimsOf.get(cause).map((claim) => claim.supporting)))) put(found, source, cause);
    }
    return sorted([...found].filter(([, causes]) => causes.length > 1), ([source, causes]) => [-causes.length, source]);
  }

  // The claims of two causes that a source, or a rival claim, sets against each other: {one, other, source}.
  contests() {
    const causes = [...this.claimsOf.keys()];
    const pairs = causes.flatMap((one, at) => causes.slice(at + 1).map((other) => [this.claimsOf.get(one), this.claimsOf.get(other)]));
    return pairs.flatMap(([ones, others]) => ones.flatMap((first) => others.flatMap((second) => between(first, second))));
  }
}

function between(first, second) {
  const tested = [[first, second], [second, first]].flatMap(([one, other]) => {
    const against = new Set(other.evidence.filter((each) => each.direction === "disputes").map((each) => each.source));
    return sorted(one.supporting).filter((source) => against.has(source)).map((source) => ({ one, other, source }));
  });
  if (tested.length) return tested;
  return second.rival.includes(first.id) || first.rival.includes(second.id) ? [{ one: first, other: second, source: "" }] : [];
}
