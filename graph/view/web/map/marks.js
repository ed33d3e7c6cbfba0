// How a group looks: one thing as the mark of its type, several as a ring of their types' colours with their number.

import { ENTITIES } from "../data.js";
import { byType } from "../card.js";
import { inkOn, letterDrop, letterOf, outline, tint } from "../marks.js";
import { svg } from "../svg.js";
import { classOf, nameOf, say, typeName } from "../words.js";
import { isArea, placeOf } from "./piles.js";

export const THING = 9; // pixels
const LARGEST = 28;

export function radiusOf({ things }) {
  if (things.length === 1) return THING;
  return things.length ? Math.min(LARGEST, 11 + 2.6 * Math.log2(things.length)) : 9;
}

export function markOf(id, r = THING) {
  const { type } = ENTITIES.get(id);
  const { shape, colour } = classOf(type);
  const letter = letterOf(type);
  return [
    svg("path", { class: "body", d: outline(shape, r), fill: tint(colour) }),
    letter ? svg("text", { class: "letter", y: (0.6 + letterDrop(shape, r)).toFixed(1), fill: inkOn(colour) }, letter) : null,
  ].filter(Boolean);
}

// A part of a ring, from one share of the circle to another.
function wedge(r, inner, from, to) {
  const at = (share, radius) => {
    const turn = 2 * Math.PI * (share - 0.25);
    return `${(radius * Math.cos(turn)).toFixed(2)} ${(radius * Math.sin(turn)).toFixed(2)}`;
  };
  const large = to - from > 0.5 ? 1 : 0;
  const ring = (radius) => `M${at(0, radius)}A${radius} ${radius} 0 1 1 ${at(0.5, radius)}A${radius} ${radius} 0 1 1 ${at(0, radius)}Z`;
  if (to - from > 0.999) return ring(r) + ring(inner);
  return `M${at(from, r)}A${r} ${r} 0 ${large} 1 ${at(to, r)}L${at(to, inner)}A${inner} ${inner} 0 ${large} 0 ${at(from, inner)}Z`;
}

export function groupMark(group) {
  const r = radiusOf(group);
  const number = group.things.length;
  const area = group.piles.length === 1 && isArea(group.key) ? svg("circle", { class: "area", r: r + 4 }) : null;
  const halo = svg("circle", { class: "halo", r: r + 6 });
  if (number === 1) return [halo, area, ...markOf(group.things[0])].filter(Boolean);
  if (!number) {
    return [halo, area, svg("circle", { class: "bare", r }), svg("text", { class: "number" }, String(group.claims.length))].filter(Boolean);
  }
  let share = 0;
  const wedges = shares(group.things).map(([colour, part]) => {
    const from = share;
    share += part / number;
    return svg("path", { d: wedge(r, r - 5, from, share), fill: tint(colour), "fill-rule": "evenodd" });
  });
  return [halo, area, svg("circle", { class: "plate", r: r + 1.5 }), ...wedges, svg("text", { class: "number" }, String(number))].filter(Boolean);
}

// How many things have each colour, most first.
function shares(things) {
  const tally = new Map();
  for (const id of things) {
    const { colour } = classOf(ENTITIES.get(id).type);
    tally.set(colour, (tally.get(colour) ?? 0) + 1);
  }
  return [...tally].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

// The place of a group in words; with other places in it, how many.
export function titleOf({ key, piles }) {
  return piles.length > 1 ? say("map_and_places", { name: nameOf(key), count: piles.length - 1 }) : nameOf(key);
}

// The same as short as it can be.
const shortOf = ({ key, piles }) => (piles.length > 1 ? `${nameOf(key)} +${piles.length - 1}` : nameOf(key));

// What stands under a group: the name of its only thing, or of its place.
export const labelOf = (group) => (group.things.length === 1 ? nameOf(group.things[0]) : shortOf(group));

// A group in one sentence, for a screen reader.
export function said(group) {
  if (group.things.length === 1) {
    const [id] = group.things;
    const place = placeOf(id);
    const about = [typeName(ENTITIES.get(id).type), place !== id ? nameOf(place) : null].filter(Boolean).join(say("comma"));
    return say("map_said_thing", { name: nameOf(id), about });
  }
  const kinds = byType(group.things).map(({ title, things }) => say("map_kind", { type: title, count: things.length }));
  return say("map_said_group", { name: titleOf(group), kinds: kinds.join(say("comma")), claims: saidClaims(group) });
}

export const saidClaims = ({ claims }) => (claims.length ? say("map_claims_here", { count: claims.length }) : "");
