// The search for paths that something hides: the least sets of hindrances, each with the best path that it hides.
// Mirrors graph/ask/hidden.py. A set of hindrances is an array of names in order, without doubles.

import { byObject, bySubject, better, Path, distances } from "./edges.js";
import { MAX_HOPS } from "./reading.js";
import { sorted, unique } from "./sets.js";

const STEPS = 150_000; // so many steps one search may take

export const setOf = (names) => sorted(unique(names.filter(Boolean)));
export const keyOf = (set) => set.join(",");
const union = (one, other) => (!other.length ? one : !one.length ? other : setOf([...one, ...other]));
export const isWithin = (small, large) => small.every((name) => large.includes(name));
const inside = (small, large) => small.length < large.length && isWithin(small, large);

// The least sets of hindrances that hide a simple path of at most `MAX_HOPS` claims, each with its best path:
// {paths: [[set, path]], lookedAt, cut}. `cut` is the length of chain at which the search had taken all its steps.
//   hindrances  {ofClaim(edge), ofStep(trail, edge), ofLength(length), ofPath(path)}: each gives a set
//   wanted      whether a set is of interest; where one is not, no larger one may be
export function hiddenPaths(edges, start, end, hindrances, wanted = () => true) {
  const walk = new Walk(bySubject(edges), distances(byObject(edges), [end], MAX_HOPS), end, hindrances, wanted);
  for (let length = 1; length <= MAX_HOPS && !walk.cut; length += 1) {
    walk.onFrom(start, new Set([start]), hindrances.ofLength(length), length);
    if (walk.steps < 0) walk.cut = length;
    walk.settle();
  }
  return { paths: [...walk.paths.values()], lookedAt: walk.lookedAt, cut: walk.cut };
}

// A depth-first walk over the paths of one length, the shorter lengths done.
class Walk {
  constructor(outgoing, distance, end, hindrances, wanted) {
    Object.assign(this, { outgoing, distance, end, hindrances, wanted });
    Object.assign(this, { steps: STEPS, paths: new Map(), fresh: new Map(), trail: [], lookedAt: 0, cut: 0 });
  }

  // Go on from a thing, with exactly `left` claims to go.
  onFrom(here, seen, hindered, left) {
    for (const edge of this.outgoing.get(here) ?? []) {
      const target = edge.object;
      if (seen.has(target) || (target === this.end) !== (left === 1) || (this.distance.get(target) ?? left) > left - 1) continue;
      this.steps -= 1;
      if (this.steps < 0) return;
      let now = union(hindered, this.hindrances.ofClaim(edge));
      if (this.trail.length) now = union(now, this.hindrances.ofStep(this.trail, edge));
      if (!this.isOfUse(now)) continue;
      this.trail.push(edge);
      if (left > 1) {
        seen.add(target);
        this.onFrom(target, seen, now, left - 1);
        seen.delete(target);
      } else this.arrive(new Path([...this.trail]), now);
      this.trail.pop();
      if (this.steps < 0) return;
    }
  }

  arrive(path, found) {
    this.lookedAt += 1;
    const hindered = union(found, this.hindrances.ofPath(path));
    if (!this.isOfUse(hindered)) return;
    const best = this.fresh.get(keyOf(hindered));
    if (better(path, best?.[1])) this.fresh.set(keyOf(hindered), [hindered, path]);
  }

  // Whether a chain with these hindrances may tell something that shorter ones do not.
  isOfUse(hindered) {
    for (const [known] of this.paths.values()) if (isWithin(known, hindered)) return false;
    for (const [known] of this.fresh.values()) if (inside(known, hindered)) return false;
    return this.wanted(hindered);
  }

  // Keep the least of the sets that are known by now.
  settle() {
    this.paths = leastOf(new Map([...this.paths, ...this.fresh]));
    this.fresh = new Map();
  }
}

// Those sets that hold no other.
export function leastOf(found) {
  const sets = [...found.values()].map(([set]) => set);
  return new Map([...found].filter(([, [set]]) => !sets.some((other) => inside(other, set))));
}
