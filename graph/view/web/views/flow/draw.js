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
const LONGEST = 240; // letters of a name that are written at all

export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null && value !== undefined) made.setAttribute(name, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// Where the columns stand in a picture of this width.
export function measures(width) {
  const side = Math.round(Math.min(260, Math.max(96, width * 0.235)));
  const box = Math.round(Math.min(200, Math.max(82, (width - 2 * side) * 0.4)));
  const middle = width / 2;
  return { width, side, box, most: 3, bars: [side, middle - box / 2, width - side - BAR], faces: [side + BAR, middle - box / 2, middle + box / 2, width - side - BAR] };
}

const short = (name) => (name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name);
export const titleOf = (column, id) => (column === 1 && id === NONE ? say("flow_none") : short(nameOf(id)));

export function nameLines(column, id, { side, box, most }) {
  const wide = (column === 1 ? box - 12 : side - ASIDE - 4) - NUMBER;
  return lines(titleOf(column, id), wide, most).lines;
}

// The least height of a thing: its name.
export const slotOf = (column, id, measured) => nameLines(column, id, measured).length * LINE + (column === 1 ? 2 * PAD : 1);

const curve = (x0, y0, x1, y1, go) => `${go}${x0} ${y0}C${(x0 + x1) / 2} ${y0} ${(x0 + x1) / 2} ${y1} ${x1} ${y1}`;

function band(x0, y0, x1, y1, tall) {
  const half = tall / 2;
  const edge = `${curve(x0, y0 - half, x1, y1 - half, "M")}${curve(x1, y1 + half, x0, y0 + half, "L")}Z`;
  return edge.replace(/\d+\.\d+/g, (written) => Number(written).toFixed(1));
}

export const lookOf = ({ sign, contested }) => `${{ "+": "plus", "−": "minus" }[sign] ?? "plain"}${contested ? " contested" : ""}`;

export function wayElement(way, { faces }, label) {
  const parts = [[0, 1], [2, 3]].map(([from, to]) => svg("path", { d: band(faces[from], way.at[from], faces[to], way.at[to], way.tall), fill: fillOf(way) }));
  const mark = way.sign + (way.contested ? "?" : "");
  const sign = way.tall >= 11 && mark ? svg("text", { x: faces[3] - 8, y: way.at[3], class: "flow-sign" }, mark) : null;
  return svg("g", { class: `way ${lookOf(way)}`, role: "button", tabindex: "-1", "aria-label": label, "data-ends": JSON.stringify(way.ends) }, svg("title", {}, label), ...parts, sign);
}

const fillOf = ({ sign, contested }) => (contested ? `url(#flow-${sign === "−" ? "minus" : sign ? "plus" : "plain"}-contested)` : sign === "−" ? "url(#flow-minus)" : null);

export function nodeElement(node, measured, label, count) {
  const { id, column, y, tall, top, slot } = node;
  const x = measured.bars[column];
  const names = nameLines(column, id, measured);
  const mechanism = column === 1;
  const shape = mechanism
    ? svg("rect", { class: "bar box", x, y: top, width: measured.box, height: slot, rx: 6 })
    : svg("rect", { class: "bar", x, y: y - tall / 2, width: BAR, height: tall, rx: 2, fill: tint(classOf(ENTITIES.get(id)?.type).colour) });
  const at = mechanism ? x + measured.box / 2 : column === 0 ? x - ASIDE : x + BAR + ASIDE;
  const anchor = ["end", "middle", "start"][column];
  const first = y - ((names.length - 1) * LINE) / 2;
  const text = svg("text", { class: "flow-name", "text-anchor": anchor }, ...names.map((line, row) => svg("tspan", { x: at, y: first + row * LINE }, line)), svg("tspan", { class: "flow-number", dx: 5 }, String(count)));
  const hit = mechanism ? null : svg("rect", { class: "flow-hit", x: column === 0 ? 0 : x, y: top, width: measured.side + BAR, height: slot });
  return svg("g", { class: `flow-node${mechanism && id === NONE ? " none" : ""}`, role: "button", tabindex: "-1", "aria-label": label, "data-column": column, "data-id": id }, svg("title", {}, `${titleOf(column, id)} · ${count}`), hit, shape, text);
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
