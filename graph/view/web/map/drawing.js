// The map's marks, arrows, names and the open group, as SVG over the outline; and the keyboard's way among them.

import { degree } from "../graph.js";
import { dark } from "../marks.js";
import { FONT, apart, cut, lines } from "../places.js";
import { state } from "../store.js";
import { Keyed, put, svg, textLines } from "../svg.js";
import { nameOf, say, typeName } from "../words.js";
import { bent, level } from "./curves.js";
import { fanned } from "./fan.js";
import { THING, groupMark, labelOf, markOf, radiusOf, said, titleOf } from "./marks.js";
import { named } from "./names.js";
import { typeOf } from "./piles.js";
import { arrowSaid } from "./tips.js";

const MARGIN = 60; // pixels beyond the window in which marks are still made
const KIND = { "+": "plus", "−": "minus", "": "plain" };

export class Drawing {
  // Draw into `picture`; `map` knows the camera, the part, the groups and what is chosen.
  constructor(picture, map) {
    Object.assign(this, { picture, map, arrows: [], groups: [], open: null, stop: null });
    const layer = (name, attributes) => svg("g", { class: name, ...attributes });
    const [arrows, marks, veil, inner, rows, names] = [
      layer("arrows"), layer("groups"), layer("veil"), layer("arrows inner"), layer("rows"), layer("names", { "aria-hidden": "true" }),
    ];
    Object.assign(this, { veil, names });
    picture.append(arrows, marks, names, veil, inner, rows);
    const button = (attributes) => svg("g", { role: "button", tabindex: "-1", ...attributes });
    const style = () => `${state.language} ${dark()}`;
    const curve = () => [svg("path", { class: "reach" }), svg("path", { class: "line" }), svg("path", { class: "head" }), svg("text", { class: "polarity" })];
    this.parts = {
      groups: new Keyed(marks, {
        make: ({ key }) => button({ class: "group", "data-group": key }),
        look: (group) => `${style()} ${group.things.join(" ")} ${group.claims.length}`,
        fill: (group) => groupMark(group),
      }),
      arrows: new Keyed(arrows, { make: ({ key }) => button({ class: "arrow", "data-arrow": key }), look: () => "", fill: curve }),
      inner: new Keyed(inner, { make: ({ key }) => button({ class: "arrow", "data-arrow": key }), look: () => "", fill: curve }),
      rows: new Keyed(rows, {
        make: ({ id, list }) => button(list ? { class: "row list", "data-list": list } : { class: "row", "data-thing": id }),
        look: ({ id, name, side }) => `${style()} ${id} ${side} ${name}`,
        fill: (row) => rowMark(row),
      }),
    };
  }

  show({ groups, arrows, open }) {
    const { camera } = this.map;
    put(this.picture, { viewBox: `0 0 ${camera.width} ${camera.height}` });
    this.chosen = this.map.chosen();
    const inside = ({ x, y }) => x > -MARGIN && x < camera.width + MARGIN && y > -MARGIN && y < camera.height + MARGIN;
    this.groups = groups.filter((group) => inside(group) || this.parts.groups.node(group.key)?.contains(document.activeElement));
    this.open = open && this.groups.includes(open) ? open : null;
    this.fan();
    this.curves(arrows.filter(({ from, to }) => inside(from) || inside(to)));
    this.marks();
    this.write();
    this.stops();
  }

  // The open group's columns, and the claims between its things.
  fan() {
    const { camera, part } = this.map;
    this.rows = new Map();
    this.inner = [];
    this.veil.replaceChildren();
    if (this.open) {
      const ids = new Set(this.open.things);
      const edges = part.edges.filter(({ from, to, kind }) => kind === "causal" && ids.has(from) && ids.has(to));
      const must = state.selected?.kind === "entity" ? state.selected.id : null;
      this.fanning = fanned(this.open.things, edges, must, { x: this.open.x, y: this.open.y, width: camera.width, height: camera.height });
      const { boxes, rows, more, bottom } = this.fanning;
      this.veil.append(...boxes.map(({ x, y, width, height }) => svg("rect", { x, y, width, height, rx: 10 })));
      for (const row of rows) this.rows.set(row.id, { ...row, r: THING });
      this.inner = edges.filter(({ from, to }) => this.rows.has(from) && this.rows.has(to)).map((edge) => ({ ...edge, key: `in ${edge.id}`, edges: [edge] }));
      const list = { key: "+", list: this.open.key, x: this.open.x, y: bottom + 20, side: 0, name: say("map_list", { count: more }) };
      if (more || this.open.claims.length) this.rows.set("+", { ...list, name: more ? say("map_more", { count: more }) : say("map_list") });
    }
    for (const [, row] of this.parts.rows.show([...this.rows.values()])) {
      const { id, x, y, name } = row.item;
      const picked = id && this.chosen?.things.has(id);
      const faint = this.chosen && id && !picked && !this.chosen.near.has(id);
      const place = { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, class: `row${id ? "" : " list"}${picked ? " chosen" : ""}${faint ? " faint" : ""}` };
      put(row.node, { ...place, "aria-label": id ? say("map_said_thing", { name: nameOf(id), about: typeName(typeOf(id)) }) : name });
    }
  }

  // Where a thing's mark is: its row, or its group.
  spot(id, group) {
    return this.rows.get(id) ?? { x: group.x, y: group.y, r: radiusOf(group) + 2 };
  }

  curves(between) {
    const end = (arrow, side) => this.spot(arrow.edges.length === 1 ? arrow.edges[0][side] : null, arrow[side]);
    for (const arrow of between) arrow.curve = bent(end(arrow, "from"), end(arrow, "to"), arrow.lane);
    for (const arrow of this.inner) arrow.curve = level(this.rows.get(arrow.from), this.rows.get(arrow.to), this.open.x);
    this.arrows = [...between, ...this.inner];
    this.sign();
    const draw = (keyed, all) => {
      for (const [, { node, item }] of keyed.show(all)) this.curve(node, item);
    };
    draw(this.parts.arrows, between);
    draw(this.parts.inner, this.inner);
  }

  picked(arrow) {
    return Boolean(this.chosen) && arrow.edges.some(({ id }) => this.chosen.edges.has(id));
  }

  // A place for each arrow's sign where it covers no other; from among too many, dash and colour tell the sign.
  sign() {
    const taken = this.groups.map((group) => square(group, radiusOf(group)));
    for (const arrow of [...this.arrows].sort((a, b) => this.picked(b) - this.picked(a))) {
      const count = arrow.edges.reduce((sum, edge) => sum + edge.claims.length, 0);
      arrow.mark = [arrow.label, count > 1 ? `×${count}` : ""].filter(Boolean).join(" ");
      arrow.thick = 1.5 + 0.8 * Math.log2(count);
      const wide = 5 + 4 * arrow.mark.length;
      const boxes = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8].map((share) => arrow.curve.at(share)).map(({ x, y }) => ({ x, y, left: x - wide, right: x + wide, top: y - 8, bottom: y + 8 }));
      const free = arrow.mark ? boxes.find((want) => taken.every((has) => apart(has, want))) : null;
      arrow.signed = free ?? (this.picked(arrow) ? boxes[0] : null);
      if (arrow.signed) taken.push(arrow.signed);
    }
  }

  curve(node, arrow) {
    const { line, head } = arrow.curve;
    const faint = this.chosen || (this.open && arrow.lane !== undefined);
    put(node, { class: `arrow ${KIND[arrow.sign]}${this.picked(arrow) ? " chosen" : faint ? " faint" : ""}`, "aria-label": arrowSaid(arrow) });
    const [reach, path, tip, sign] = node.children;
    put(reach, { d: line });
    put(path, { d: line, "stroke-width": arrow.thick.toFixed(2), "stroke-dasharray": arrow.dashes ? arrow.dashes.join(" ") : null });
    put(tip, { d: head });
    const mark = arrow.signed ? arrow.mark : "";
    if (mark) put(sign, { x: arrow.signed.x.toFixed(1), y: arrow.signed.y.toFixed(1) });
    if (sign.textContent !== mark) sign.textContent = mark;
  }

  marks() {
    for (const [, { node, item }] of this.parts.groups.show(this.groups)) {
      const picked = this.chosen && item.things.some((id) => this.chosen.things.has(id));
      const near = this.chosen && item.things.some((id) => this.chosen.near.has(id));
      const open = item === this.open;
      put(node, {
        transform: `translate(${item.x.toFixed(1)} ${item.y.toFixed(1)})`,
        class: `group${picked ? " chosen" : ""}${open ? " open" : ""}${(this.chosen && !picked && !near) || (this.open && !open) ? " faint" : ""}`,
        "aria-label": said(item),
        "aria-expanded": item.things.length > 1 ? String(open) : null,
      });
    }
  }

  // Names: what is chosen and open first, then the groups with most in them.
  write() {
    const { camera } = this.map;
    const first = (group) => (this.chosen && group.things.some((id) => this.chosen.things.has(id)) ? 2 : this.chosen && group.things.some((id) => this.chosen.near.has(id)) ? 1 : 0);
    const rank = (group) => (group.things.length ? 4 * group.things.length + degree(group.things[0]) : 0);
    const order = [...this.groups].sort((a, b) => first(b) - first(a) || rank(b) - rank(a));
    const taken = this.groups.map((group) => ({ key: group.key, ...square(group, radiusOf(group)) }));
    if (this.open) {
      for (const { x, y, width, height } of this.fanning.boxes) taken.push({ key: "veil", left: x, right: x + width, top: y, bottom: y + height });
    }
    const labels = order.map((group) => ({ key: group.key, x: group.x, y: group.y, r: radiusOf(group), must: first(group) >= 2, group, ...this.lettering(group) }));
    const shown = named(labels.filter(({ group }) => group !== this.open), taken, camera);
    const title = this.open ? textLines([titleOf(this.open)], this.open.x, this.fanning.top - 16, { class: "name place title" }) : "";
    this.names.replaceChildren(
      title,
      ...shown.map(({ label, align, x, y }) =>
        textLines(label.lines, x.toFixed(1), y.toFixed(1), { align, class: `name${label.group.things.length > 1 ? " place" : ""}${first(label.group) >= 2 ? " chosen" : ""}${this.faint(label.group) ? " faint" : ""}` }),
      ),
    );
  }

  // The name of a group; with it what is chosen in it.
  lettering(group) {
    const mine = group.things.length > 1 ? group.things.filter((id) => this.chosen?.things.has(id)) : [];
    const found = lines(labelOf(group), 130, 2);
    const more = mine.slice(0, 2).map((id) => cut(nameOf(id), 150, FONT));
    return { lines: [...found.lines, ...more], width: Math.max(found.width, ...more.map((name) => lines(name, 999, 1).width)) };
  }

  faint(group) {
    if (this.open) return true;
    return this.chosen && !group.things.some((id) => this.chosen.things.has(id) || this.chosen.near.has(id));
  }

  // ---- the keyboard: one stop, then arrows to the nearest mark in their direction

  targets() {
    const groups = this.groups.map((group) => ({ key: group.key, node: this.parts.groups.node(group.key), x: group.x, y: group.y }));
    const rows = [...this.rows.values()].map((row) => ({ key: row.key, node: this.parts.rows.node(row.key), x: row.x, y: row.y }));
    const arrows = this.arrows.map((arrow) => ({ key: arrow.key, node: this.parts.arrows.node(arrow.key) ?? this.parts.inner.node(arrow.key), ...arrow.curve.at(0.5) }));
    return [...rows, ...groups, ...arrows].filter(({ node }) => node);
  }

  stops() {
    const all = this.targets();
    const chosen = state.selected?.kind === "entity" ? state.selected.id : null;
    const now = all.find(({ node }) => node === document.activeElement) ?? all.find(({ key }) => key === this.stop) ?? all.find(({ key }) => key === chosen) ?? all.find(({ node }) => !node.matches(".arrow"));
    for (const { node } of all) put(node, { tabindex: node === now?.node ? "0" : "-1" });
    this.stop = now?.key ?? null;
  }

  // Go from a mark to the nearest in a direction; tells whether there is one.
  go(from, [dx, dy]) {
    const all = this.targets();
    const here = all.find(({ node }) => node === from.closest("[role=button]"));
    if (!here) return false;
    const cost = ({ x, y }) => {
      const [along, aside] = [(x - here.x) * dx + (y - here.y) * dy, Math.abs((x - here.x) * dy) + Math.abs((y - here.y) * dx)];
      return along > 2 && aside < 2.5 * along + 12 ? along + 2 * aside : Infinity;
    };
    const best = all.filter((one) => one !== here).reduce((found, one) => (cost(one) < (found ? cost(found) : Infinity) ? one : found), null);
    if (!best) return false;
    this.stop = best.key;
    this.stops();
    put(here.node, { tabindex: "-1" });
    put(best.node, { tabindex: "0" });
    best.node.focus();
    return true;
  }

  focused() {
    return this.picture.contains(document.activeElement) ? document.activeElement : this.picture;
  }

  focusedSpot() {
    return this.targets().find(({ node }) => node === document.activeElement);
  }
}

const square = ({ x, y }, r) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r });

function rowMark({ id, side, name, width }) {
  if (!id) return [svg("text", { class: "row-name", "text-anchor": "middle" }, name)];
  const x = side < 0 ? -width + 12 : -12;
  return [
    svg("rect", { class: "reach", x, y: -11, width: width - 2, height: 22, rx: 7 }),
    ...markOf(id),
    svg("text", { class: "row-name", x: side * 16, "text-anchor": side < 0 ? "end" : "start" }, name),
  ];
}

