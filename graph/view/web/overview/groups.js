// The groups that the overview shows: which are open, what of them is drawn, what they are called.

import { ENTITIES } from "../data.js";
import { before } from "../graph.js";
import { count, nameOf, say, typeName } from "../words.js";
import { tally } from "./discs.js";
import { grouped } from "./grouping.js";

const NEAR = 0.36; // of the window's shorter side: the radius from which a disc opens by itself
const APART = 9; // pixels between the things of a disc that opens by itself
const LINKS = 160; // links between groups that are drawn, the strongest

export class Groups {
  constructor(plane, way, aspect) {
    const { groups, of, x, y } = grouped(plane, way, aspect);
    Object.assign(this, { way, list: groups, place: of, x, y, opened: "" });
  }

  groupOf(at) {
    return this.list[this.place[at]];
  }

  of(key) {
    return key === null || key === undefined ? null : (this.list.find((group) => wordOf(group.key) === key && group.count) ?? null);
  }

  // Groups with something in them that the filters let be seen.
  get shown() {
    return this.list.filter((group) => group.count);
  }

  // Count what is shown of each, by type, and name them in the reader's language.
  count(plane) {
    for (const group of this.list) {
      const counts = new Uint32Array(plane.types.length);
      for (const at of group.members) counts[plane.type[at]] += plane.shown[at];
      group.types = plane.types.map((type, at) => [type, counts[at]]).filter(([, many]) => many);
      group.types.sort(([a, one], [b, two]) => two - one || before(a, b));
      group.count = counts.reduce((sum, many) => sum + many, 0);
      group.name = this.nameOf(group.key);
      group.told = count("things", group.count);
    }
    this.counted = null;
  }

  nameOf(key) {
    if (key === "") return say("groups_small");
    if (key === null) return say(`groups_none_${this.way}`);
    return this.way === "type" ? typeName(key) : ENTITIES.has(key) ? nameOf(key) : key;
  }

  // Open what the reader asked for, where the chosen thing is, and what is so near that its things can be told apart.
  open(camera, asked, chosen) {
    const { scale, width, height } = camera;
    for (const group of this.list) {
      const r = group.r * scale;
      const at = camera.toWindow(group.x, group.y);
      const inside = at.x + r > 0 && at.y + r > 0 && at.x - r < width && at.y - r < height;
      const apart = r / (group.rings + 1) >= APART;
      group.open = group.count > 0 && (wordOf(group.key) === asked || (chosen !== null && this.groupOf(chosen) === group) || (inside && apart && r > NEAR * Math.min(width, height)));
    }
    this.opened = this.list.map((group) => (group.open ? "1" : "0")).join("");
  }

  // The things to draw: those of open groups, and whatever stands out.
  marks(plane, near) {
    const marks = new Uint8Array(plane.count);
    for (const group of this.list) if (group.open) for (const at of group.members) marks[at] = plane.shown[at];
    for (const at of near ?? []) marks[at] = plane.shown[at];
    return marks;
  }

  // The lines to draw: between things of open groups, and those that stand out.
  lines(plane, marks, bold) {
    const lines = new Uint8Array(plane.drawn.length);
    const open = Uint8Array.from(this.list, (group) => (group.open ? 1 : 0));
    const most = open.includes(1) ? lines.length : 0;
    for (let line = 0; line < most; line += 1) {
      lines[line] = plane.drawn[line] && open[this.place[plane.from[line]]] && open[this.place[plane.to[line]]] ? 1 : 0;
    }
    for (const line of bold ?? []) lines[line] = plane.drawn[line];
    return lines;
  }

  // The links between groups: {from, to, weight}; not between two that are open, whose lines are drawn one by one.
  links(plane) {
    const many = this.list.length;
    this.counted ??= tally(plane, many, this.place, plane.drawn);
    const found = [];
    for (let a = 0; a < many; a += 1) {
      for (let b = a + 1; b < many; b += 1) {
        const weight = this.counted[a * many + b] + this.counted[b * many + a];
        const [from, to] = [this.list[a], this.list[b]];
        if (weight && from.count && to.count && !(from.open && to.open)) found.push({ from, to, weight });
      }
    }
    return found.sort((a, b) => b.weight - a.weight).slice(0, LINKS);
  }

  // The group whose disc holds a point of the plane.
  at(x, y) {
    return this.shown.find((group) => Math.hypot(group.x - x, group.y - y) <= group.r) ?? null;
  }
}

// A group's key as it stands in the address.
export const wordOf = (key) => (key === "" ? "~small" : key === null ? "~none" : key);
