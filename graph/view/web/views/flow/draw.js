// The flow as SVG: bars with names at both sides, mechanisms as boxes in the middle, bands between them.

import { ENTITIES } from "../../data.js";
import { tint } from "../../marks.js";
import { LINE, lines } from "../../places.js";
import { classOf, nameOf, say } from "../../words.js";
import { NONE } from "./ways.js";

export const GAP = 6;
const BAR = 9;
const ASIDE = 8; // between a bar and its name
const PAD = 3; // above and below the name in a mechanism's box
const NUMBER = 20; // for the number after a name
const SLIM = 520; // pixels of width below which names stand above their bars
const SLIM_BAR = 6; // least height of a bar below its name
const MOST_LINES = 3; // of a name
const LONGEST = 240; // letters of a name that are written at all

export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Where the columns stand in a picture of this width. Where it is slim, names stand above their bars, on the bands.
export function measures(width) {
  const slim = width < SLIM;
  const side = slim ? 0 : Math.round(Math.min(260, width * 0.235));
  const box = slim ? Math.round(width * 0.31) : Math.round(Math.min(200, (width - 2 * side) * 0.4));
  const middle = width / 2;
  const wide = [slim ? middle - box / 2 - 6 : side - ASIDE - 4, box - 12].map((room) => room - NUMBER);
  return { width, slim, side, box, wide, bars: [side, middle - box / 2, width - side - BAR], faces: [side + BAR, middle - box / 2, middle + box / 2, width - side - BAR] };
}

const short = (name) => (name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);
export const titleOf = (column, id) => (column === 1 && id === NONE ? say("flow_none") : short(nameOf(id)));

const nameLines = (column, id, { wide }) => lines(titleOf(column, id), wide[column === 1 ? 1 : 0], MOST_LINES).lines;

// What of a thing's height is its name above its bar; and its least height in all.
export const aboveOf = (column, id, measured) => (measured.slim && column !== 1 ? nameLines(column, id, measured).length * LINE : 0);
export function slotOf(column, id, measured) {
  const tall = nameLines(column, id, measured).length * LINE;
  return column === 1 ? tall + 2 * PAD : tall + (measured.slim ? SLIM_BAR : 1);
}

const curve = (x0, y0, x1, y1, go) => `${go}${x0} ${y0}C${(x0 + x1) / 2} ${y0} ${(x0 + x1) / 2} ${y1} ${x1} ${y1}`;

function band(x0, y0, x1, y1, tall) {
  const half = tall / 2;
  const edge = `${curve(x0, y0 - half, x1, y1 - half, "M")}${curve(x1, y1 + half, x0, y0 + half, "L")}Z`;
  return edge.replace(/\d+\.\d+/g, (written) => Number(written).toFixed(1));
}

const lookOf = ({ sign, contested }) => `${{ "+": "plus", "−": "minus" }[sign] ?? "plain"}${contested ? " contested" : ""}`;

export function wayElement(way, { faces }, label) {
  const parts = [[0, 1], [2, 3]].map(([from, to]) => svg("path", { d: band(faces[from], way.at[from], faces[to], way.at[to], way.tall), fill: fillOf(way) }));
  const mark = way.sign + (way.contested ? "?" : "");
  const sign = way.tall >= 11 && mark ? svg("text", { x: faces[3] - 8, y: way.at[3], class: "flow-sign" }, mark) : null;
  return svg("g", { class: `way ${lookOf(way)}`, role: "button", tabindex: "-1", "aria-label": label, "data-ends": JSON.stringify(way.ends) }, svg("title", {}, label), ...parts, sign);
}

// A piece of a band, for the legend.
export function swatch(way) {
  const piece = svg("path", { d: "M1 2H27V14H1Z", fill: fillOf(way) });
  return svg("svg", { viewBox: "0 0 28 16", class: "flow-picture flow-swatch", "aria-hidden": "true" }, svg("g", { class: `way ${lookOf(way)}` }, piece));
}

const fillOf = ({ sign, contested }) => (contested ? `url(#flow-${sign === "−" ? "minus" : sign ? "plus" : "plain"}-contested)` : sign === "−" ? "url(#flow-minus)" : null);

export function nodeElement(node, measured, label, count) {
  const { id, column, bar, tall, top, slot } = node;
  const x = measured.bars[column];
  const mechanism = column === 1;
  const shape = mechanism
    ? svg("rect", { class: "bar box", x, y: top, width: measured.box, height: slot, rx: 6 })
    : svg("rect", { class: "bar", x, y: bar - tall / 2, width: BAR, height: tall, rx: 2, fill: tint(classOf(ENTITIES.get(id)?.type).colour) });
  const hit = mechanism ? null : svg("rect", { class: "flow-hit", x: column === 0 ? 0 : x, y: top, width: measured.side + BAR, height: slot });
  return svg("g", { class: `flow-node${mechanism && id === NONE ? " none" : ""}`, role: "button", tabindex: "-1", "aria-label": label, "data-column": column, "data-id": id },
    svg("title", {}, `${titleOf(column, id)} · ${count}`), hit, shape, nameElement(node, measured, count));
}

function nameElement({ id, column, top, slot, bar }, measured, count) {
  const names = nameLines(column, id, measured);
  const above = measured.slim && column !== 1;
  const x = above ? [0, 0, measured.width][column] : [measured.bars[0] - ASIDE, measured.bars[1] + measured.box / 2, measured.bars[2] + BAR + ASIDE][column];
  const anchor = above ? ["start", "", "end"][column] : ["end", "middle", "start"][column];
  const first = above ? top + LINE / 2 : (column === 1 ? top + slot / 2 : bar) - ((names.length - 1) * LINE) / 2;
  const written = names.map((line, row) => svg("tspan", { x, y: first + row * LINE }, line));
  return svg("text", { class: `flow-name${above ? " over" : ""}`, "text-anchor": anchor }, ...written, svg("tspan", { class: "flow-number", dx: 5 }, String(count)));
}

// Stripes for what decreases, dots for what is contested: the same in print and to who sees no colours.
export function patterns() {
  const stripes = (id, look, broken) =>
    svg("pattern", { id, class: look, patternUnits: "userSpaceOnUse", width: 8, height: 8, patternTransform: "rotate(45)" },
      svg("rect", { class: "pale", width: 8, height: 8 }), svg("path", { d: "M2 0V8", "stroke-width": 3, "stroke-dasharray": broken }));
  const dots = (id, look) =>
    svg("pattern", { id, class: look, patternUnits: "userSpaceOnUse", width: 7, height: 7 },
      svg("rect", { class: "pale", width: 7, height: 7 }), svg("circle", { cx: 3.5, cy: 3.5, r: 1.6 }));
  return svg("defs", {}, stripes("flow-minus", "minus"), stripes("flow-minus-contested", "minus", "3 5"), dots("flow-plus-contested", "plus"), dots("flow-plain-contested", "plain"));
}
