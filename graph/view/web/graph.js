// The graph as it is drawn: things that have a place, and lines of the claims that say the same between two of them.

import { CLAIMS, DATA, ENTITIES, FALLEN, own } from "./data.js";
import { LARGE, POSITIONS, indexed, onMore, planeIsRead } from "./large.js";

// A claim with one of these states is listed but never drawn: a line on a picture reads as a fact.
const SIGN_OF = { increases: "+", decreases: "−" };
export const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
export const signOf = (claim) => own(SIGN_OF, claim.polarity) ?? "";
export const relationOf = (claim) => own(DATA.relations, claim.relation) ?? { label: {}, kind: "structural" };
export const isCausal = (claim) => relationOf(claim).kind === "causal";

// The lines: {id, from, to, tail, head, claims, relation, kind, status, sign, label, dashes, smooth}. `tail` and `head`
// are the numbers of the things that it runs from and to. Claims of one line say the same.
function drawnEdges() {
  const beside = new Map(); // two things, in whatever order: what joins them
  const kinds = new Map();
  const several = new Set(); // lines of more than one claim
  const all = [];
  for (const [id, claim] of CLAIMS) {
    const { subject: from, object: to, relation, status } = claim;
    if (!to || FALLEN.has(status)) continue;
    const tail = NODES.get(from)?.at;
    const head = NODES.get(to)?.at;
    if (tail === undefined || head === undefined) continue;
    const pair = tail < head ? tail * NODES.size + head : head * NODES.size + tail;
    const between = beside.get(pair);
    const found = between?.find((line) => sameSaid(CLAIMS.get(line.id), claim));
    if (found) {
      found.claims.push(id);
      several.add(found);
      continue;
    }
    if (!kinds.has(relation)) kinds.set(relation, isCausal(claim) ? "causal" : "structural");
    const sign = signOf(claim);
    const line = {
      id,
      from,
      to,
      tail,
      head,
      claims: [id],
      relation,
      kind: kinds.get(relation),
      status,
      sign,
      label: status === "contested" ? `${sign}?` : sign,
      dashes: dashes(sign, status),
      smooth: between ? bend(between.length, from <= to) : STRAIGHT,
    };
    all.push(line);
    if (between) between.push(line);
    else beside.set(pair, [line]);
  }
  for (const line of several) line.id = line.claims.sort()[0];
  return all;
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
export const NODES = new Map(); // an entity's id: {id, x, y, at, links}; `at` is its number, `links` how many lines end there

function index() {
  NODES.clear();
  EDGES.length = 0;
  for (const [id, [x, y]] of POSITIONS) NODES.set(id, { id, x, y, at: NODES.size, links: 0 });
  const links = new Uint32Array(NODES.size);
  for (const edge of drawnEdges()) {
    EDGES.push(edge);
    links[edge.tail] += 1;
    if (edge.head !== edge.tail) links[edge.head] += 1;
  }
  for (const node of NODES.values()) node.links = links[node.at];
}
index();
onMore(index);

// Lists by what they are listed for, made when first asked for: the first sight of a large graph needs none of them.
function listing(fill) {
  const lists = indexed(() => {
    const found = new Map();
    fill((key, value) => {
      const list = found.get(key);
      if (list) list.push(value);
      else found.set(key, [value]);
    });
    return found;
  });
  return (key) => lists().get(key) ?? [];
}

// The lines that end at a thing.
export const linesOf = listing((put) => {
  for (const edge of EDGES) {
    put(edge.from, edge);
    if (edge.to !== edge.from) put(edge.to, edge);
  }
});
// Claims by every entity that they name: as an end, or as mechanism or place.
export const claimsOf = listing((put) => {
  for (const [id, { subject, object }] of CLAIMS) {
    put(subject, id);
    if (object && object !== subject) put(object, id);
  }
});
export const namedIn = listing((put) => {
  for (const [id, { through, where }] of CLAIMS) {
    if (through.length || where.length) for (const named of new Set([...through, ...where])) put(named, id);
  }
});
// The line that draws a claim, if one does.
const drawing = indexed(() => new Map(EDGES.flatMap((edge) => edge.claims.map((claim) => [claim, edge]))));
export const edgeOfClaim = (id) => drawing().get(id);

// How many lines end at a thing; while only the opening is read, as many as there are in the whole graph.
export const degree = (id) => (planeIsRead() ? (NODES.get(id)?.links ?? 0) : (own(LARGE.degrees, id) ?? 0));
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
