// Names beside marks, the most important first; what would cover another waits for a larger scale.

import { apart, box } from "../places.js";

const LINE = 15; // pixels from line to line
const GAP = 4;

// Give each label its place: {key, x, y, r, lines, width} in order of importance. `taken` are boxes that no name may
// cover; gives {label, box, align, x, y}, x and y of the first line's middle.
export function named(labels, taken, { width, height }) {
  const found = [];
  for (const label of labels) {
    const spot = sides(label).find((want) => inside(want.box, width, height) && taken.every((has) => has.key === label.key || apart(has, want.box)));
    if (!spot && !label.must) continue;
    const kept = spot ?? sides(label)[0];
    taken.push(kept.box);
    found.push({ label, ...kept });
  }
  return found;
}

function sides({ x, y, r, lines, width }) {
  const high = lines.length * LINE;
  const middle = y - high / 2 + LINE / 2;
  return [
    { align: "middle", x, y: y + r + GAP + LINE / 2, box: box(x, y + r + GAP, width + 6, high) },
    { align: "start", x: x + r + GAP + 1, y: middle, box: box(x + r + GAP + width / 2, y - high / 2, width + 6, high) },
    { align: "end", x: x - r - GAP - 1, y: middle, box: box(x - r - GAP - width / 2, y - high / 2, width + 6, high) },
    { align: "middle", x, y: y - r - GAP - high + LINE / 2, box: box(x, y - r - GAP - high, width + 6, high) },
  ];
}

const inside = ({ left, right, top, bottom }, width, height) => left >= 2 && top >= 2 && right <= width - 2 && bottom <= height - 2;
