// What stands where: things of the part by place, and places that are near each other at a scale.

import { CLAIMS, DATA, ENTITIES, own } from "../data.js";
import { before, degree } from "../graph.js";
import { EARTH, level, rad, wrapped } from "./projection.js";

const MAP = DATA.map ?? { points: {}, areas: [], stands: {} };
// Every place with a point: {id, lat, lon, level}.
export const PLACES = new Map(Object.entries(MAP.points).map(([id, [lat, lon]]) => [id, { id, lat, lon, level: level(lat) }]));
// Places whose point is only the middle of other places.
export const AREAS = new Set(MAP.areas);

// The place at whose point a thing stands, if it stands anywhere.
export const placeOf = (id) => (PLACES.has(id) ? id : own(MAP.stands, id));

// Things and claims of a part, by place: {piles: [{place, things, claims}], placeless}. The claims of a pile are those
// said of the place (`where`); heavier piles come first.
export function piled({ nodes, claims }) {
  const piles = new Map();
  const at = (place) => {
    if (!piles.has(place)) piles.set(place, { place, things: [], claims: [] });
    return piles.get(place);
  };
  const placeless = [];
  for (const id of nodes) {
    const place = placeOf(id);
    if (place) at(place).things.push(id);
    else placeless.push(id);
  }
  for (const id of claims) {
    const places = new Set(CLAIMS.get(id).where.map(placeOf).filter(Boolean));
    for (const place of places) at(place).claims.push(id);
  }
  for (const pile of piles.values()) pile.things.sort((a, b) => degree(b) - degree(a) || before(a, b));
  const weight = ({ things, claims }) => 100 * Math.min(things.length, 99) + claims.length;
  return { piles: [...piles.values()].sort((a, b) => weight(b) - weight(a) || before(a.place, b.place)), placeless };
}

// Piles that stand within `near` pixels of a heavier one, or whose marks would overlap, are one group with it: {key, piles,
// things, claims, lon, lat, level}. How far apart they are does not depend on where the window is, so that a group is the
// same wherever it is dragged. `radius` tells how large the mark of a group is.
export function grouped(piles, scale, near, radius) {
  const first = piles.map(({ place, things, claims }) => ({ ...PLACES.get(place), key: place, piles: [{ place, things, claims }], things, claims }));
  let groups = merged(first, scale, () => near);
  for (let round = 0; round < 12; round += 1) {
    const fewer = merged(groups, scale, (one, other) => radius(one) + radius(other) + 3);
    if (fewer.length === groups.length) break;
    groups = fewer;
  }
  return groups;
}

const CELL = 72; // pixels; no two groups farther apart are compared

// Groups, each taken in by the first one before it that is nearer than `reach` says.
function merged(all, scale, reach) {
  const cell = CELL / scale;
  const cells = new Map();
  const kept = [];
  for (const group of all) {
    const [column, row] = [Math.floor(rad(group.lon) / cell), Math.floor(group.level.high / cell)];
    const wide = Math.min(40, Math.ceil(1 / group.level.wide));
    let home = null;
    for (let x = column - wide; x <= column + wide && !home; x += 1) {
      for (let y = row - 1; y <= row + 1 && !home; y += 1) {
        home = (cells.get(`${x} ${y}`) ?? []).find((other) => far(other, group) * scale < reach(other, group));
      }
    }
    if (home) {
      home.piles = [...home.piles, ...group.piles];
      home.things = [...home.things, ...group.things];
      home.claims = [...new Set([...home.claims, ...group.claims])];
      continue;
    }
    kept.push({ ...group });
    const key = `${column} ${row}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(kept.at(-1));
  }
  return kept;
}

function far(one, other) {
  const wide = (one.level.wide + other.level.wide) / 2;
  return Math.hypot(rad(wrapped(one.lon - other.lon)) * wide, one.level.high - other.level.high);
}

// The scale at which the piles of a group no longer are one, or Infinity if they stand on the same point.
export function parting({ piles }, near) {
  const spots = piles.map(({ place }) => PLACES.get(place));
  const apart = Math.max(...spots.slice(1).map((spot) => far(spots[0], spot)));
  return apart > 0.5 / EARTH ? (1.4 * near) / apart : Infinity;
}

// Causal claims between groups: {key, from, to, sign, label, dashes, edges} for each pair and look; what both ends of lie
// in one group is counted there as `inside`.
export function arrows(edges, groupOf) {
  const found = new Map();
  for (const edge of edges) {
    if (edge.kind !== "causal") continue;
    const [from, to] = [groupOf(edge.from), groupOf(edge.to)];
    if (!from || !to || from === to) continue;
    const key = `${from.key} ${to.key} ${edge.label}`;
    if (!found.has(key)) found.set(key, { key, from, to, sign: edge.sign, label: edge.label, dashes: edge.dashes, edges: [] });
    found.get(key).edges.push(edge);
  }
  const lanes = new Map();
  return [...found.values()].map((arrow) => {
    const pair = `${arrow.from.key} ${arrow.to.key}`;
    const lane = lanes.get(pair) ?? 0;
    lanes.set(pair, lane + 1);
    return { ...arrow, lane };
  });
}

// The heading of a group: its own place, and how many more.
export const isArea = (id) => AREAS.has(id);
export const typeOf = (id) => ENTITIES.get(id).type;
