// What is under the mouse, in words, beside it.

import { ENTITIES } from "../data.js";
import { linesOf } from "../graph.js";
import { glyph } from "../marks.js";
import { count, element, nameOf, typeName } from "../words.js";

const HEADS = 4; // things of a group that are named
const KINDS = 4; // types of its things

export class Tip {
  constructor() {
    this.element = element("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  }

  thing(id, point, camera) {
    const { type, in: place } = ENTITIES.get(id);
    const about = [typeName(type), place && ENTITIES.has(place) ? nameOf(place) : null, count("links", linesOf(id).length)].filter(Boolean).join(" · ");
    this.put(id, [element("b", {}, glyph(type), " ", nameOf(id)), element("span", { class: "quiet" }, about)], point, camera);
  }

  say(text, point, camera) {
    this.put(text, [element("span", {}, text)], point, camera);
  }

  group(group, plane, point, camera) {
    const heads = [...group.members].filter((at) => plane.shown[at]).slice(0, HEADS).map((at) => nameOf(plane.ids[at]));
    const kinds = group.types.slice(0, KINDS).map(([type, many]) => element("span", { class: "kind" }, glyph(type), ` ${typeName(type)} ${many}`));
    this.put(group, [element("b", {}, group.name), element("span", { class: "quiet" }, group.told), element("span", {}, heads.join(" · ")), element("span", { class: "kinds" }, kinds)], point, camera);
  }

  put(what, content, { x, y }, { width, height }) {
    const box = this.element;
    if (this.what !== what) box.replaceChildren(...content);
    this.what = what;
    box.hidden = false;
    // Beside the point, on the side where there is room.
    const { offsetWidth: wide, offsetHeight: high } = box;
    box.style.left = `${Math.max(4, x + 16 + wide > width ? x - wide - 12 : x + 16)}px`;
    box.style.top = `${Math.max(4, Math.min(height - high - 4, y + 14))}px`;
  }

  hide() {
    this.element.hidden = true;
    this.what = null;
  }
}
