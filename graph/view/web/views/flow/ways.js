// Ways: what causes what through which mechanism, gathered from causal claims; and which claims have room.

import { CLAIMS, ENTITIES } from "../../data.js";
import { before } from "../../graph.js";
import { isOf } from "../../lift.js";

export const NONE = ""; // stands for the mechanism of a claim that names none
export const VALUES = {
  claims: () => 1,
  sources: (claim) => claim.independent_sources ?? 0,
};

// The causal claims of the part's lines, each with its ways: {id, value, sign, contested, ends: [[cause, mechanism,
// effect], …]}; those of an anchor or about a cluster first, then those whose ends have most, so that few things show
// many claims, then the more certain.
export function causal(edges, measure) {
  const found = [];
  const weights = [new Map(), new Map(), new Map()];
  const add = (column, id, value) => weights[column].set(id, (weights[column].get(id) ?? 0) + value);
  for (const { kind, from, to, sign, status, claims } of edges) {
    if (kind !== "causal") continue;
    for (const id of claims) {
      const claim = CLAIMS.get(id);
      const through = claim.through.length ? [...new Set(claim.through)] : [NONE];
      const value = VALUES[measure](claim);
      found.push({ id, value, sign, contested: status === "contested", ends: through.map((mechanism) => [from, mechanism, to]), certain: claim.confidence ?? -1 });
      add(0, from, value);
      add(2, to, value);
      for (const mechanism of through) add(1, mechanism, value);
    }
  }
  for (const one of found) {
    const [cause, , effect] = one.ends[0];
    const least = Math.min(...one.ends.map(([, mechanism]) => weights[1].get(mechanism)));
    one.rank = weights[0].get(cause) + weights[2].get(effect) + Math.sqrt(least);
    one.tier = Number(Boolean(ENTITIES.get(cause)?.roles.includes("Anchor"))) + Number(isOf(effect, "Cluster"));
  }
  return found.sort((a, b) => b.tier - a.tier || b.rank - a.rank || b.certain - a.certain || before(a.id, b.id));
}

// The first claims that have room with all their ways: each thing takes `height(column, id)` of its column, once. What
// is `wanted` comes first. No more than `most`.
export function fitting(claims, room, height, wanted, most) {
  const used = [0, 0, 0];
  const there = [new Set(), new Set(), new Set()];
  const fits = ({ ends }) => {
    const fresh = [0, 1, 2].map((column) => new Set(ends.map((way) => way[column]).filter((id) => !there[column].has(id))));
    const more = fresh.map((ids, column) => [...ids].reduce((sum, id) => sum + height(column, id), 0));
    if (there[0].size && more.some((tall, column) => tall && used[column] + tall > room)) return false;
    fresh.forEach((ids, column) => {
      used[column] += more[column];
      for (const id of ids) there[column].add(id);
    });
    return true;
  };
  return [...claims.filter(wanted), ...claims.filter((one) => !wanted(one))].filter((one, at) => at < most && fits(one));
}

// Their ways: {key, ends, sign, contested, claims, weight}. A claim with two mechanisms is half in each, so that a thing
// is as high as it has claims.
export function gathered(claims) {
  const ways = new Map();
  for (const { id, value, sign, contested, ends: every } of claims) {
    for (const ends of every) {
      const key = JSON.stringify([...ends, sign, contested]);
      if (!ways.has(key)) ways.set(key, { key, ends, sign, contested, claims: [], weight: 0 });
      const way = ways.get(key);
      way.claims.push(id);
      way.weight += value / every.length;
    }
  }
  return [...ways.values()];
}

export const claimsOfWays = (ways) => [...new Set(ways.flatMap((way) => way.claims))];
