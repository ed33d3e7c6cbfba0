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
    this.made = []; // by the number of a type, then by size
    this.canvas = document.createElement("canvas");
    this.context = this.canvas.getContext("2d", { willReadFrequently: true });
  }

  // Forget all: colours have changed.
  clear() {
    this.made = [];
  }

  // The picture of a type's mark: `r` in pixels of the page, of which the screen has `ratio` to one.
  of(number, type, r, ratio, paper) {
    const half = Math.max(2, Math.round(r * 2 * ratio)); // the radius in half pixels of the screen
    const sizes = (this.made[number] ??= []);
    return (sizes[half] ??= this.make(type, half / 2, ratio, paper));
  }

  // {data, side, left, top, width, height}: only the middle, where there is anything to see.
  make(type, r, ratio, paper) {
    const side = Math.ceil(2 * r * 1.45 + 4);
    Object.assign(this.canvas, { width: side, height: side });
    const { context } = this;
    context.clearRect(0, 0, side, side);
    context.translate(side / 2, side / 2);
    context.scale(ratio, ratio);
    drawMark(context, type, r / ratio, paper);
    const whole = new Uint32Array(context.getImageData(0, 0, side, side).data.buffer);
    const filled = [...whole.keys()].filter((at) => whole[at] >>> 24 > 8);
    const [rows, columns] = [filled.map((at) => Math.floor(at / side)), filled.map((at) => at % side)];
    const [left, right, top, bottom] = [Math.min(...columns), Math.max(...columns), Math.min(...rows), Math.max(...rows)];
    const [width, height] = [right - left + 1, bottom - top + 1];
    const data = new Uint32Array(width * height);
    for (let row = 0; row < height; row += 1) data.set(whole.subarray((top + row) * side + left, (top + row) * side + right + 1), row * width);
    return { data, side, left, top, width, height };
  }
}
