// The map: the things of the part where they stand on the Earth, and what leads from place to place.

import { CLAIMS } from "../data.js";
import { choose } from "../actions.js";
import { Card, byType } from "../card.js";
import { composed } from "../drawing.js";
import { edgeOfClaim, other } from "../graph.js";
import { calm, hands, soon } from "../hands.js";
import { Camera, NEAREST, WORLD } from "../map/projection.js";
import { Drawing } from "../map/drawing.js";
import { Outline } from "../map/outline.js";
import { PLACES, arrows, grouped, parting, piled, placeOf } from "../map/piles.js";
import { arrowTip, claimsOf, groupTip } from "../map/tips.js";
import { labelOf, radiusOf, titleOf } from "../map/marks.js";
import { change, field, keep, state } from "../store.js";
import { svg } from "../svg.js";
import { Tip } from "../tip.js";
import { register } from "../views.js";
import { byId, count, element, number, say } from "../words.js";

const NEAR = 34; // pixels between places that are drawn apart
const FLIGHT = 320; // milliseconds

// Where the reader has put the map: {lat, lon, zoom}, or null while it shows all there is.
field("mapped", {
  key: "m",
  initial: null,
  write: (at) => (at ? [at.lat.toFixed(2), at.lon.toFixed(2), at.zoom.toFixed(2)].join(",") : ""),
  read: (text) => {
    const [lat, lon, zoom, ...more] = text.split(",").map(Number);
    return more.length || ![lat, lon, zoom].every(Number.isFinite) ? undefined : { lat, lon, zoom: Math.max(0, Math.min(14, zoom)) };
  },
});
// The place whose things are laid out.
field("mapOpen", { key: "mo", initial: "", read: (text) => (PLACES.has(text) ? text : undefined) });
byId("reset").addEventListener("click", () => Object.assign(state, { mapped: null, mapOpen: "" }));

class WorldMap {
  constructor(box) {
    this.camera = new Camera();
    this.part = { nodes: new Set(), edges: [], claims: [] };
    this.piled = { piles: [], placeless: [] };
    this.stage = element("div", { class: "map-stage" });
    const canvas = element("canvas", { "aria-hidden": "true" });
    this.picture = svg("svg", { class: "map-picture", role: "group", tabindex: "0" });
    this.stage.append(canvas, this.picture);
    box.append(this.stage, this.tools());
    this.outline = new Outline(canvas);
    this.card = new Card(box);
    this.tip = new Tip(box);
    this.drawing = new Drawing(this.picture, this);
    this.tip.of("[data-group]", (found) => this.tipOf(found.dataset.group));
    this.tip.of("[data-arrow]", (found) => arrowTip(this.drawing.arrows.find(({ key }) => key === found.dataset.arrow)));
    this.redraw = soon(() => this.draw());
    hands(this.stage, {
      pan: (dx, dy) => this.move(() => this.camera.pan(dx, dy)),
      zoom: (factor, x, y) => this.move(() => this.camera.zoom(factor, x, y)),
      rest: () => this.rest(),
    });
    this.stage.addEventListener("click", (event) => this.click(event));
    box.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.sized()).observe(this.stage);
    this.sized();
    this.outline.load().then(() => this.redraw());
  }

  tools() {
    const button = (name, sign, act) => element("button", { type: "button", class: "round", "data-map": name, onclick: act }, element("span", { "aria-hidden": "true" }, sign));
    this.larger = button("larger", "+", () => this.step(1.7));
    this.smaller = button("smaller", "−", () => this.step(1 / 1.7));
    this.placeless = element("button", { type: "button", class: "aside", onclick: () => this.listPlaceless() });
    this.rule = element("span", { class: "map-rule", "aria-hidden": "true" });
    this.credit = element("span", { class: "map-credit" });
    return [
      element("div", { class: "map-zoom" }, this.larger, this.smaller),
      element("div", { class: "map-foot" }, this.placeless, this.rule, this.credit),
    ].reduce((all, one) => (all.append(one), all), document.createDocumentFragment());
  }

  sized() {
    const { clientWidth, clientHeight } = this.stage;
    if (!clientWidth || !clientHeight) return;
    this.camera.size(clientWidth, clientHeight);
    this.redraw();
  }

  // ---- what is shown

  show(part) {
    this.part = part;
    this.piled = piled(part);
    for (const [made, key] of [[this.larger, "map_larger"], [this.smaller, "map_smaller"]]) Object.assign(made, { title: say(key), ariaLabel: say(key) });
    this.credit.textContent = say("map_credit");
    this.placeless.hidden = !this.piled.placeless.length;
    this.placeless.textContent = count("map_placeless", this.piled.placeless.length);
    this.picture.setAttribute("aria-label", say("map_label", { things: part.nodes.size - this.piled.placeless.length }));
    this.draw();
  }

  draw() {
    const { camera } = this;
    if (!camera.width) return;
    this.outline.draw(camera);
    this.group();
    for (const group of this.groups) Object.assign(group, camera.at(group.lon, group.level));
    const open = this.home.get(state.mapOpen);
    this.drawing.show({ groups: this.groups, arrows: this.arrows, open: open?.things.length > 1 ? open : null });
    this.measure();
  }

  // Groups and arrows are other ones only in another part or at another scale.
  group() {
    const { camera, piled: now } = this;
    if (this.of?.piled === now && this.of.scale === camera.scale) return;
    this.of = { piled: now, scale: camera.scale };
    this.groups = grouped(now.piles, camera.scale, NEAR, radiusOf);
    this.home = new Map(this.groups.flatMap((group) => group.piles.map(({ place }) => [place, group])));
    this.arrows = arrows(this.part.edges, (id) => this.groupOf(id));
  }

  groupOf(id) {
    return this.home?.get(placeOf(id));
  }

  // The scale of the map, where it has one: on a map of the world it differs from place to place.
  measure() {
    const each = this.camera.kilometres();
    const length = [5, 10, 20, 50, 100, 200, 500, 1000].findLast((many) => many / each < 130);
    this.rule.hidden = !length || WORLD * this.camera.scale < 2.4 * this.camera.width;
    if (this.rule.hidden) return;
    this.rule.style.width = `${Math.round(length / each)}px`;
    this.rule.textContent = say("map_km", { count: number(length) });
  }

  tipOf(key) {
    const group = this.groups.find((one) => one.key === key);
    if (!group || (this.drawing.open === group && group.things.length > 1)) return null;
    const mine = new Set(group.things);
    const ends = this.part.edges.map(({ from, to }) => [from, to].filter((id) => mine.has(id)).length);
    return groupTip(group, ends.filter((number) => number === 2).length, ends.filter((number) => number === 1).length);
  }

  // ---- the camera

  move(how) {
    cancelAnimationFrame(this.flying);
    this.tip.hide();
    how();
    this.redraw();
  }

  // The reader has moved the map: that stands in the address.
  rest() {
    const { lat, lon, scale } = this.camera;
    change({ mapped: { lat, lon, zoom: Math.log2((WORLD * scale) / 256) } });
  }

  step(factor) {
    const { lon, lat, scale } = this.camera;
    this.fly({ lon, lat, scale: scale * factor }, true);
  }

  // Go to a view; in steps, unless the reader wants no motion.
  fly(to, keeps = false) {
    cancelAnimationFrame(this.flying);
    const end = () => {
      this.camera.set(to);
      this.draw();
      if (keeps) this.rest();
    };
    const { lon, lat, scale } = this.camera;
    const there = lon === to.lon && lat === to.lat && scale === to.scale;
    if (there || calm() || !this.drawn) return end();
    const far = ((to.lon - lon + 540) % 360) - 180;
    const started = performance.now();
    const step = (now) => {
      const part = Math.min(1, (now - started) / FLIGHT);
      if (part === 1) return end();
      const way = part * part * (3 - 2 * part);
      this.camera.set({ lon: lon + far * way, lat: lat + (to.lat - lat) * way, scale: scale * (to.scale / scale) ** way });
      this.draw();
      this.flying = requestAnimationFrame(step);
    };
    this.flying = requestAnimationFrame(step);
  }

  // Everything, or where the reader had left the map.
  fit(whole) {
    const { mapped } = state;
    if (mapped && !whole) this.camera.set({ lon: mapped.lon, lat: mapped.lat, scale: (256 * 2 ** mapped.zoom) / WORLD });
    else {
      this.unmapped();
      this.fly(this.over(this.piled.piles.map(({ place }) => PLACES.get(place))));
    }
    this.drawn = true;
    this.draw();
  }

  // For a single place a view of its country, not of its streets.
  over(points) {
    return this.camera.over(points, { side: Math.min(90, this.camera.width / 6), top: 56, most: 1400 });
  }

  unmapped() {
    if (!state.mapped) return;
    state.mapped = null;
    keep();
  }

  frame(ids, only) {
    const places = [...new Set(ids.map(placeOf).filter(Boolean))];
    if (!places.length) return;
    const points = places.map((place) => PLACES.get(place));
    const { camera } = this;
    const seen = ({ lon, level }) => {
      const { x, y } = camera.at(lon, level);
      return x > 40 && x < camera.width - 40 && y > 40 && y < camera.height - 40;
    };
    if (!(only && points.every(seen))) {
      this.unmapped();
      const wide = this.over(points);
      this.fly({ ...wide, scale: only ? Math.min(wide.scale, camera.scale) : wide.scale });
    }
    this.reveal(ids, only);
  }

  // What is chosen is laid out when it lies in a heap with others.
  reveal(ids, only) {
    const groups = new Set(ids.map((id) => this.groupOf(id)).filter(Boolean));
    if (!only || groups.size !== 1) return;
    const [group] = groups;
    if (group.things.length > 1 && !group.piles.some(({ place }) => place === state.mapOpen)) this.open(group.key);
  }

  // ---- what the reader does

  click(event) {
    const on = (name) => event.target.closest(`[data-${name}]`)?.dataset[name];
    if (on("thing")) return choose("entity", on("thing"));
    if (on("list")) return this.listGroup(on("list"));
    if (on("arrow")) return this.takeArrow(on("arrow"));
    if (on("group")) return this.take(this.groups.find(({ key }) => key === on("group")));
    if (state.mapOpen && this.drawing.open) return this.open("");
    if (state.selected) choose(null, null);
  }

  take(group) {
    this.tip.hide();
    this.drawing.stop = group.key;
    if (group === this.drawing.open) return this.open("");
    if (group.things.length === 1 && !group.claims.length) return choose("entity", group.things[0]);
    const scale = group.piles.length > 1 ? parting(group, NEAR) : Infinity;
    if (scale < NEAREST) {
      const points = group.piles.map(({ place }) => PLACES.get(place));
      const all = this.camera.over(points, { side: this.camera.width / 5, top: this.camera.height / 5, most: NEAREST });
      return this.fly({ ...all, scale: Math.min(all.scale, 6 * scale, Math.max(scale, all.scale, this.camera.scale * 1.6)) }, true);
    }
    if (group.things.length > 1) return this.open(group.key);
    this.listGroup(group.key);
  }

  takeArrow(key) {
    const claims = claimsOf(this.drawing.arrows.find((arrow) => arrow.key === key));
    if (claims.length === 1) choose("claim", claims[0]);
    else this.card.show(say("claims_count", { count: claims.length }), [{ title: "", claims }], this.drawing.focused());
  }

  open(place) {
    change({ mapOpen: place });
    const group = this.drawing.open;
    if (!group) return;
    const { width, height } = this.camera;
    // On a narrow window the column needs the room on the right.
    if (width < 560) {
      const { lon, lat } = this.camera.place(width / 2 + group.x - width * 0.16, group.y);
      return this.fly({ lon, lat, scale: this.camera.scale }, true);
    }
    const { boxes, top, bottom } = this.drawing.fanning;
    const [left, right] = [Math.min(...boxes.map((box) => box.x)), Math.max(...boxes.map((box) => box.x + box.width))];
    const shift = (low, high, most) => Math.max(0, 10 - low) + Math.min(0, most - 10 - high);
    const [dx, dy] = [shift(left, right, width), shift(top - 34, bottom + 70, height)];
    if (!dx && !dy) return;
    const { lon, lat } = this.camera.place(width / 2 - dx, height / 2 - dy);
    this.fly({ lon, lat, scale: this.camera.scale }, true);
  }

  // The things and claims of a group as a list.
  listGroup(key) {
    const group = this.groups.find((one) => one.key === key);
    const mine = new Set(group.things);
    const said = new Set(group.claims);
    const near = this.part.edges.filter(({ from, to }) => mine.has(from) || mine.has(to)).flatMap((edge) => edge.claims).filter((id) => !said.has(id));
    const groups = [...byType(group.things), { title: say("map_said_here"), claims: group.claims }, { title: say("map_of_things"), claims: near }];
    this.card.show(group.things.length === 1 ? labelOf(group) : titleOf(group), groups, this.drawing.focused());
  }

  listPlaceless() {
    this.card.show(count("map_placeless", this.piled.placeless.length), byType(this.piled.placeless), this.placeless);
  }

  key(event) {
    if (event.target.closest(".card") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && (this.tip.open || this.drawing.open)) {
      event.stopPropagation();
      if (this.tip.open) this.tip.hide();
      else this.open("");
      return;
    }
    const acts = { "+": () => this.step(1.7), "=": () => this.step(1.7), "-": () => this.step(1 / 1.7), 0: () => this.fit(true) };
    const step = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (acts[event.key]) acts[event.key]();
    else if (step && event.target === this.picture) {
      this.move(() => this.camera.pan((step[0] * this.camera.width) / 6, (step[1] * this.camera.height) / 6));
      this.rest();
    } else if (step && this.drawing.go(event.target, [-step[0], -step[1]])) this.bring();
    else if (["Enter", " "].includes(event.key) && event.target.closest("[role=button]")) event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else return;
    event.preventDefault();
  }

  // Bring what has the focus into the window.
  bring() {
    const at = this.drawing.focusedSpot();
    if (!at) return;
    const { width, height } = this.camera;
    const over = (value, most) => (value < 50 ? 50 - value : value > most - 50 ? most - 50 - value : 0);
    const [dx, dy] = [over(at.x, width), over(at.y, height)];
    if (!dx && !dy) return;
    this.camera.pan(dx, dy);
    this.draw();
    this.rest();
  }

  // What stands out while something is chosen: {things, edges}, or null.
  chosen() {
    const { selected } = state;
    if (!selected) return null;
    const edge = selected.kind === "claim" ? edgeOfClaim(selected.id) : null;
    if (selected.kind === "claim") {
      const { subject, object, where } = CLAIMS.get(selected.id);
      return { things: new Set([subject, object, ...where].filter(Boolean)), edges: new Set(edge ? [edge.id] : []), near: new Set() };
    }
    const edges = this.part.edges.filter(({ from, to }) => from === selected.id || to === selected.id);
    return { things: new Set([selected.id]), edges: new Set(edges.map(({ id }) => id)), near: new Set(edges.map((one) => other(one, selected.id))) };
  }
}

function make(box) {
  const map = new WorldMap(box);
  return { map, show: (part) => map.show(part), svg: () => composed(map.stage), frame: (ids, only) => map.frame(ids, only), fit: (whole) => map.fit(whole) };
}

register({ name: "map", label: "map", make });
