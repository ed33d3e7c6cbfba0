// One sharp picture of the plane: lines by the ten thousand as pixels, what is near as strokes with arrows and dashes,
// marks, discs of groups, and names.

import { drawMark, Stamps } from "./marks.js";
import { BAR, drawDiscs } from "./discpaint.js";
import { placed, write } from "./names.js";
import { Raster } from "./raster.js";
import { Strokes } from "./strokes.js";

const CLOSE = 0.3; // zoom from which lines are strokes, if there are
const FEW = 700; // of them in sight
const LETTERS = 500; // marks in sight that are drawn with their letters

const colourRuler = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const known = new Map();
// A colour as red, green and blue.
function parts(colour) {
  if (!known.has(colour)) {
    colourRuler.fillStyle = colour;
    colourRuler.fillRect(0, 0, 1, 1);
    known.set(colour, [...colourRuler.getImageData(0, 0, 1, 1).data.slice(0, 3)]);
  }
  return known.get(colour);
}

// The colours of the page's theme.
export function colours() {
  const style = getComputedStyle(document.documentElement);
  const found = Object.fromEntries(["ink", "paper", "card", "quiet", "rule", "accent", "plus", "minus", "plain"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  found.lines = [found.plain, found.plus, found.minus];
  found.rgb = { paper: parts(found.paper), lines: found.lines.map(parts) };
  found.key = Object.values(found).join(" ");
  return found;
}

export class Painter {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d", { alpha: false });
    this.raster = new Raster();
    this.stamps = new Stamps();
    this.strokes = new Strokes();
    this.near = []; // lines that were drawn as strokes, for who clicks on one
    this.names = [];
  }

  // `scene`: {plane, x, y, marks, lines, near, bold, chosen, groups, bar, colours, nameOf}; see Overview.scene.
  paint(scene, camera, ratio) {
    const { width, height, scale } = camera;
    const [wide, high] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
    if (this.canvas.width !== wide || this.canvas.height !== high) Object.assign(this.canvas, { width: wide, height: high });
    if (this.theme !== scene.colours.key + ratio) this.stamps.clear();
    this.theme = scene.colours.key + ratio;
    this.project(scene, camera);
    this.look(scene);
    // Marks shrink less than the plane when the reader zooms out, so that they stay marks; but a crowd needs room.
    const crowd = Math.min(1, this.inSight.length / 2000);
    this.swell = scale < 1 ? scale ** (0.45 + 0.13 * crowd) : scale ** 0.7;
    const { context } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    const count = this.sort(scene, scale);
    if (count || !this.few) {
      if (this.raster.size(wide, high)) this.laid = null;
      this.lines(scene, camera, ratio, count);
      this.marks(scene, ratio);
      context.putImageData(this.raster.image, 0, 0);
    } else {
      // Discs alone need no pixels laid by hand.
      context.fillStyle = scene.colours.paper;
      context.fillRect(0, 0, wide, high);
    }
    context.scale(ratio, ratio);
    const taken = scene.bar ? [{ left: 0, right: scene.bar, top: 0, bottom: BAR + 6 }] : [];
    if (scene.groups) drawDiscs(context, scene, camera, taken);
    this.strokes.draw(context, scene, this, this.near);
    if (this.few) this.drawMarks(context, scene);
    if (scene.chosen !== null) this.halo(context, scene);
    this.label(context, scene, camera, taken);
  }

  // Where everything is in the window.
  project({ plane, x, y }, camera) {
    if (this.sx?.length !== plane.count) Object.assign(this, { sx: new Float32Array(plane.count), sy: new Float32Array(plane.count), seen: new Uint8Array(plane.count) });
    const { scale, width, height } = camera;
    const [left, top] = [width / 2 - camera.x * scale, height / 2 - camera.y * scale];
    const margin = 30;
    for (let at = 0; at < plane.count; at += 1) {
      const across = x[at] * scale + left;
      const down = y[at] * scale + top;
      this.sx[at] = across;
      this.sy[at] = down;
      this.seen[at] = across > -margin && down > -margin && across < width + margin && down < height + margin ? 1 : 0;
    }
  }

  radius({ plane }, at) {
    return Math.max(1.3, plane.size[at] * this.swell);
  }

  // Which lines are strokes (`near`), and which pixels (`far`, a 1 for each that is); how many are pixels.
  sort({ plane: { from, to }, lines, bold }, scale) {
    const { seen } = this;
    let inSight = 0;
    if (scale >= CLOSE) for (let line = 0; line < lines.length; line += 1) if (lines[line] && (seen[from[line]] || seen[to[line]])) inSight += 1;
    const strokes = scale >= CLOSE && inSight <= FEW;
    this.far = new Uint8Array(lines.length);
    this.near = [];
    let count = 0;
    for (let line = 0; line < lines.length; line += 1) {
      if (!lines[line]) continue;
      if (bold?.has(line) || (strokes && (seen[from[line]] || seen[to[line]]))) this.near.push(line);
      else count += this.far[line] = 1;
    }
    return count;
  }

  // Lay the far lines. Those that lie there from the last picture of the same place stay: only others come and go.
  lines({ plane: { from, to, sign }, x, near, colours }, camera, ratio, count) {
    const { raster, sx, sy, far } = this;
    const place = `${camera.x} ${camera.y} ${camera.scale} ${ratio}`;
    let laid = this.laid?.x === x && this.laid.place === place && this.laid.far.length === far.length ? this.laid.far : null;
    if (laid) {
      let others = 0;
      for (let line = 0; line < far.length; line += 1) others += far[line] ^ laid[line];
      if (others > count) laid = null;
    }
    if (!laid) raster.clearLines();
    for (let line = 0; line < far.length; line += 1) {
      const times = laid ? far[line] - laid[line] : far[line];
      if (times === 0) continue;
      const a = from[line];
      const b = to[line];
      raster.line(sign[line], sx[a] * ratio, sy[a] * ratio, sx[b] * ratio, sy[b] * ratio, times);
    }
    this.laid = { x, place, far };
    const alpha = Math.min(0.5, Math.max(0.07, 15 / Math.sqrt(count + 1))) * (near ? 0.35 : 1);
    raster.lay(colours.rgb.paper, colours.rgb.lines.map((rgb, ink) => ({ rgb, alpha: ink ? Math.min(0.6, alpha * 1.3) : alpha })), 0.8);
  }

  look({ plane, marks }) {
    this.inSight = [];
    for (let at = 0; at < plane.count; at += 1) if (marks[at] && this.seen[at]) this.inSight.push(at);
    this.few = this.inSight.length <= LETTERS;
  }

  marks(scene, ratio) {
    const { plane, near, colours } = scene;
    if (this.few) return;
    for (let index = this.inSight.length - 1; index >= 0; index -= 1) {
      const at = this.inSight[index];
      const stamp = this.stamps.of(plane.type[at], plane.types[plane.type[at]], this.radius(scene, at), ratio, colours.paper);
      this.raster.stamp(stamp, this.sx[at] * ratio, this.sy[at] * ratio, near && !near.has(at) ? 60 : 256);
    }
  }

  drawMarks(context, scene) {
    const { plane, near, colours } = scene;
    for (let index = this.inSight.length - 1; index >= 0; index -= 1) {
      const at = this.inSight[index];
      context.save();
      context.globalAlpha = near && !near.has(at) ? 0.25 : 1;
      context.translate(this.sx[at], this.sy[at]);
      drawMark(context, plane.types[plane.type[at]], this.radius(scene, at), colours.paper);
      context.restore();
    }
  }

  halo(context, scene) {
    const at = scene.chosen;
    if (!scene.marks[at]) return;
    const r = this.radius(scene, at);
    context.save();
    context.translate(this.sx[at], this.sy[at]);
    context.beginPath();
    context.arc(0, 0, r * 1.6 + 4, 0, 2 * Math.PI);
    context.globalAlpha = 0.22;
    context.fillStyle = scene.colours.accent;
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 2;
    context.strokeStyle = scene.colours.accent;
    context.stroke();
    drawMark(context, scene.plane.types[scene.plane.type[at]], r, scene.colours.paper);
    context.restore();
  }

  label(context, scene, camera, taken) {
    const { near, chosen, nameOf, colours } = scene;
    const spot = (at) => (this.seen[at] && scene.marks[at] ? { x: this.sx[at], y: this.sy[at], r: this.radius(scene, at) } : null);
    // First the chosen and what it is linked with, then by importance.
    const first = near ? [...near].sort((a, b) => (b === chosen) - (a === chosen) || a - b) : [];
    const order = near ? [...first, ...this.inSight.filter((at) => !near.has(at))] : this.inSight;
    for (const at of order.slice(0, 120)) {
      const here = spot(at);
      if (here && here.r > 4) taken.push({ left: here.x - here.r * 0.8, right: here.x + here.r * 0.8, top: here.y - here.r * 0.8, bottom: here.y + here.r * 0.8 });
    }
    this.names = placed(order, spot, nameOf, camera, taken);
    write(context, this.names, { ...colours, faint: near ? (at) => !near.has(at) : null });
  }
}
