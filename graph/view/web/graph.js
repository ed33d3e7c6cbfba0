// The graph as it is drawn: things that have a place, and lines of the claims that say the same between two of them.

import { CLAIMS, DATA, ENTITIES, own } from "./data.js";
import { LARGE, POSITIONS, onMore, planeIsRead } from "./large.js";

// A claim with one of these states is listed but never drawn: a line on a picture reads as a fact.
const UNDRAWN = new Set(["rejected", "superseded", "withdrawn"]);
const SIGN_OF = { increases: "+", decreases: "−" };
export const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
export const signOf = (claim) => own(SIGN_OF, claim.polarity) ?? "";
export const relationOf = (claim) => own(DATA.relations, claim.relation) ?? { label: {}, kind: "structural" };
export const isCausal = (claim) => relationOf(claim).kind === "causal";

// The lines: {id, from, to, tail, head, claims, relation, kind, status, sign, label, dashes, smooth}. `tail` and `head`
// are the numbers of the things that it runs from and to. Claims of one line say the same.
function drawnEdges() {
  const number = new Map([...POSITIONS.keys()].map((id, at) => [id, at]));
  const beside = new Map(); // two things, in whatever order: what joins them
  const all = [];
  for (const [id, claim] of CLAIMS) {
    if (!claim.object || UNDRAWN.has(claim.status)) continue;
    const [a, b] = [number.get(claim.subject), number.get(claim.object)];
    if (a === undefined || b === undefined) continue;
    const pair = a < b ? a * number.size + b : b * number.size + a;
    const between = beside.get(pair);
    const found = between?.find((one) => sameSaid(one.claim, claim));
    if (found) found.claims.push(id);
    else {
      const line = { claim, claims: [id], lane: between?.length ?? 0, tail: a, head: b };
      all.push(line);
      if (between) between.push(line);
      else beside.set(pair, [line]);
    }
  }
  const kinds = new Map();
  return all.map(({ claim, claims, lane, tail, head }) => {
    if (claims.length > 1) claims.sort();
    const { subject: from, object: to, relation, status } = claim;
    const sign = signOf(claim);
    if (!kinds.has(relation)) kinds.set(relation, isCausal(claim) ? "causal" : "structural");
    return {
      id: claims[0],
      from,
      to,
      tail,
      head,
      claims,
      relation,
      kind: kinds.get(relation),
      status,
      sign,
      label: sign + (status === "contested" ? "?" : ""),
      dashes: dashes(sign, status),
      smooth: lane ? bend(lane, from <= to) : STRAIGHT,
    };
  });
}

const sameSaid = (one, two) =>
  one.subject === two.subject && one.object === two.object && one.relation === two.relation && (one.polarity ?? "") === (two.polarity ?? "") && one.status === two.status;

// Dots for what is contested, long dashes for what decreases; in pixels.
function dashes(sign, status) {
  if (status === "contested") return sign === "−" ? [9, 4, 2, 4] : [2, 5];
  return sign === "−" ? [10, 6] : false;
}

// Lines between the same two things are bent apart: alternately to one side and the other, ever wider. The side is
// seen along the line, so a line the other way round has its sides exchanged.
const STRAIGHT = { enabled: false, type: "continuous" };
function bend(lane, forward) {
  const clockwise = (lane % 2 === 1) === forward;
  return { enabled: true, type: clockwise ? "curvedCW" : "curvedCCW", roundness: 0.18 * Math.floor((lane + 1) / 2) };
}

export const EDGES = [];
export const NODES = new Map();
export const edgeOfClaim = new Map();
const edgesOf = new Map();
// Claims by every entity that they name: as an end, or as mechanism or place.
export const claimsOf = new Map();
export const namedIn = new Map();

function index() {
  for (const table of [NODES, edgeOfClaim, edgesOf, claimsOf, namedIn]) table.clear();
  EDGES.length = 0;
  for (const edge of drawnEdges()) EDGES.push(edge);
  for (const [id, [x, y]] of POSITIONS) {
    NODES.set(id, { id, x, y, at: NODES.size });
    edgesOf.set(id, []);
  }
  for (const edge of EDGES) {
    for (const claim of edge.claims) edgeOfClaim.set(claim, edge);
    edgesOf.get(edge.from).push(edge);
    if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge);
  }
  const put = (map, key, id) => {
    const found = map.get(key);
    if (found) found.push(id);
    else map.set(key, [id]);
  };
  for (const [id, { subject, object, through, where }] of CLAIMS) {
    put(claimsOf, subject, id);
    if (object && object !== subject) put(claimsOf, object, id);
    if (through.length || where.length) for (const named of new Set([...through, ...where])) put(namedIn, named, id);
  }
}
index();
onMore(index);

export const linesOf = (id) => edgesOf.get(id) ?? [];
// How many lines end at a thing; while only the opening is read, as many as there are in the whole graph.
export const degree = (id) => (planeIsRead() ? linesOf(id).length : (own(LARGE.degrees, id) ?? 0));
export const other = (edge, id) => (edge.from === id ? edge.to : edge.from);

// The neighbours of an entity: those with most links of their own first, then by id.
export function neighbours(id) {
  const found = new Set(linesOf(id).map((edge) => other(edge, id)));
  found.delete(id);
  return [...found].sort((a, b) => degree(b) - degree(a) || before(a, b));
}

// What a thing lies in, and what that lies in, nearest first.
export function within(id) {
  const found = [];
  for (let at = ENTITIES.get(id)?.in; at && !found.includes(at); at = ENTITIES.get(at)?.in) found.push(at);
  return found;
}
