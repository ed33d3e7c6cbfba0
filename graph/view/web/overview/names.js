// Names on the overview: of the best known things in sight, as many as have room; none covers another.

import { FONT, LINE, apart, box, cut } from "../places.js";

export const WIDE = 168; // pixels of a name before it is cut
const ROOM = 12500; // square pixels of the window for each name
const TRIES = 6; // things looked at for each name that there may be

const ruler = document.createElement("canvas").getContext("2d");
const widths = new Map();
let sizes = 0;

// A name, cut if it is long, and its width.
export function measured(name, font = FONT, wide = WIDE) {
  const key = `${font} ${wide} ${name}`;
  if (!widths.has(key)) {
    if ((sizes += 1) > 20000) {
      widths.clear();
      sizes = 1;
    }
    const shown = cut(name, wide, font);
    ruler.font = font;
    widths.set(key, { shown, width: ruler.measureText(shown).width });
  }
  return widths.get(key);
}

// The names to write: [{at, shown, x, top, align}]. `order` gives things, the most important first; `spot(at)` where
// one is in the window, with the radius of its mark, or null; `taken` are boxes to keep clear of, which grow.
export function placed(order, spot, nameOf, { width, height }, taken) {
  const most = Math.max(12, Math.floor((width * height) / ROOM));
  const found = [];
  let tries = most * TRIES;
  for (const at of order) {
    if (found.length >= most || tries <= 0) break;
    const here = spot(at);
    if (!here) continue;
    tries -= 1;
    const { shown, width: wide } = measured(nameOf(at));
    if (!shown) continue;
    const place = free(here, wide, { width, height }, taken);
    if (!place) continue;
    taken.push(place);
    found.push({ at, shown, wide, x: (place.left + place.right) / 2, top: place.top });
  }
  return found;
}

// The first place beside a mark where a name covers nothing, under it if possible; undefined if there is none.
export function free(here, wide, { width, height }, taken) {
  return sides(here, wide).find(
    (want) => want.left >= 2 && want.right <= width - 2 && want.top >= 2 && want.bottom <= height - 2 && taken.every((has) => apart(has, want)),
  );
}

function sides({ x, y, r }, wide) {
  const half = wide / 2 + 3;
  return [
    box(x, y + r + 2, wide + 6, LINE),
    box(x, y - r - 2 - LINE, wide + 6, LINE),
    box(x + r + 4 + half, y - LINE / 2, wide + 6, LINE),
    box(x - r - 4 - half, y - LINE / 2, wide + 6, LINE),
  ];
}

// Write them, each with a rim of paper.
export function write(context, names, { ink, paper, faint }) {
  Object.assign(context, { font: FONT, textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 4.5, strokeStyle: paper, fillStyle: ink });
  for (const { at, shown, x, top } of names) {
    context.globalAlpha = faint?.(at) ? 0.35 : 1;
    context.strokeText(shown, x, top + 1);
    context.fillText(shown, x, top + 1);
  }
  context.globalAlpha = 1;
}
