// The timeline's picture: the axis, the years' lines, and those rows that are in the window.

import { markOf } from "../map/marks.js";
import { FONT, cut } from "../places.js";
import { state } from "../store.js";
import { Keyed, put, svg } from "../svg.js";
import { nameOf, say } from "../words.js";
import { Paints, bar, geometry, lookOf, saidBar, wording } from "./bars.js";

const LANE = 21; // pixels
const HEAD = 32; // a group's heading
const PAD = 5; // above and below a row's lanes
const NAME = 18; // a row's name above its bars, in a narrow window
const BEYOND = 240; // pixels above and below the window in which rows are made

export class Chart {
  constructor(axis, picture) {
    Object.assign(this, { axis, picture, rows: [], items: [] });
    this.clip = svg("rect", { y: -9000, height: 18000 });
    const defs = svg("defs", {}, svg("clipPath", { id: "time-window" }, this.clip));
    this.paints = new Paints(defs);
    this.lines = svg("g", { class: "years", "aria-hidden": "true" });
    this.rowBox = svg("g", { class: "time-rows" });
    picture.append(defs, this.lines, this.rowBox);
    this.ticks = svg("g", { "aria-hidden": "true" });
    axis.append(this.ticks);
    this.heads = new Keyed(this.rowBox, {
      make: ({ key }) => svg("g", { class: key.startsWith("g ") ? "time-head" : "time-row" }),
      look: () => "",
      fill: () => [svg("g", { class: "label" }), svg("g", { class: "bars", "clip-path": "url(#time-window)" })],
    });
    this.bars = new Map(); // by row: its bars, kept
  }

  // Where the rows stand; they do so whatever the years in the window are.
  arrange(groups, narrow) {
    this.rows = [];
    this.items = [];
    let y = 0;
    for (const group of groups) {
      this.rows.push({ key: `g ${group.key}`, group, y, height: HEAD });
      y += HEAD;
      for (const row of group.rows) {
        const top = y + PAD + (narrow ? NAME : 0);
        const height = row.lanes * LANE + 2 * PAD + (narrow ? NAME : 0);
        const items = row.items.map((item) => ({ ...item, y: top + item.lane * LANE + LANE / 2 }));
        this.rows.push({ key: `r ${row.id}`, row: { ...row, items }, y, height });
        this.items.push(...items);
        y += height;
      }
    }
    this.height = y + 12;
    // In the order of reading: row by row, lane by lane, and along each.
    this.items.sort((a, b) => a.y - b.y || a.extent[0] - b.extent[0]);
  }

  draw({ scale, now, width, top, height, narrow, colours, stop }) {
    put(this.picture, { viewBox: `0 0 ${width} ${Math.max(this.height, height)}`, width, height: Math.max(this.height, height) });
    const right = scale.left + scale.width;
    Object.assign(this, { scale, now, narrow, colours, width, edge: [narrow ? 4 : scale.left, width - 6], stop });
    put(this.clip, { x: this.edge[0] - 3, width: width - this.edge[0] + 3 });
    this.grid(right, Math.max(this.height, height));
    const seen = this.rows.filter((row) => row.y + row.height > top - BEYOND && row.y < top + height + BEYOND);
    const made = this.heads.show(seen);
    for (const key of this.bars.keys()) if (!made.has(key)) this.bars.delete(key);
    for (const [, { node, item }] of made) {
      if (item.group) this.head(node, item);
      else this.row(node, item);
    }
  }

  grid(right, height) {
    const { scale, now } = this;
    const ticks = scale.ticks();
    const month = new Intl.DateTimeFormat(state.language, { month: "short", timeZone: "UTC" });
    const said = ({ year, month: at }) => (at ? month.format(Date.UTC(2001, at, 15)) : year > 0 ? String(year) : say("time_bc", { year: 1 - year }));
    const inside = (x) => x >= scale.left - 1 && x <= right + 1;
    put(this.axis, { viewBox: `0 0 ${this.width} 26`, height: 26 });
    const here = scale.x(now);
    const word = inside(here) ? svg("text", { class: "now", x: here.toFixed(1), y: 14, "text-anchor": here > right - 40 ? "end" : "middle" }, say("time_today")) : "";
    const free = (x) => !word || Math.abs(x - here) > 46;
    this.ticks.replaceChildren(
      ...ticks.filter(({ at }) => inside(scale.x(at)) && free(scale.x(at))).map((tick) => svg("text", { class: tick.month ? "month" : "year", x: scale.x(tick.at).toFixed(1), y: 14, "text-anchor": "middle" }, said(tick))),
      word,
    );
    const line = ticks.map(({ at }) => scale.x(at)).filter(inside).map((x) => `M${x.toFixed(1)} 0V${height}`).join("");
    const [from, to] = [state.since === null ? null : scale.x(state.since), state.until === null ? null : scale.x(state.until + 1)];
    const veil = (x, end) => (end > x ? svg("rect", { class: "outside", x: x.toFixed(1), y: 0, width: (end - x).toFixed(1), height }) : "");
    this.lines.replaceChildren(from === null ? "" : veil(scale.left, Math.min(right, from)), to === null ? "" : veil(Math.max(scale.left, to), right), svg("path", { class: "year", d: line || "M0 0" }), inside(here) ? svg("path", { class: "now", d: `M${here.toFixed(1)} 0V${height}` }) : "");
  }

  head(node, { group, y }) {
    put(node, { transform: `translate(0 ${y})` });
    const [label, rest] = node.children;
    label.replaceChildren(svg("text", { class: "title", x: 12, y: HEAD - 13 }, svg("tspan", {}, group.title), svg("tspan", { class: "count", dx: 8 }, String(group.count))));
    rest.replaceChildren(svg("path", { class: "rule", d: `M12 ${HEAD - 3}H${this.width - 8}` }));
  }

  row(node, { key, row, y }) {
    put(node, { transform: `translate(0 ${y})` });
    const chosen = state.selected?.id === row.id;
    const [label, box] = node.children;
    const room = this.narrow ? this.width - 50 : this.scale.left - 44;
    const middle = PAD + (this.narrow ? NAME / 2 - 1 : LANE / 2);
    label.replaceChildren(
      svg("g", { class: `thing${chosen ? " chosen" : ""}`, "data-thing": row.id },
        svg("rect", { class: "reach", x: 6, y: middle - 11, width: room + 34, height: 22, rx: 6 }),
        svg("g", { transform: `translate(20 ${middle}) scale(.82)` }, markOf(row.id)),
        svg("text", { x: 34, y: middle }, cut(nameOf(row.id), room, FONT))),
    );
    if (!this.bars.has(key)) {
      this.bars.set(key, new Keyed(box, { make: (item) => svg("g", { class: "time-bar", role: "button", "data-bar": item.key }), look: (item) => item.look, fill: (item) => item.fill() }));
    }
    const seen = this.inWindow(row).map((item) => ({ ...item, y: item.y - y }));
    for (const [, { node: found, item }] of this.bars.get(key).show(seen)) {
      const picked = state.selected?.id === item.id;
      put(found, {
        class: `time-bar ${item.paint.kind}${picked ? " chosen" : state.selected && !this.touches(item) ? " faint" : ""}`,
        transform: `translate(0 ${item.y.toFixed(1)})`, tabindex: item.key === this.stop ? "0" : "-1", "aria-label": saidBar(item),
      });
    }
  }

  touches(item) {
    return this.related?.(item) ?? true;
  }

  // The bars of a row that are in the window, each with its shape and with its words where there is room for them.
  inWindow(row) {
    const { scale, now, colours } = this;
    const [first, last] = this.edge;
    const placed = row.items.map((item) => ({ ...item, at: geometry(item, scale, now), paint: lookOf(item, colours) })).sort((a, b) => a.at.left - b.at.left);
    const ends = [];
    placed.forEach((item, index) => {
      const { at, lane } = item;
      const after = placed.find((other, place) => place > index && other.lane === lane)?.at.left ?? Infinity;
      item.words = wording(item, at, item.paint, { before: ends[lane] ?? -Infinity, after, edge: this.edge });
      const { side, align, x, wide } = item.words ?? {};
      ends[lane] = side === "beside" && align === "start" ? x + wide : at.right;
    });
    const seen = placed.filter(({ at, key }) => (at.right > first && at.left < last) || key === this.stop);
    for (const item of seen) {
      const { left, right, solid } = item.at;
      item.look = [left, right, ...solid, item.words?.x ?? 0].map((value) => value.toFixed(1)).join(" ") + [item.paint.colour, item.words?.text, state.language].join(" ");
      item.fill = () => bar(item, item.at, item.paint, this.paints, item.words, this.edge);
    }
    return seen.sort((a, b) => a.lane - b.lane || a.at.left - b.at.left);
  }

  node(key) {
    return this.rowBox.querySelector(`[data-bar="${CSS.escape(key)}"]`);
  }

}

