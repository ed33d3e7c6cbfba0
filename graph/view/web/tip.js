// A tip beside what the mouse is over or the keyboard is on: it can be reached by the mouse, and Escape takes it away.

import { element } from "./words.js";

const LEAVING = 160; // milliseconds in which the mouse may cross from the thing to its tip

export class Tip {
  // Tips inside `box`, which is positioned.
  constructor(box) {
    this.box = box;
    this.made = element("div", { class: "tip", role: "tooltip", hidden: true });
    this.owner = null;
    box.append(this.made);
    this.made.addEventListener("pointerenter", () => clearTimeout(this.leaving));
    this.made.addEventListener("pointerleave", () => this.leave());
    box.addEventListener("pointerdown", (event) => {
      this.hide();
      this.pressed = event;
    });
  }

  // Whether the mouse has not moved since it was pressed: then what moved is the picture, and no tip is wanted.
  rests({ clientX, clientY }) {
    return this.pressed?.clientX === clientX && this.pressed?.clientY === clientY;
  }

  // Show a tip for elements that match `selector`: `write(element)` gives its content, or nothing.
  of(selector, write) {
    const owner = (event) => event.target.closest?.(selector);
    this.box.addEventListener("pointerover", (event) => {
      const found = event.pointerType === "touch" || this.rests(event) ? null : owner(event);
      if (found) this.show(found, write(found));
    });
    this.box.addEventListener("pointerout", (event) => {
      if (owner(event) && owner(event) !== event.relatedTarget?.closest?.(selector)) this.leave();
    });
    this.box.addEventListener("focusin", (event) => {
      const found = owner(event);
      if (found?.matches(":focus-visible")) this.show(found, write(found));
    });
    this.box.addEventListener("focusout", (event) => owner(event) && this.hide());
  }

  show(owner, content) {
    clearTimeout(this.leaving);
    if (!content) return;
    this.owner = owner;
    this.made.replaceChildren(...content);
    this.made.hidden = false;
    const [box, at, own] = [this.box, owner, this.made].map((one) => one.getBoundingClientRect());
    // Wide bars and long arrows: beside the part of them that is in sight.
    const [left, right] = [Math.max(at.left, box.left), Math.min(at.right, box.right)];
    const x = Math.max(6, Math.min(box.width - own.width - 6, (left + right) / 2 - box.left - own.width / 2));
    const below = at.bottom - box.top + 8;
    const above = at.top - box.top - own.height - 8;
    const y = below + own.height <= box.height || above < 0 ? Math.min(below, box.height - own.height - 6) : above;
    this.made.style.left = `${Math.round(x)}px`;
    this.made.style.top = `${Math.round(Math.max(4, y))}px`;
  }

  leave() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.hide(), LEAVING);
  }

  hide() {
    clearTimeout(this.leaving);
    this.owner = null;
    this.made.hidden = true;
  }

  get open() {
    return !this.made.hidden;
  }
}
