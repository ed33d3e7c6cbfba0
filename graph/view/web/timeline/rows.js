// The rows of the timeline: each thing with its own time and the claims about it, in groups of a type or of a place.

import { CLAIMS, ENTITIES, FALLEN } from "../data.js";
import { before, signOf, within } from "../graph.js";
import { placeOf } from "../map/piles.js";
import { nameOf, say, typeName } from "../words.js";
import { extent, spanOf, today } from "./spans.js";

const GAP = 6; // pixels between two bars of a lane
const SHORTEST = 13; // pixels of the shortest bar
// What a place is grouped under: the nearest of the first of these types that it has.
const HOMES = ["City", "Region", "Country"];

// {items, undated: {things, claims}, undrawn}: what of a part has a date, and what has none.
export function dated({ nodes, claims }) {
  const items = [];
  const undated = { things: [], claims: [] };
  const undrawn = [];
  const told = new Set();
  for (const id of claims) {
    const claim = CLAIMS.get(id);
    const span = spanOf(claim.when);
    if (FALLEN.has(claim.status)) undrawn.push(id);
    else if (!span) undated.claims.push(id);
    else {
      items.push({ key: `c ${id}`, kind: "claim", id, row: claim.subject, span, sign: signOf(claim), contested: claim.status === "contested" });
      for (const end of [claim.subject, claim.object]) told.add(end);
    }
  }
  for (const id of nodes) {
    const span = spanOf(ENTITIES.get(id).active);
    if (span) items.push({ key: `e ${id}`, kind: "entity", id, row: id, span });
    else if (!told.has(id)) undated.things.push(id);
  }
  return { items, undated, undrawn };
}

export function homeOf(id) {
  const place = placeOf(id);
  const chain = [id, ...within(id), ...(place ? [place, ...within(place)] : [])];
  for (const type of HOMES) {
    const found = chain.find((one) => ENTITIES.get(one)?.type === type);
    if (found) return found;
  }
  return "";
}

// Groups of rows: {key, title, rows: [{id, lanes, items}]}; bars that would overlap at so many pixels a year have lanes
// of their own.
export function arranged(items, by, perYear) {
  const now = today();
  const rows = new Map();
  for (const item of items) {
    if (!ENTITIES.has(item.row)) continue;
    if (!rows.has(item.row)) rows.set(item.row, { id: item.row, items: [] });
    rows.get(item.row).items.push({ ...item, extent: extent(item.span, now) });
  }
  const groups = new Map();
  for (const row of rows.values()) {
    row.items.sort((a, b) => (b.kind === "entity") - (a.kind === "entity") || a.extent[0] - b.extent[0] || before(a.key, b.key));
    row.first = Math.min(...row.items.map((item) => item.extent[0]));
    row.lanes = packed(row.items, perYear);
    const key = by === "place" ? homeOf(row.id) : ENTITIES.get(row.id).type;
    if (!groups.has(key)) groups.set(key, { key, title: titled(key, by), rows: [], count: 0 });
    groups.get(key).rows.push(row);
    groups.get(key).count += row.items.length;
  }
  for (const group of groups.values()) group.rows.sort((a, b) => a.first - b.first || before(a.id, b.id));
  return [...groups.values()].sort((a, b) => (a.key === "") - (b.key === "") || b.count - a.count || before(a.key, b.key));
}

function titled(key, by) {
  if (by !== "place") return typeName(key);
  return key ? nameOf(key) : say("time_nowhere");
}

// Gives each bar its lane; tells how many there are.
function packed(items, perYear) {
  const ends = [];
  for (const item of items) {
    const [from, to] = item.extent;
    // A thing's own time has the first lane to itself.
    const start = item.kind === "entity" || ends.length === 0 || items[0].kind !== "entity" ? 0 : 1;
    let lane = ends.findIndex((end, at) => at >= start && end <= from);
    if (lane < 0) lane = Math.max(start, ends.length);
    item.lane = lane;
    ends[lane] = Math.max(to, from + SHORTEST / perYear) + GAP / perYear;
  }
  return ends.length;
}
