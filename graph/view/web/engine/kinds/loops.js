// Feedback loops: the simple cycles of accepted causal claims, signed. Mirrors graph/ask/kinds/loops.py.
//
// A loop is reinforcing where the product of its signs is positive and balancing where it is negative; where a claim
// says no sign the loop has none. Its claims must carry on all the way round, and in time from one of them at least.

import { Row, carriesOn, edgePasses, lookedAt } from "../answer.js";
import { Path, better, byRank, bySubject } from "../edges.js";
import { OF_PATHS, QuestionError, but } from "../reading.js";
import { lineOf, named, note, text } from "../said.js";
import { put, sorted } from "../sets.js";
import { ofKind } from "../tables.js";
import { within } from "../things.js";

const LONGEST = 6;
// With more cycles than that a question is refused: their number grows with a power of their length.
const MOST = 50_000;
const verdictOf = (sign) => (sign > 0 ? "reinforcing" : sign < 0 ? "balancing" : "unknown-sign");

// One row for each ring of things and sign, told by the claims with the strongest weakest link. Signed ones first, then
// the shorter, then the stronger. Of a thing, the loops that run through it or through something in it.
function loops(look, reading) {
  const found = look.edges(ofKind("causal"));
  const kept = found.filter((edge) => edgePasses(look, edge, reading.filters));
  const about = reading.subject.entity;
  const cycles = simpleCycles(kept, reading.hops);
  if (cycles.length > MOST) throw new QuestionError(text("loops", "too-many", reading.language, MOST, reading.hops));
  const told = cycles
    .filter((cycle) => !about || cycle.some((edge) => within(edge.subject).has(about)))
    .map(inTurn)
    .filter(Boolean);
  const rings = new Map();
  for (const path of told) put(rings, ringOf(path), path);
  const best = [...rings.values()].map((ways) => [ways.reduce((one, other) => (better(other, one) ? other : one)), ways.length - 1]);
  best.sort(([one], [other]) => !one.sign - !other.sign || byRank(one, other));
  const rows = best.map(([path, others]) => row(look, path, others));
  return { reading, rows, examined: lookedAt(found.length, kept.length, told.length) };
}

const ringOf = ({ edges, sign }) => `${sorted(edges.map(({ subject, object }) => `${subject} ${object}`)).join("\n")}\n${sign}`;

// Every cycle of at most `hops` edges that comes through nothing twice, once, from its first thing by id; of parallel
// edges each makes a cycle. What cannot get back in the hops left is not walked into. At most one more than `MOST`.
function simpleCycles(edges, hops) {
  const outgoing = bySubject(edges);
  const incoming = new Map();
  for (const edge of edges) put(incoming, edge.object, edge.subject);
  const found = [];
  const trail = [];

  function back(here, root, distance, left) {
    for (const edge of outgoing.get(here) ?? []) {
      if (found.length > MOST) return;
      trail.push(edge);
      const isNew = trail.every((one) => edge.object !== one.subject);
      if (edge.object === root) found.push([...trail]);
      else if (isNew && (distance.get(edge.object) ?? left) < left) back(edge.object, root, distance, left - 1);
      trail.pop();
    }
  }

  const roots = sorted(outgoing.keys()).filter((id) => incoming.has(id));
  for (const root of roots) back(root, root, distancesTo(incoming, root, hops), hops);
  return found;
}

// The number of edges from each thing after `root` by id back to it, where it is less than `hops`.
function distancesTo(incoming, root, hops) {
  const distance = new Map([[root, 0]]);
  let frontier = [root];
  for (let step = 1; step < hops; step += 1) {
    const next = new Set(frontier.flatMap((here) => incoming.get(here) ?? []).filter((up) => up > root && !distance.has(up)));
    frontier = [...next];
    for (const up of frontier) distance.set(up, step);
  }
  return distance;
}

// A cycle as the path along which its claims can have come about; null if they do not carry on all the way round. Of
// several such paths, the one whose first claim begins first, then the first by id.
function inTurn(cycle) {
  const turns = cycle.map((_, at) => [...cycle.slice(at), ...cycle.slice(0, at)]);
  for (const [first, ...others] of turns) {
    // Who goes round has been everywhere before; when a claim began says nothing of the second time round.
    if (!carriesOn(others.length ? others : [first], { ...first, begun: "" })) return null;
  }
  const ways = turns.filter((turn) => turn.slice(1).every((edge, at) => carriesOn(turn.slice(0, at + 1), edge)));
  const [way] = sorted(ways, ([first]) => [first.since || "~", first.claim]);
  return way ? new Path(way) : null;
}

// The years from the beginning of the first claim of a loop to that of the last: at least and at most; null unless two
// of its claims say when they began.
function delay({ edges }) {
  const dated = edges.filter((edge) => edge.since && edge.begun);
  if (dated.length < 2) return null;
  const years = (name) => dated.map((edge) => Number.parseInt(edge[name].slice(0, 4), 10));
  const [since, begun] = [years("since"), years("begun")];
  return [Math.max(0, Math.max(...since) - Math.min(...begun)), Math.max(...begun) - Math.min(...since)];
}

function row(look, path, others) {
  const ring = [...path.edges.map((edge) => edge.subject), path.end].map(named);
  const notes = [...delays(path), ...unsigned(look, path)];
  return new Row(look, path, { others, verdict: verdictOf(path.sign), title: note(`loop-${path.edges.length}`, ring), notes });
}

function delays(path) {
  const years = delay(path);
  if (!years) return [];
  const [fewest, most] = years;
  const said = fewest !== most ? note("delay-between", years) : most ? note("delay", [most]) : note("delay-none");
  const undated = path.edges.filter((edge) => !(edge.since && edge.begun)).length;
  return undated ? [said, note("undated", [undated, path.edges.length])] : [said];
}

// The claims that the sign of a loop waits for.
function unsigned(look, path) {
  return path.edges
    .filter((edge) => !edge.sign)
    .map((edge) => note("sign-wanted", [named(edge.subject), named(edge.object), edge.claim, lineOf(look.view(edge.claim))]));
}

export const LOOPS = { answer: loops, filters: but(OF_PATHS), hops: true, longest: LONGEST, general: true };
