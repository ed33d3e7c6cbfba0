// Marks of things as small pictures, made once for each look and size.

import { inkOn, letterDrop, letterOf, outline, tint } from "../marks.js";
import { classOf } from "../words.js";

const paths = new Map();
// A type's shape with a radius of 1.
export function shapeOf(type) {
  const { shape } = classOf(type);
  if (!paths.has(shape)) paths.set(shape, new Path2D(outline(shape, 1)));
  return paths.get(shape);
}

// Draw a mark with the middle at (0, 0); a letter where it can be read.
export function drawMark(context, type, r, paper) {
  const look = classOf(type);
  context.save();
  context.scale(r, r);
  context.lineJoin = "round";
  context.lineWidth = Math.min(3.5, r) / r;
  context.strokeStyle = paper;
  const path = shapeOf(type);
  context.stroke(path);
  context.fillStyle = tint(look.colour);
  context.fill(path);
  context.restore();
  const letter = r < 6.5 ? "" : letterOf(type);
  if (!letter) return;
  context.font = `700 ${r * 1.15}px system-ui, sans-serif`;
  Object.assign(context, { textAlign: "center", textBaseline: "middle", fillStyle: inkOn(look.colour) });
  context.fillText(letter, 0, r * 0.06 + letterDrop(look.shape, r));
}

export class Stamps {
  constructor() {
    this.made = new Map();
    this.canvas = document.createElement("canvas");
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  // Forget all: colours have changed.
  clear() {
    this.made.clear();
  }

  // The picture of a type's mark: `r` in pixels of the screen, of which there are `ratio` to a pixel of the page.
  of(type, r, ratio, paper) {
    const half = Math.max(2, Math.round(r * 2 * ratio)); // the radius in half pixels of the screen
    const key = `${type} ${half}`;
    if (!this.made.has(key)) this.made.set(key, this.make(type, half / 2, ratio, paper));
    return this.made.get(key);
  }

  make(type, r, ratio, paper) {
    const side = Math.ceil(2 * r * 1.45 + 4);
    Object.assign(this.canvas, { width: side, height: side });
    const { context } = this;
    context.clearRect(0, 0, side, side);
    context.translate(side / 2, side / 2);
    context.scale(ratio, ratio);
    drawMark(context, type, r / ratio, paper);
    return { side, data: new Uint32Array(context.getImageData(0, 0, side, side).data.buffer) };
  }
}
