// The network as it stands in the window, as SVG: text stays text, marks and dashes as in the legend.

import { ENTITIES } from "../data.js";
import { inkOn, letterDrop, letterOf, outline, tint } from "../marks.js";
import { LINE } from "../places.js";
import { svg } from "../svg.js";
import { classOf, nameOf } from "../words.js";

// An <svg> of a Picture.
export function networkSvg(picture) {
  const { network } = picture;
  const { width, height } = picture.size();
  const scale = network.getScale();
  const at = new Map(Object.entries(network.getPositions()).map(([id, spot]) => [id, network.canvasToDOM(spot)]));
  const made = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "font-family": "system-ui, sans-serif", "font-size": 12.5 });
  const edges = picture.edges.get();
  const origin = network.canvasToDOM({ x: 0, y: 0 });
  made.append(arrowheads(new Set(edges.map((edge) => edge.ink))), ...edges.map((edge) => line(picture, edge, at, scale, origin)));
  for (const [id, { x, y }] of at) made.append(mark(id, x, y, picture.reach(id) * scale, picture));
  for (const [id, spot] of picture.written) made.append(name(id, spot, origin, picture));
  for (const text of picture.along) made.append(along(text, origin, picture));
  return made;
}

// As on the canvas, letters stand on a rim of paper where a line runs under them.
const rim = ({ paper }) => ({ stroke: paper, "stroke-width": 4, "stroke-linejoin": "round", "paint-order": "stroke" });
const arrow = (ink) => `arrow-${ink.replace(/\W/g, "")}`;

function arrowheads(inks) {
  const heads = [...inks].map((ink) =>
    svg("marker", { id: arrow(ink), viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 8, markerHeight: 8, orient: "auto-start-reverse", markerUnits: "userSpaceOnUse" }, svg("path", { d: "M0 1L10 5L0 9Z", fill: ink })),
  );
  return svg("defs", {}, ...heads);
}

function line(picture, edge, at, scale, origin) {
  const { network } = picture;
  const drawn = network.body.edges[edge.id].edgeType;
  const [a, b] = [at.get(edge.from), at.get(edge.to)];
  const far = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const cut = (id) => (picture.reach(id) * scale + 3) / far;
  const [from, to] = [Math.min(0.45, cut(edge.from)), 1 - Math.min(0.45, cut(edge.to))];
  // A bent line as a row of points of the line that is drawn.
  const steps = edge.smooth.enabled ? 16 : 1;
  const point = (way) => (edge.smooth.enabled ? network.canvasToDOM(drawn.getPoint(way)) : { x: a.x + (b.x - a.x) * way, y: a.y + (b.y - a.y) * way });
  const points = Array.from({ length: steps + 1 }, (_, i) => point(from + ((to - from) * i) / steps));
  const path = svg("path", {
    d: `M${points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`,
    fill: "none",
    stroke: edge.ink,
    "stroke-width": 1.5,
    "stroke-dasharray": edge.dashes ? edge.dashes.join(" ") : null,
    opacity: edge.color.opacity,
    "marker-end": `url(#${arrow(edge.ink)})`,
  });
  const spot = picture.signAt.get(edge.id);
  if (!spot) return path; // it has none, has it with its mechanisms, or there is no room for it
  const sign = svg("text", { x: origin.x + (spot.left + spot.right) / 2, y: origin.y + spot.top + 14, "font-size": edge.named ? 12 : 16, ...rim(picture), fill: edge.ink, "text-anchor": "middle", "font-weight": 600, opacity: edge.color.opacity });
  sign.textContent = edge.mark;
  return svg("g", {}, path, sign);
}

// Sign and mechanisms along a line.
function along({ shown, x, y, turn, ink, sign, indent }, origin, picture) {
  const words = svg("text", { x: indent, ...rim(picture), fill: picture.quiet });
  words.textContent = shown;
  const before = sign ? svg("text", { fill: ink, "font-weight": 700 }) : null;
  if (before) before.textContent = sign;
  const turned = `translate(${(origin.x + x).toFixed(1)} ${(origin.y + y).toFixed(1)}) rotate(${((turn * 180) / Math.PI).toFixed(2)})`;
  return svg("g", { transform: turned, "font-size": 11 }, before, words);
}

function mark(id, x, y, r, picture) {
  const { type } = ENTITIES.get(id);
  const look = classOf(type);
  const faint = picture.near && !picture.near.has(id);
  const shape = svg("path", { d: outline(look.shape, r), fill: tint(look.colour) });
  const letter = svg("text", { y: letterDrop(look.shape, r), fill: inkOn(look.colour), "text-anchor": "middle", "dominant-baseline": "central", "font-size": r * 1.15, "font-weight": 700 });
  letter.textContent = letterOf(type);
  const title = svg("title", {});
  title.textContent = nameOf(id);
  return svg("g", { transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, opacity: faint ? 0.22 : null }, title, shape, letter);
}

function name(id, spot, origin, picture) {
  const anchor = { left: "start", right: "end", center: "middle" }[spot.align];
  const x = origin.x + { left: spot.left, right: spot.right, center: (spot.left + spot.right) / 2 }[spot.align];
  const faint = picture.near && !picture.near.has(id);
  const made = svg("text", { ...rim(picture), fill: picture.ink, "text-anchor": anchor, opacity: faint ? 0.28 : null });
  made.append(
    ...spot.lines.map((text, index) => {
      const row = svg("tspan", { x, y: origin.y + spot.top + index * LINE + 11 });
      row.textContent = text;
      return row;
    }),
  );
  return made;
}
