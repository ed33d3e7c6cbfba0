// A drawing of the page as a file of its own, as SVG or PNG.

import { svg } from "./svg.js";

const NAMESPACE = "http://www.w3.org/2000/svg";

// What of a drawing's look comes from the page's styles, and must go along.
const LOOK = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity", "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "visibility", "paint-order", "stroke-linejoin"];

// A copy of a drawing that needs no page: its styles are attributes.
export function alone(drawing) {
  const copy = drawing.cloneNode(true);
  const [from, to] = [[drawing, ...drawing.querySelectorAll("*")], [copy, ...copy.querySelectorAll("*")]];
  from.forEach((element, index) => {
    const style = getComputedStyle(element);
    if (style.display === "none") to[index].setAttribute("display", "none");
    for (const name of LOOK) if (style.getPropertyValue(name)) to[index].setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "style", "tabindex", "role"]) to[index].removeAttribute(name);
  });
  return copy;
}

// What a box shows, as it is in the window now: its drawings, and its canvases as images.
export function composed(stage) {
  const frame = stage.getBoundingClientRect();
  const parts = [...stage.querySelectorAll("canvas, svg")].filter((part) => !part.parentElement.closest("svg") && part.checkVisibility());
  const placed = parts.map((part) => {
    const { left, top, width, height } = part.getBoundingClientRect();
    const spot = { x: left - frame.left, y: top - frame.top, width, height };
    if (part instanceof HTMLCanvasElement) return svg("image", { ...spot, href: part.toDataURL() });
    const copy = alone(part);
    for (const [name, value] of Object.entries(spot)) copy.setAttribute(name, String(value));
    return copy;
  });
  return svg("svg", { viewBox: `0 0 ${frame.width} ${frame.height}` }, ...placed);
}

// A drawing with a title above it and a line below: {drawing, title, foot, ink, paper, quiet}.
export function framed({ drawing, title, foot, ink, paper, quiet, marks = [] }) {
  const box = drawing.viewBox.baseVal;
  const width = box?.width || drawing.clientWidth || 900;
  const height = box?.height || drawing.clientHeight || 640;
  const below = marks.length ? 56 : 32;
  drawing.setAttribute("x", "0");
  drawing.setAttribute("y", "48");
  drawing.setAttribute("width", String(width));
  drawing.setAttribute("height", String(height));
  const head = svg("text", { x: 20, y: 32, fill: ink, "font-size": 20, "font-family": "Georgia, serif" });
  head.textContent = title;
  const last = svg("text", { x: 20, y: 48 + height + below - 12, fill: quiet, "font-size": 11 });
  last.textContent = foot;
  const legend = svg("g", { transform: `translate(20 ${48 + height + 16})` });
  let x = 0;
  for (const { glyph, label } of marks) {
    const text = svg("text", { x: x + 20, y: 4, fill: ink, "font-size": 12 });
    text.textContent = label;
    glyph.setAttribute("x", String(x));
    glyph.setAttribute("y", "-9");
    glyph.setAttribute("width", "18");
    glyph.setAttribute("height", "18");
    legend.append(glyph, text);
    x += 34 + [...label].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12.5 : 7), 0);
  }
  const total = 48 + height + below;
  return svg("svg", { xmlns: NAMESPACE, viewBox: `0 0 ${width} ${total}`, width, height: total, "font-family": "system-ui, sans-serif" },
    svg("rect", { width, height: total, fill: paper }), head, drawing, legend, last);
}

export const written = (drawing) => new XMLSerializer().serializeToString(drawing);

// A drawing as PNG, `density` pixels for one of its own.
export async function raster(drawing, density = 2) {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([written(drawing)], { type: "image/svg+xml" }));
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error("the drawing cannot be shown as a picture"));
      image.src = address;
    });
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(drawing.width.baseVal.value * density);
    canvas.height = Math.round(drawing.height.baseVal.value * density);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } finally {
    URL.revokeObjectURL(address);
  }
}
