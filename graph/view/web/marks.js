// Marks: shapes, colours and letters of types, and lines of signs, the same in legend, lists and pictures.

import { ENTITIES } from "./data.js";
import { LARGE } from "./large.js";
import { state } from "./store.js";
import { classOf, typeName } from "./words.js";

// Shapes as SVG paths, so that legend, lists and canvas show the same mark.
export function outline(shape, r) {
  const ring = (corners, turn, radii = [r]) =>
    "M" +
    Array.from({ length: corners * radii.length }, (_, i) => {
      const angle = turn + (i * 2 * Math.PI) / (corners * radii.length);
      const far = radii[i % radii.length];
      return `${(far * Math.cos(angle)).toFixed(2)} ${(far * Math.sin(angle)).toFixed(2)}`;
    }).join("L") +
    "Z";
  const oval = (x, y) => `M${-x} 0A${x} ${y} 0 1 1 ${x} 0A${x} ${y} 0 1 1 ${-x} 0Z`;
  switch (shape) {
    case "square":
      return ring(4, Math.PI / 4, [r * 1.2]);
    case "diamond":
      return ring(4, 0, [r * 1.2]);
    case "triangle":
      return ring(3, -Math.PI / 2, [r * 1.2]);
    case "triangleDown":
      return ring(3, Math.PI / 2, [r * 1.2]);
    case "hexagon":
      return ring(6, 0, [r * 1.1]);
    case "star":
      return ring(5, -Math.PI / 2, [r * 1.4, r * 0.66]);
    case "ellipse":
      return oval(r * 1.3, r * 0.8);
    case "box":
      return `M${-r * 1.2} ${-r * 0.75}H${r * 1.2}V${r * 0.75}H${-r * 1.2}Z`;
    default:
      return oval(r, r);
  }
}

export const dark = () => document.documentElement.dataset.theme === "dark";

const tints = new Map();
// A class's colour, lighter on a dark page.
export function tint(written) {
  const key = dark() ? `${written} dark` : written;
  if (!tints.has(key)) tints.set(key, tinted(written));
  return tints.get(key);
}
function tinted(written) {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(written ?? "");
  const rgb = parts ? parts.slice(1).map((part) => parseInt(part, 16)) : [119, 119, 119];
  return `rgb(${rgb.map((part) => Math.round(dark() ? part + (255 - part) * 0.22 : part)).join(",")})`;
}

// Types that share a mark are told apart by a letter: the first of the name that no other of them has.
const letters = new Map();
export function letterOf(type) {
  if (!letters.has(state.language)) letters.set(state.language, lettered());
  return letters.get(state.language).get(type) ?? "";
}

function lettered() {
  const used = new Map(Object.entries(LARGE?.types ?? {}));
  if (!LARGE) for (const { type } of ENTITIES.values()) used.set(type, (used.get(type) ?? 0) + 1);
  const families = new Map();
  // The most frequent type has the first choice.
  for (const type of [...used.keys()].sort((a, b) => used.get(b) - used.get(a) || (a < b ? -1 : 1))) {
    const look = `${classOf(type).colour} ${classOf(type).shape}`;
    families.set(look, [...(families.get(look) ?? []), type]);
  }
  const found = new Map();
  for (const types of [...families.values()].filter((family) => family.length > 1)) {
    const taken = new Set();
    for (const type of types) {
      const own = [...typeName(type).toUpperCase(), ..."123456789"].filter((sign) => /[\p{L}\p{N}]/u.test(sign));
      const letter = own.find((sign) => !taken.has(sign)) ?? "";
      taken.add(letter);
      found.set(type, letter);
    }
  }
  return found;
}

// What can be read on a class's colour: black or white, whichever stands out more.
export function inkOn(written) {
  const [red, green, blue] = tint(written).match(/\d+/g).map((part) => (Number(part) / 255) ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.3 ? "#14171d" : "#ffffff";
}

// How far below a shape's origin its middle lies.
export const letterDrop = (shape, r) => ({ triangle: r * 0.12, triangleDown: -r * 0.12 })[shape] ?? 0;

export function glyph(type) {
  const look = classOf(type);
  const svg = (tag, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const made = svg("svg", { viewBox: "-12 -12 24 24", class: "glyph", "aria-hidden": "true" });
  made.append(svg("path", { d: outline(look.shape, 9), fill: tint(look.colour) }));
  const letter = svg("text", { x: 0, y: 0.6 + letterDrop(look.shape, 9), fill: inkOn(look.colour), "text-anchor": "middle", "dominant-baseline": "central", "font-size": 11, "font-weight": 700 });
  letter.textContent = letterOf(type);
  if (letter.textContent) made.append(letter);
  return made;
}

// A line as in the picture, for the legend.
export function stroke(dashes, name) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("viewBox", "0 0 44 12");
  made.setAttribute("class", `stroke ${name}`);
  made.setAttribute("aria-hidden", "true");
  for (const [shape, broken] of [["M1 6H34", dashes], ["M34 2.5L42 6L34 9.5Z", ""]]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", shape);
    if (broken) path.setAttribute("stroke-dasharray", broken);
    made.append(path);
  }
  return made;
}

