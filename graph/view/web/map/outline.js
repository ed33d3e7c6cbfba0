// The outline of the world, drawn on a canvas: land, coasts, borders, and the net of meridians.

import { inBlock } from "../data.js";
import { WORLD, level, rad } from "./projection.js";

const TURN = 2 * Math.PI;
const EXACT = 5000; // pixels of a radian, about a kilometre a pixel

// A line from its text (Google's encoded polyline format): longitudes, widths and heights of its points.
export function decoded(written, step) {
  const steps = [];
  let [value, shift] = [0, 0];
  for (let at = 0; at < written.length; at += 1) {
    const chunk = written.charCodeAt(at) - 63;
    value |= (chunk & 31) << shift;
    shift += 5;
    if (chunk >= 32) continue;
    steps.push(value & 1 ? ~(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return made(steps, step);
}

function made(steps, step) {
  const count = steps.length / 2;
  const line = { lon: new Float64Array(count), wide: new Float64Array(count), high: new Float64Array(count) };
  let [x, y] = [0, 0];
  for (let at = 0; at < count; at += 1) {
    x += steps[2 * at];
    y += steps[2 * at + 1];
    const { wide, high } = level(y * step);
    line.lon[at] = rad(x * step);
    line.wide[at] = wide;
    line.high[at] = high;
  }
  const range = (values) => [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
  return Object.assign(line, { lons: range(line.lon), highs: range(line.high) });
}

// The line without points that stand closer together than can be seen on a map of the whole world.
const FINE = 0.0045; // radians
const WHOLE = 260; // the scale up to which that is so
function coarse(line) {
  const kept = [0];
  for (let at = 1; at < line.lon.length; at += 1) {
    const last = kept.at(-1);
    const far = Math.hypot((line.lon[at] - line.lon[last]) * line.wide[at], line.high[at] - line.high[last]);
    if (far >= FINE || at === line.lon.length - 1) kept.push(at);
  }
  const taken = (values) => Float64Array.from(kept, (at) => values[at]);
  return { lon: taken(line.lon), wide: taken(line.wide), high: taken(line.high), lons: line.lons, highs: line.highs };
}

const lineOf = (points) => made(points.flatMap(([x, y], at) => (at ? [x - points[at - 1][0], y - points[at - 1][1]] : [x, y])), 1);
const steps = (from, to, by) => Array.from({ length: Math.round((to - from) / by) + 1 }, (_, at) => from + at * by);
const NET = [
  ...steps(-180, 150, 30).map((lon) => lineOf(steps(-90, 90, 3).map((lat) => [lon, lat]))),
  ...steps(-60, 60, 30).map((lat) => lineOf([[-180, lat], [0, lat], [180, lat]])),
];

export class Outline {
  constructor(canvas) {
    Object.assign(this, { canvas, fine: { land: [], borders: [] }, rough: { land: [], borders: [] } });
  }

  async load() {
    const { land, borders, step } = await inBlock("outline");
    this.fine = { land: land.map((line) => decoded(line, step)), borders: borders.map((line) => decoded(line, step)) };
    this.rough = { land: this.fine.land.map(coarse), borders: this.fine.borders.map(coarse) };
  }

  draw(camera) {
    const { width, height } = camera;
    const sharp = Math.min(2, devicePixelRatio || 1);
    if (this.canvas.width !== Math.round(width * sharp) || this.canvas.height !== Math.round(height * sharp)) {
      Object.assign(this.canvas, { width: Math.round(width * sharp), height: Math.round(height * sharp) });
    }
    const ctx = this.canvas.getContext("2d");
    const style = getComputedStyle(this.canvas);
    const colour = (name) => style.getPropertyValue(name).trim();
    ctx.setTransform(sharp, 0, 0, sharp, 0, 0);
    ctx.clearRect(0, 0, width, height);
    ctx.save();
    ctx.lineJoin = "round";
    this.globe(ctx, camera, colour);
    // The outline is true to some kilometres: where that would show, it fades into plain ground.
    ctx.globalAlpha = Math.max(0, Math.min(1, 1 - Math.log2(camera.scale / EXACT) / 3));
    this.ground(ctx, camera, colour);
    if (!ctx.globalAlpha) return ctx.restore();
    const whole = WORLD * camera.scale < 1.6 * width;
    const { land, borders } = camera.scale < WHOLE ? this.rough : this.fine;
    this.strokes(ctx, camera, NET, colour("--net"), 0.7);
    this.shapes(ctx, camera, land, colour, whole ? 0.6 : 1);
    this.strokes(ctx, camera, borders, colour("--border"), whole ? 0.6 : 0.9);
    ctx.restore();
  }

  // The sea, and all that is drawn after it only inside its edge.
  globe(ctx, camera, colour) {
    const half = (lat) => camera.scale * level(lat).wide * Math.PI;
    const path = new Path2D();
    const edge = steps(-90, 90, 2);
    for (const lat of edge) path.lineTo(camera.width / 2 + half(lat), camera.y(level(lat).high));
    for (const lat of edge.reverse()) path.lineTo(camera.width / 2 - half(lat), camera.y(level(lat).high));
    path.closePath();
    ctx.fillStyle = colour("--sea");
    ctx.fill(path);
    ctx.clip(path);
  }

  ground(ctx, { width, height }, colour) {
    if (ctx.globalAlpha === 1) return;
    Object.assign(ctx, { fillStyle: colour("--land") });
    const seen = ctx.globalAlpha;
    ctx.globalAlpha = 1 - seen;
    ctx.fillRect(0, 0, width, height);
    ctx.globalAlpha = seen;
  }

  // The copies of a line, a turn of the Earth apart, that are in the window: each as where its longitude 0 stands.
  copies({ lons, highs }, camera) {
    const top = camera.here.high + camera.height / 2 / (camera.scale * camera.tall);
    const bottom = 2 * camera.here.high - top;
    if (highs[0] > top || highs[1] < bottom) return [];
    // The widest a longitude may reach from the middle and still be seen, at the narrowest latitude of the line.
    const narrow = Math.min(levelWide(Math.max(bottom, highs[0])), levelWide(Math.min(top, highs[1])));
    const reach = Math.min(Math.PI, camera.width / 2 / (camera.scale * narrow) + 0.02);
    const middle = rad(camera.lon);
    return [-TURN, 0, TURN].filter((turn) => lons[0] + turn < middle + reach && lons[1] + turn > middle - reach).map((turn) => turn - middle);
  }

  trace(ctx, camera, { lon, wide, high }, shift) {
    const [x, scale, tall] = [camera.width / 2, camera.scale, camera.scale * camera.tall];
    const y = camera.height / 2 + tall * camera.here.high;
    for (let at = 0; at < lon.length; at += 1) {
      const right = x + scale * wide[at] * (lon[at] + shift);
      const down = y - tall * high[at];
      if (at) ctx.lineTo(right, down);
      else ctx.moveTo(right, down);
    }
  }

  shapes(ctx, camera, lines, colour, width) {
    ctx.beginPath();
    for (const line of lines) for (const shift of this.copies(line, camera)) this.trace(ctx, camera, line, shift);
    Object.assign(ctx, { fillStyle: colour("--land"), strokeStyle: colour("--coast"), lineWidth: width });
    ctx.fill("evenodd");
    ctx.stroke();
  }

  strokes(ctx, camera, lines, colour, width) {
    ctx.beginPath();
    for (const line of lines) for (const shift of this.copies(line, camera)) this.trace(ctx, camera, line, shift);
    Object.assign(ctx, { strokeStyle: colour, lineWidth: width });
    ctx.stroke();
  }
}

// How wide a radian of longitude is where something stands so high; near enough to choose what to draw.
const LEVELS = steps(-90, 90, 2).map(level);
function levelWide(high) {
  const found = LEVELS.find((one) => one.high >= high) ?? LEVELS.at(-1);
  return Math.max(0.08, found.wide - 0.04);
}
