// Bars: the shapes of spans, with soft ends where a date is unsure and arrows where it goes on.

import { CLAIMS, ENTITIES } from "../data.js";
import { inkOn, tint } from "../marks.js";
import { cut } from "../places.js";
import { svg } from "../svg.js";
import { choice, classOf, element, nameOf, number, period, say, sentence, sentenceElements } from "../words.js";

export const HIGH = 16; // pixels
const SHORT = 13;
const FADE = 44; // pixels in which an open end fades away
const HAZE = 10; // pixels by which "about" goes beyond its year
const SMALL = '11.5px system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const KIND = { "+": "plus", "−": "minus", "": "plain" };
const ruler = document.createElement("canvas").getContext("2d");

// Where a bar is in pixels: {left, right, solid: [from, to], before, after}, the last two the width of its fading ends, and
// on which sides it is open.
export function geometry({ span }, scale, now) {
  const { start, end, event } = span;
  const x = (year) => scale.x(year);
  if (event) {
    let [left, right] = [x(start.from), x(start.to)];
    if (right - left < SHORT) [left, right] = [(left + right - SHORT) / 2, (left + right + SHORT) / 2];
    const soft = start.soft ? Math.min(18, (right - left) * 0.34) : 0;
    const haze = start.doubt ? HAZE : 0;
    return { left: left - haze, right: right + haze, solid: [left + soft, right - soft], start: "", end: "" };
  }
  const [a, b] = [start.open ? null : [x(start.from), x(start.to)], end.open ? null : [x(end.from), x(end.to)]];
  const going = end.open === "on" && !start.open ? Math.max(x(now), a[1] + SHORT) : null;
  let from = a ? (start.soft ? a[1] : a[0]) : b[1] - SHORT;
  let to = b ? (end.soft ? b[0] : b[1]) : (going ?? a[0] + SHORT);
  if (to - from < 2) [from, to] = [(from + to) / 2 - 1, (from + to) / 2 + 1];
  const left = a ? Math.min(from, start.soft ? a[0] - (start.doubt ? HAZE : 0) : from) : from - FADE;
  const right = b ? Math.max(to, end.soft ? b[1] + (end.doubt ? HAZE : 0) : to) : going ?? to + FADE;
  if (right - left < SHORT) return { left: (left + right - SHORT) / 2, right: (left + right + SHORT) / 2, solid: [(left + right - SHORT) / 2, (left + right + SHORT) / 2], start: start.open, end: end.open };
  return { left, right, solid: [from, to], start: start.open, end: end.open };
}

// Gradients for soft ends: one pair for each colour.
export class Paints {
  constructor(defs) {
    Object.assign(this, { defs, known: new Map() });
  }

  of(colour) {
    if (!this.known.has(colour)) {
      const name = `fade-${this.known.size}`;
      const made = (side, from, to) =>
        svg("linearGradient", { id: `${name}-${side}` }, svg("stop", { offset: 0, "stop-color": colour, "stop-opacity": from }), svg("stop", { offset: 1, "stop-color": colour, "stop-opacity": to }));
      this.defs.append(made("in", 0, 1), made("out", 1, 0));
      this.known.set(colour, name);
    }
    return this.known.get(colour);
  }
}

// The look of an item: {colour, ink, kind, dashes, sign}.
export function lookOf(item, colours) {
  if (item.kind === "entity") {
    const { colour } = classOf(ENTITIES.get(item.id).type);
    return { colour: tint(colour), ink: inkOn(colour), kind: "own", dashes: null, sign: "" };
  }
  const dashes = item.contested ? "2 3" : item.sign === "−" ? "6 3" : null;
  const sign = item.sign + (item.contested ? "?" : "");
  return { colour: colours[item.sign], ink: dashes || !item.sign ? null : colours.card, kind: KIND[item.sign], dashes, sign };
}

// A bar as SVG around its own y of 0, with its words; `edge` is what is seen from left to right.
export function bar(item, at, look, paints, words, edge) {
  const [from, to] = at.solid;
  const fade = paints.of(look.colour);
  const rest = (x, width, side) => (width > 1 ? svg("rect", { class: "fade", x: x.toFixed(1), y: -HIGH / 2, width: width.toFixed(1), height: HIGH, fill: `url(#${fade}-${side})` }) : null);
  const hollow = Boolean(look.dashes);
  const going = at.end === "on";
  const tip = going ? 9 : 0;
  const end = Math.max(from + 2, to - tip);
  const open = words?.align === "end" ? words.x - words.wide - 8 : at.left;
  const round = Math.min(HIGH / 2, (to - from) / 2);
  const shape = item.span.event && !item.span.start.soft
    ? `M${(from + round).toFixed(1)} ${-HIGH / 2}H${(to - round).toFixed(1)}A${round} ${HIGH / 2} 0 0 1 ${(to - round).toFixed(1)} ${HIGH / 2}H${(from + round).toFixed(1)}A${round} ${HIGH / 2} 0 0 1 ${(from + round).toFixed(1)} ${-HIGH / 2}Z`
    : going
    ? `M${from.toFixed(1)} ${-HIGH / 2}H${end.toFixed(1)}L${to.toFixed(1)} 0L${end.toFixed(1)} ${HIGH / 2}H${from.toFixed(1)}Z`
    : `M${from.toFixed(1)} ${-HIGH / 2}H${to.toFixed(1)}V${HIGH / 2}H${from.toFixed(1)}Z`;
  const body = svg("path", { class: `solid${hollow ? " hollow" : ""}`, d: shape, fill: look.colour, stroke: hollow ? look.colour : null, "stroke-dasharray": look.dashes });
  const sign = look.sign && to - from >= 11 ? svg("text", { class: "mark", x: (Math.max(from, edge[0]) + Math.min(7, (to - from) / 2)).toFixed(1), y: 0, color: look.ink }, look.sign) : null;
  return [
    svg("rect", { class: "reach", x: (at.left - 2).toFixed(1), y: -HIGH / 2 - 2, width: Math.max(16, at.right - at.left + 4).toFixed(1), height: HIGH + 4, rx: 4 }),
    at.start && open > edge[0] ? svg("path", { class: "beyond", stroke: look.colour, d: `M${edge[0]} 0H${open.toFixed(1)}` }) : null,
    rest(at.left, from - at.left + 0.4, "in"),
    body,
    rest(to - 0.4, at.right - to + 0.4, "out"),
    at.end === "lost" ? svg("text", { class: "lost", x: at.right.toFixed(1), y: 0 }, "?") : null,
    sign,
    words ? svg("text", { class: `words ${words.side}`, x: words.x.toFixed(1), y: 0, "text-anchor": words.align, color: words.side === "inside" ? look.ink : null }, words.text) : null,
  ].filter(Boolean);
}

// Where the words of a bar stand: in it, right or left of it, wherever they fit whole, else where most of them do.
// `before` and `after` are where the bars beside it and their words end and begin.
export function wording(item, at, look, { before, after, edge: [first, last] }) {
  const [from, to] = [Math.max(at.solid[0], first), Math.min(at.solid[1], last)];
  const text = told(item);
  ruler.font = SMALL;
  const wide = ruler.measureText(text).width + 2;
  const lead = look.sign ? 15 : item.span.event ? 9 : 6;
  const lost = at.end === "lost" ? 10 : 0;
  const places = [
    { side: "inside", align: "start", x: from + lead, room: to - from - lead - (at.end === "on" ? 14 : 6) },
    { side: "beside", align: "start", x: Math.max(at.right, first) + 5 + lost, room: Math.min(after, last) - at.right - 10 - lost },
    { side: "beside", align: "end", x: Math.min(at.left, last) - 5, room: at.left - Math.max(before, first) - 10 },
  ];
  const place = places.find(({ room }) => room >= wide) ?? places.reduce((best, one) => (one.room > best.room ? one : best));
  if (place.room < 32) return null;
  return { ...place, text: place.room >= wide ? text : cut(text, place.room, SMALL), wide: Math.min(wide, place.room) };
}

// What a bar says in its row: what the claim says of the thing, or the thing's own time.
export function told(item) {
  if (item.kind === "entity") return period(ENTITIES.get(item.id).active);
  const claim = CLAIMS.get(item.id);
  const [name, whole] = [nameOf(claim.subject), sentence(claim)];
  return whole.startsWith(name) ? whole.slice(name.length).trim() : whole;
}

// A bar in one sentence.
export function saidBar(item) {
  if (item.kind === "entity") return say("time_said", { what: nameOf(item.id), when: period(ENTITIES.get(item.id).active) });
  const claim = CLAIMS.get(item.id);
  return say("time_said", { what: sentence(claim), when: period(claim.when) });
}

export function barTip(item) {
  const record = item.kind === "entity" ? ENTITIES.get(item.id) : CLAIMS.get(item.id);
  const written = item.kind === "entity" ? record.active : record.when;
  const quiet = (...content) => element("p", { class: "quiet" }, ...content);
  const when = element("p", {}, period(written), period(written) === written ? null : [" ", element("code", {}, written)]);
  if (item.kind === "entity") return [element("h4", {}, nameOf(item.id)), when, quiet(say("time_own"))];
  const state = record.status === "accepted" ? null : quiet(choice("status", record.status));
  const sure = record.confidence === null || record.confidence === undefined ? null : quiet(say("confidence"), " ", number(Math.round(record.confidence * 100) / 100));
  return [element("h4", {}, sentenceElements(record)), when, state, sure].filter(Boolean);
}
