// The overview: the whole graph, or what of it is too much for the network view, on a canvas of our own.
//
// It shows groups first; a group opens in place when the reader chooses it or comes near. While the reader moves, the
// last picture moves along, and a sharp one follows as soon as the hand rests.

import { choose, draw } from "../actions.js";
import { CLAIMS, ENTITIES } from "../data.js";
import { NODES, edgeOfClaim, linesOf, other } from "../graph.js";
import { Camera } from "../overview/camera.js";
import { evened } from "../overview/evened.js";
import { GroupBar, grouping, openedGroup } from "../overview/groupbar.js";
import { Groups } from "../overview/groups.js";
import { Grid } from "../overview/grid.js";
import { BAR } from "../overview/discpaint.js";
import { Painter, colours } from "../overview/paint.js";
import { Plane } from "../overview/plane.js";
import { Tip } from "../overview/tip.js";
import { wanted } from "../part.js";
import { state } from "../store.js";
import { byId, count, element, nameOf, say, sentence, typeName } from "../words.js";

const REST = 110; // milliseconds without a move, then the picture is drawn sharp
const QUICK = 9; // milliseconds that a sharp picture may take to be drawn in every frame
const HALF = 8; // milliseconds of a frame
const MARGIN = 24; // pixels around what is brought into the window
const GROUPED = 1500; // things from which they are grouped

export class Overview {
  constructor(box) {
    this.box = box;
    this.sheet = element("canvas", { "aria-hidden": "true" });
    this.stage = element("div", { class: "plane", tabindex: "0", role: "application" }, this.sheet);
    this.bar = new GroupBar();
    this.tip = new Tip();
    box.append(this.stage, this.bar.element, this.tip.element);
    this.painter = new Painter(this.sheet);
    this.camera = new Camera(this.stage, {
      moved: () => this.moved(),
      tapped: (point, twice) => this.tapped(point, twice),
      pointed: (point) => this.pointed(point),
      keyed: (event) => this.keyed(event),
    });
    this.cost = Infinity;
    this.drawnAt = -Infinity;
    this.due = false; // whether a sharp picture is on its way
    this.step = null; // what the keys have stepped to: a thing's number, or a group
    new ResizeObserver(() => {
      this.camera.measure();
      if (this.plane) this.later(0);
    }).observe(this.stage);
  }

  show(part) {
    if (this.plane?.stale !== false) Object.assign(this, { plane: new Plane(), groups: null, even: null });
    this.plane.show(part);
    const total = part.nodes.size + part.hidden;
    const way = total > GROUPED ? grouping() : "none";
    this.stand(part, total);
    if (way === "none") this.groups = null;
    else if (this.groups?.way !== way) {
      this.camera.measure();
      this.groups = new Groups(this.plane, way, Math.min(2, Math.max(0.7, this.camera.width / this.camera.height)));
    }
    this.groups?.count(this.plane);
    this.scene = null;
    this.step = null;
    this.bar.element.hidden = total <= GROUPED;
    this.bar.show(way, Boolean(this.groups?.of(state.group)));
    const told = { nodes: part.nodes.size, claims: part.edges.length };
    const label = this.groups ? say("overview_groups", { ...told, groups: this.groups.shown.length }) : say("overview_label", told);
    this.stage.setAttribute("aria-label", `${label} ${say("overview_keys")}`);
    const place = `${way} ${state.group ?? ""}`;
    // The first time, and when other groups or another of them are asked for, the camera follows; else nothing moves.
    if (this.place !== undefined && this.place !== place) this.fit(false, true);
    this.place = place;
    this.later(0);
  }

  // Where things stand: where the layout has them, unless only a part of them is drawn.
  stand(part, total) {
    if (total > 0.7 * this.plane.count) this.even = null;
    else if (!this.even || [...part.nodes].some((id) => !this.even.members.has(id))) {
      const members = new Set(wanted().nodes);
      const places = Uint32Array.from(members, (id) => this.plane.place.get(id)).sort();
      this.even = { members, ...evened(this.plane, places) };
    }
  }

  get x() {
    return this.groups?.x ?? this.even?.x ?? this.plane.baseX;
  }

  get y() {
    return this.groups?.y ?? this.even?.y ?? this.plane.baseY;
  }

  // ---- drawing

  // What is drawn: which marks and lines, what stands out, which groups.
  compose() {
    const { plane, groups } = this;
    groups?.open(this.camera, state.group, this.chosen());
    const key = groups ? groups.opened : "";
    if (this.scene?.key === key && this.scene.selected === state.selected && this.scene.language === state.language) {
      this.scene.colours = colours();
      return this.scene;
    }
    const focus = this.focus();
    const marks = groups ? groups.marks(plane, focus.near) : plane.shown;
    const lines = groups ? groups.lines(plane, marks, focus.bold) : plane.drawn;
    this.grid = null; // of what is drawn, made when the reader points at something
    this.scene = {
      key,
      selected: state.selected,
      language: state.language,
      plane,
      x: this.x,
      y: this.y,
      marks,
      lines,
      ...focus,
      groups: groups && { list: groups.list, links: groups.links(plane), hovered: null },
      bar: this.bar.element.offsetWidth,
      colours: colours(),
      nameOf: (at) => nameOf(plane.ids[at]),
    };
    return this.scene;
  }

  // The number of the chosen thing, if it is drawn.
  chosen() {
    const at = state.selected?.kind === "entity" ? this.plane.place.get(state.selected.id) : undefined;
    return at !== undefined && this.plane.shown[at] ? at : null;
  }

  // What stands out: {chosen, near, bold}, numbers of a thing, of things and of lines; null for none.
  focus() {
    const { plane } = this;
    const chosen = state.selected;
    if (chosen?.kind === "claim") {
      const edge = edgeOfClaim(chosen.id);
      if (edge) return { chosen: null, near: new Set([plane.place.get(edge.from), plane.place.get(edge.to)]), bold: new Set([edge.at]) };
    } else if (chosen && NODES.has(chosen.id)) {
      const edges = linesOf(chosen.id).filter((edge) => plane.drawn[edge.at]);
      const near = new Set([chosen.id, ...edges.map((edge) => other(edge, chosen.id))].map((id) => plane.place.get(id)));
      return { chosen: plane.place.get(chosen.id), near, bold: new Set(edges.map((edge) => edge.at)) };
    }
    return { chosen: null, near: null, bold: null };
  }

  paint() {
    clearTimeout(this.resting);
    this.due = false;
    this.camera.measure();
    if (!this.stage.clientWidth) return;
    const start = performance.now();
    this.painter.paint(this.compose(), this.camera, window.devicePixelRatio || 1);
    this.painted = { x: this.camera.x, y: this.camera.y, scale: this.camera.scale, width: this.camera.width, height: this.camera.height };
    Object.assign(this.sheet.style, { transform: "none", width: `${this.camera.width}px`, height: `${this.camera.height}px` });
    this.drawnAt = performance.now();
    this.cost = this.drawnAt - start;
  }

  later(wait) {
    clearTimeout(this.resting);
    if (wait) this.resting = setTimeout(() => this.later(0), wait);
    else if (!this.due) {
      this.due = true;
      // At the end of what the browser is about, in the time for which it would wait for the next frame; but not twice
      // for one frame.
      if (performance.now() - this.drawnAt > HALF) queueMicrotask(() => this.paint());
      else requestAnimationFrame(() => this.paint());
    }
  }

  // The camera has moved: move the last picture, or draw anew where that is quick.
  moved() {
    this.tip.hide();
    if (!this.painted || this.cost < QUICK) {
      this.later(0);
      return;
    }
    const { painted, camera } = this;
    const grown = camera.scale / painted.scale;
    const left = (painted.x - camera.x) * camera.scale + (camera.width - painted.width * grown) / 2;
    const top = (painted.y - camera.y) * camera.scale + (camera.height - painted.height * grown) / 2;
    this.sheet.style.transform = `translate(${left}px, ${top}px) scale(${grown})`;
    this.later(REST);
  }

  // ---- bringing into the window

  fit(whole = false, fly = false) {
    if (!this.plane) return;
    this.camera.measure();
    const chosen = this.chosen();
    const group = whole || !this.groups ? null : (this.groups.of(state.group) ?? (chosen === null ? null : this.groups.groupOf(chosen)));
    if (group) this.look(group.x - group.r, group.y - group.r, group.x + group.r, group.y + group.r, fly);
    else if (this.groups) {
      const list = this.groups.shown;
      const edge = (sign, axis) => Math.max(...list.map((disc) => sign * disc[axis] + disc.r)) * sign;
      if (list.length) this.look(edge(-1, "x"), edge(-1, "y"), edge(1, "x"), edge(1, "y"), fly);
    } else this.around([...this.plane.ids.keys()].filter((at) => this.plane.shown[at]), fly);
  }

  frame(ids, only = false) {
    this.camera.measure();
    const places = [...ids].map((id) => this.plane.place.get(id)).filter((at) => at !== undefined && this.plane.shown[at]);
    if (!places.length) return;
    if (only && places.every((at) => this.inSight(at))) this.later(0);
    else if (this.groups && this.chosen() !== null) this.fit(false, true);
    else this.around(places, true);
  }

  inSight(at) {
    const { x, y } = this.camera.toWindow(this.x[at], this.y[at]);
    const open = !this.groups || this.groups.groupOf(at).open;
    return open && x > MARGIN && y > MARGIN && x < this.camera.width - MARGIN && y < this.camera.height - MARGIN;
  }

  around(places, fly) {
    if (!places.length) return;
    const [xs, ys] = [places.map((at) => this.x[at]), places.map((at) => this.y[at])];
    const low = (values) => values.reduce((least, value) => Math.min(least, value), Infinity);
    const high = (values) => values.reduce((most, value) => Math.max(most, value), -Infinity);
    this.look(low(xs), low(ys), high(xs), high(ys), fly);
  }

  look(left, top, right, bottom, fly) {
    const { camera } = this;
    const bar = this.bar.element.hidden ? 0 : BAR - 8;
    const wide = Math.max(60, camera.width - 2 * MARGIN) / (right - left || 1);
    const tall = Math.max(60, camera.height - 2 * MARGIN - bar) / (bottom - top || 1);
    const whole = Math.min(wide, tall);
    camera.least = Math.min(camera.least, whole / 3);
    const scale = Math.min(1.1, whole);
    camera.go((left + right) / 2, (top + bottom) / 2 - bar / 2 / scale, scale, fly);
  }

  // ---- what the reader does

  hit(point) {
    const scene = this.compose();
    const { x, y } = this.camera.toPlane(point);
    const { scale } = this.camera;
    let best = null;
    this.grid ??= new Grid(this.x, this.y, scene.marks);
    for (const at of this.grid.near(x, y, 26 / scale)) {
      const off = Math.hypot(this.x[at] - x, this.y[at] - y) * scale - Math.max(6, this.painter.radius(scene, at));
      if (off <= 3 && (!best || off < best.off - 0.01)) best = { at, off };
    }
    if (best) return { at: best.at };
    const name = this.painter.names.find((box) => Math.abs(point.x - box.x) < box.wide / 2 && point.y > box.top && point.y < box.top + 15);
    if (name) return { at: name.at };
    const line = this.painter.strokes.hit(scene, this.painter, this.painter.near, point);
    if (line !== null) return { line };
    const group = this.groups?.at(x, y);
    return group ? { group } : {};
  }

  tapped(point, twice) {
    const { at, line, group } = this.hit(point);
    const id = at === undefined ? null : this.plane.ids[at];
    if (twice) {
      if (id) draw(id, "only");
      return;
    }
    this.tip.hide();
    if (id) choose("entity", id);
    else if (line !== undefined) choose("claim", this.plane.line(line).id);
    else if (group && !group.open) openedGroup(group.key);
    else if (state.selected) choose(null, null);
  }

  pointed(point) {
    const found = point ? this.hit(point) : {};
    const { at, line, group } = found;
    const closed = group && !group.open ? group : null;
    this.stage.classList.toggle("over", at !== undefined || line !== undefined || Boolean(closed));
    if (at !== undefined) this.tip.thing(this.plane.ids[at], point, this.camera);
    else if (line !== undefined) this.tip.say(sentence(CLAIMS.get(this.plane.line(line).id)), point, this.camera);
    else if (closed) this.tip.group(closed, this.plane, point, this.camera);
    else this.tip.hide();
  }

  keyed({ key, shiftKey }) {
    if (key === "Enter" || key === " ") return this.take();
    if (key === "0" || key === "Home") this.fit(true);
    else if (key === "n" || key === "N" || key === "p" || key === "P") this.next(key === "n" ? 1 : key === "p" || shiftKey ? -1 : 1);
    else return false;
    return true;
  }

  // Step through the closed groups in the window, then the things in it, the best connected first.
  next(way) {
    const scene = this.compose();
    const groups = (this.groups?.shown ?? []).filter((group) => !group.open && this.visible(group));
    const things = [...this.plane.ids.keys()].filter((at) => scene.marks[at] && this.inSight(at)).slice(0, 300);
    const all = [...groups, ...things];
    if (!all.length) return;
    const now = all.indexOf(this.step);
    this.step = all[now < 0 ? (way > 0 ? 0 : all.length - 1) : (now + way + all.length) % all.length];
    const group = typeof this.step === "object" ? this.step : null;
    const point = group ? this.camera.toWindow(group.x, group.y) : this.camera.toWindow(this.x[this.step], this.y[this.step]);
    const id = group ? null : this.plane.ids[this.step];
    if (group) this.tip.group(group, this.plane, point, this.camera);
    else this.tip.thing(id, point, this.camera);
    byId("said").textContent = group
      ? `${group.name}, ${group.told}`
      : say("said_entity", { name: nameOf(id), type: typeName(ENTITIES.get(id).type), links: count("links", linesOf(id).length) });
  }

  visible({ x, y }) {
    const at = this.camera.toWindow(x, y);
    return at.x > 0 && at.y > 0 && at.x < this.camera.width && at.y < this.camera.height;
  }

  take() {
    if (this.step === null) return false;
    if (typeof this.step === "object") openedGroup(this.step.key);
    else choose("entity", this.plane.ids[this.step]);
    return true;
  }
}
