// The graph as it is drawn: things that have a place, and lines of the claims that say the same between two of them.

import { CLAIMS, DATA, ENTITIES, own } from "./data.js";

// A claim with one of these states is listed but never drawn: a line on a picture reads as a fact.
const UNDRAWN = new Set(["rejected", "superseded", "withdrawn"]);
const SIGN_OF = { increases: "+", decreases: "−" };
export const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
export const signOf = (claim) => own(SIGN_OF, claim.polarity) ?? "";
export const relationOf = (claim) => own(DATA.relations, claim.relation) ?? { label: {}, kind: "structural" };
export const isCausal = (claim) => relationOf(claim).kind === "causal";
export const isDrawn = (id) => own(DATA.positions, id) !== undefined;

// The lines: {id, from, to, claims, relation, kind, status, sign, label, dashes, smooth}.
function drawnEdges() {
  const alike = new Map();
  for (const id of [...CLAIMS.keys()].sort(before)) {
    const claim = CLAIMS.get(id);
    if (!claim.object || !isDrawn(claim.subject) || !isDrawn(claim.object) || UNDRAWN.has(claim.status)) continue;
    const key = [claim.subject, claim.object, claim.relation, claim.polarity ?? "", claim.status].join(" ");
    if (!alike.has(key)) alike.set(key, []);
    alike.get(key).push(id);
  }
  const beside = new Map();
  return [...alike.values()].map((claims) => {
    const claim = CLAIMS.get(claims[0]);
    const [from, to, sign] = [claim.subject, claim.object, signOf(claim)];
    const pair = [from, to].sort(before).join(" ");
    const lane = beside.get(pair) ?? 0;
    beside.set(pair, lane + 1);
    return {
      id: claims[0],
      from,
      to,
      claims,
      relation: claim.relation,
      kind: isCausal(claim) ? "causal" : "structural",
      status: claim.status,
      sign,
      label: sign + (claim.status === "contested" ? "?" : ""),
      dashes: dashes(sign, claim.status),
      smooth: bend(lane, before(from, to) <= 0),
    };
  });
}

// Dots for what is contested, long dashes for what decreases; in pixels.
function dashes(sign, status) {
  if (status === "contested") return sign === "−" ? [9, 4, 2, 4] : [2, 5];
  return sign === "−" ? [10, 6] : false;
}

// Lines between the same two things are bent apart: alternately to one side and the other, ever wider. The side is
// seen along the line, so a line the other way round has its sides exchanged.
function bend(lane, forward) {
  if (!lane) return { enabled: false, type: "continuous" };
  const clockwise = (lane % 2 === 1) === forward;
  return { enabled: true, type: clockwise ? "curvedCW" : "curvedCCW", roundness: 0.18 * Math.floor((lane + 1) / 2) };
}

export const EDGES = drawnEdges();
export const NODES = new Map(Object.entries(DATA.positions).map(([id, [x, y]]) => [id, { id, x, y }]));
export const edgeOfClaim = new Map(EDGES.flatMap((edge) => edge.claims.map((claim) => [claim, edge])));
const edgesOf = new Map([...NODES.keys()].map((id) => [id, []]));
for (const edge of EDGES) {
  edgesOf.get(edge.from).push(edge);
  if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge);
}
export const linesOf = (id) => edgesOf.get(id) ?? [];
export const degree = (id) => linesOf(id).length;
export const other = (edge, id) => (edge.from === id ? edge.to : edge.from);

// The neighbours of an entity: those with most links of their own first, then by id.
export function neighbours(id) {
  const found = new Set(linesOf(id).map((edge) => other(edge, id)));
  found.delete(id);
  return [...found].sort((a, b) => degree(b) - degree(a) || before(a, b));
}

// Claims by every entity that they name: as an end, or as mechanism or place.
export const claimsOf = new Map();
export const namedIn = new Map();
const put = (map, key, id) => (map.has(key) ? map.get(key).push(id) : map.set(key, [id]));
for (const [id, claim] of CLAIMS) {
  for (const end of new Set([claim.subject, claim.object])) if (end) put(claimsOf, end, id);
  for (const named of new Set([...claim.through, ...claim.where])) put(namedIn, named, id);
}

// What a thing lies in, and what that lies in, nearest first.
export function within(id) {
  const found = [];
  for (let at = ENTITIES.get(id)?.in; at && !found.includes(at); at = ENTITIES.get(at)?.in) found.push(at);
  return found;
}
