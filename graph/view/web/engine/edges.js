// Chains of claims, and the search for simple ones. Mirrors graph/ask/edges.py.

import { before, put } from "./sets.js";

// A chain of claims, each starting where the one before ends, through nothing twice.
export class Path {
  constructor(edges) {
    this.edges = edges;
  }

  get start() {
    return this.edges[0]?.subject ?? "";
  }

  get end() {
    return this.edges.at(-1)?.object ?? "";
  }

  // That of the weakest link; null if any is not assessed.
  get confidence() {
    if (this.weakest === undefined) {
      const values = this.edges.map((edge) => edge.confidence);
      this.weakest = !values.length || values.includes(null) ? null : Math.min(...values);
    }
    return this.weakest;
  }

  // The product of the signs: 1, -1, or 0 if any is unclear.
  get sign() {
    return this.edges.reduce((product, edge) => product * edge.sign, 1) + 0; // no negative zero
  }
}

export const NOWHERE = new Path([]);

// Best first: fewer claims, then the stronger weakest link, then by id so that the order is fixed.
export function byRank(one, other) {
  const shorter = one.edges.length - other.edges.length;
  if (shorter) return shorter;
  const stronger = (other.confidence ?? -1) - (one.confidence ?? -1);
  return stronger || byIds(one, other);
}

function byIds(one, other) {
  for (let at = 0; at < one.edges.length && at < other.edges.length; at += 1) {
    const found = before(one.edges[at].claim, other.edges[at].claim);
    if (found) return found;
  }
  return one.edges.length - other.edges.length;
}

export const better = (path, best) => !best || byRank(path, best) < 0;

// Edges by what they come from, or lead to.
export function bySubject(edges) {
  const found = new Map();
  for (const edge of edges) put(found, edge.subject, edge);
  return found;
}

export function byObject(edges) {
  const found = new Map();
  for (const edge of edges) put(found, edge.object, edge);
  return found;
}

// Every simple path of at most `hops` edges from what `starts` to what `ends`; of parallel edges each makes a path.
//   follows  (trail, edge): whether a claim can carry on what the claims of a path say
//   most     so many paths at most
export function simplePaths(edges, starts, ends, hops, follows = () => true, most = Infinity) {
  const outgoing = bySubject(edges);
  const incoming = byObject(edges);
  const distance = distances(incoming, [...incoming.keys()].filter(ends), hops);
  const found = [];
  const trail = [];
  const seen = new Set();

  // The paths that go on from `here`, with `left` hops to go. What cannot reach an end in them is not walked into.
  function onFrom(here, left) {
    for (const edge of outgoing.get(here) ?? []) {
      const target = edge.object;
      if (seen.has(target) || (distance.get(target) ?? left) > left - 1) continue;
      if (trail.length && !follows(trail, edge)) continue;
      if (found.length >= most) return;
      trail.push(edge);
      if (ends(target)) found.push(new Path([...trail]));
      seen.add(target);
      onFrom(target, left - 1);
      seen.delete(target);
      trail.pop();
    }
  }

  for (const start of [...outgoing.keys()].filter(starts).sort()) {
    seen.add(start);
    onFrom(start, hops);
    seen.delete(start);
  }
  return found;
}

// The number of hops from each thing to the nearest end, where it is at most `hops`.
export function distances(incoming, ends, hops) {
  const distance = new Map(ends.map((id) => [id, 0]));
  let frontier = [...distance.keys()];
  for (let step = 1; step <= hops && frontier.length; step += 1) {
    const following = [];
    for (const id of frontier) {
      for (const edge of incoming.get(id) ?? []) {
        if (distance.has(edge.subject)) continue;
        distance.set(edge.subject, step);
        following.push(edge.subject);
      }
    }
    frontier = following;
  }
  return distance;
}
