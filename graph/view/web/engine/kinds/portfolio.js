// The portfolio of policies: which name no mechanism, which mechanisms no policy names, which lean on an unproven one.
// Mirrors graph/ask/kinds/portfolio.py.

import { Row, inAndOut } from "../answer.js";
import { NOWHERE } from "../edges.js";
import { claimPasses } from "../inquest.js";
import { claimsOf, effectAround, strength } from "../mechanisms.js";
import { but } from "../reading.js";
import { named, note } from "../said.js";
import { either, meets, once, put, sorted } from "../sets.js";
import { mentions, relations } from "../tables.js";
import { instances, within, withNarrower } from "../things.js";

const UPHELD = ["accepted", "contested"];
const idsOf = (claims) => claims.map((claim) => claim.id);

// The policies and mechanisms of the graph, or of some places; counts the claims that it looks at.
class Portfolio {
  constructor(look, filters) {
    Object.assign(this, { look, filters, examined: new Map() });
    this.claims = once(() => this.findClaims());
    this.names = once(() => new Map([...this.claims()].map(([policy, claims]) => [policy, this.mechanismsOf(policy, claims)])));
  }

  // For each policy the upheld claims about it, those about other places included.
  findClaims() {
    const found = new Map();
    for (const policy of sorted(instances("Policy"))) {
      const upheld = this.upheld(mentions(policy).map((id) => this.look.view(id)));
      if (this.isHere(policy, upheld)) found.set(policy, upheld);
    }
    return found;
  }

  // The claims that somebody upholds and that pass all filters but those on places, the strongest first.
  upheld(claims) {
    const anywhere = { ...this.filters, places: [], not_places: [] };
    const kept = claims.filter((claim) => {
      const passes = claimPasses(this.look, claim, anywhere);
      this.examined.set(claim.id, passes);
      return passes && UPHELD.includes(claim.status);
    });
    return sorted(kept, strength);
  }

  // Whether a policy lies in the places asked about, acts there, or comes from there.
  isHere(policy, claims) {
    const around = claims.map((claim) => {
      if (claim.subject === policy) return effectAround(claim);
      return relations().get(claim.relation).kind === "structural" ? within(claim.subject) : [];
    });
    return inAndOut(either([within(policy), ...around]), this.filters);
  }

  // The mechanisms that the claims of a policy name, and those claims; a claim that it is held back names none.
  mechanismsOf(policy, claims) {
    const found = new Map();
    for (const claim of claims) {
      if (claim.polarity === "decreases" && claim.object === policy) continue;
      const other = claim.subject === policy ? claim.object : claim.subject;
      const more = instances("Mechanism").has(other) ? [other] : [];
      for (const mechanism of new Set([...claim.through, ...more])) put(found, mechanism, claim);
    }
    return found;
  }

  // The policies whose claims name no mechanism.
  policiesWithout() {
    const bare = [...this.names()].filter(([, mechanisms]) => !mechanisms.size);
    return bare.map(([policy]) => {
      const ids = idsOf(this.claims().get(policy));
      return this.row(policy, "no-mechanism", [note(ids.length ? "claims" : "no-claims", [ids.length], ids)]);
    });
  }

  // The mechanisms that no policy names, the one with most claims first.
  mechanismsWithout() {
    const backed = either([...this.names().values()].map((mechanisms) => mechanisms.keys()));
    const alone = [...instances("Mechanism")].filter((id) => !meets(backed, withNarrower(id)));
    const found = alone.map((id) => [id, idsOf(this.atWork(id))]);
    const placed = this.filters.places.length || this.filters.not_places.length;
    return sorted(found, ([id, ids]) => [-ids.length, id])
      .filter(([, ids]) => ids.length || !placed)
      .map(([id, ids]) => this.row(id, "no-policy", [note(ids.length ? "at-work" : "not-at-work", [ids.length], ids)]));
  }

  // The accepted causal claims that name a mechanism itself, with an effect in the places asked about.
  atWork(mechanism) {
    return this.causal(mechanism)
      .filter((claim) => claim.status === "accepted" && (claim.subject === mechanism || claim.through.includes(mechanism)))
      .filter((claim) => inAndOut(effectAround(claim), this.filters));
  }

  // Every upheld causal claim through a mechanism or a narrower one, or about what it does, anywhere.
  causal(mechanism) {
    return this.upheld(claimsOf(this.look, mechanism));
  }

  // The mechanisms that two policies or more name and that are unproven, the one with most policies first.
  leaning() {
    const groups = new Map();
    for (const [policy, mechanisms] of this.names()) for (const [mechanism, claims] of mechanisms) put(groups, mechanism, [policy, claims]);
    return sorted(groups, ([mechanism, policies]) => [-policies.length, mechanism]).flatMap(([mechanism, policies]) => {
      const causal = this.causal(mechanism);
      if (policies.length < 2 || causal.some(isProven)) return [];
      const notes = sorted(policies, ([policy]) => policy).map(([policy, claims]) => note("policy", [named(policy)], idsOf(claims)));
      const proof = note(causal.length ? "all-weak" : "no-causal", [causal.length], idsOf(causal));
      const title = note("title-leaning", [named(mechanism), policies.length]);
      return [this.row(mechanism, "unproven", [proof, ...notes], title)];
    });
  }

  row(thing, verdict, notes, title) {
    return new Row(this.look, NOWHERE, { verdict, ends: [thing, ""], notes, title });
  }
}

// Whether a claim is accepted and has two independent sources or more.
const isProven = (claim) => claim.status === "accepted" && claim.independent > 1;

// The rows of one of the three questions, or of all.
function portfolio(look, reading) {
  const found = new Portfolio(look, reading.filters);
  const [policies, mechanisms] = [Boolean(reading.subject.type), Boolean(reading.object.type)];
  const every = policies === mechanisms && !policies;
  const rows = [
    ...(every || (policies && mechanisms) ? found.leaning() : []),
    ...(every || (policies && !mechanisms) ? found.policiesWithout() : []),
    ...(every || (mechanisms && !policies) ? found.mechanismsWithout() : []),
  ];
  const leftOut = [...found.examined.values()].filter((passed) => !passed).length;
  return { reading, rows, examined: { claims: found.examined.size, "claims left out by filters": leftOut, paths: rows.length } };
}

export const PORTFOLIO = { answer: portfolio, filters: but(["through", "not_through"]), general: true };
