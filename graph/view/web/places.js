// Places: how lines of a label break, what room a node takes, and where the nodes of the picture stand.

import { DATA, ENTITIES } from "./data.js";
import { NODES, degree, other } from "./graph.js";
import { LIMIT, openingNodes } from "./part.js";
import { state } from "./store.js";

// The size of a thing's mark, in pixels.
export const radius = (id) => 7 + Math.min(8, 1.9 * Math.sqrt(degree(id)));
export const FONT = '12.5px system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
export const LINE = 15; // pixels from one line of a label to the next
export const WIDEST = 124; // pixels of a line before it wraps
const NEAR = 150; // pixels that a line is pulled to, where there is room
export const ASIDE = 5; // pixels between a node and the name beside it
const ruler = document.createElement("canvas").getContext("2d");

// A text cut to a width, with an ellipsis.
export function cut(written, wide, font) {
  ruler.font = font;
  if (ruler.measureText(written).width <= wide) return written;
  const letters = [...written];
  // By halves: a name may have ten thousand letters.
  let [fits, over] = [0, letters.length];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (ruler.measureText(`${letters.slice(0, middle).join("").trimEnd()}…`).width > wide) over = middle;
    else fits = middle;
  }
  return fits ? `${letters.slice(0, fits).join("").replace(/[\s,、]+$/, "")}…` : "";
}

// What a line never breaks: a word or one Chinese character. Only a word longer than a line is broken, at its hyphens
// or, if it must be, anywhere.
const PIECE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|\s*[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+/g;
function pieces(label, wide, font) {
  ruler.font = font;
  const long = (piece) => ruler.measureText(piece.trim()).width > wide;
  const found = label.match(PIECE) ?? [label];
  return found.flatMap((piece) => (long(piece) ? piece.match(/[^-]*-+|[^-]+/g) : [piece])).flatMap((piece) => (long(piece) ? [...piece] : [piece]));
}

function broken(parts, wide, font) {
  ruler.font = font;
  const made = [""];
  for (const piece of parts) {
    const longer = made[made.length - 1] + piece;
    if (!made[made.length - 1] || ruler.measureText(longer).width <= wide) made[made.length - 1] = longer;
    else made.push(piece.trimStart());
  }
  return made;
}

// Lines of a label, no more than `most`; Chinese may break anywhere, other writing at spaces and hyphens.
const wrapped = new Map();
export function lines(label, wide = WIDEST, most = 3, font = FONT) {
  const key = `${wide} ${most} ${font} ${label}`;
  if (wrapped.has(key)) return wrapped.get(key);
  const parts = pieces(label, wide, font);
  let made = broken(parts, wide, font);
  // As narrow as it gets with as many lines: no line of one last character.
  for (let width = wide - 6; made.length > 1 && width > wide / 2; width -= 6) {
    const narrower = broken(parts, width, font);
    if (narrower.length > made.length) break;
    made = narrower;
  }
  const shown = made.length > most ? [...made.slice(0, most - 1), cut(made.slice(most - 1).join(" "), wide, font)] : made;
  ruler.font = font;
  const found = { lines: shown, width: Math.max(...shown.map((line) => ruler.measureText(line).width)) };
  wrapped.set(key, found);
  return found;
}

// Room for a node under its longest name, so that a change of language moves nothing.
const rooms = new Map();
function room(id) {
  if (!rooms.has(id)) {
    const all = Object.values(ENTITIES.get(id).label).map((label) => lines(label));
    const deepest = Math.max(1, ...all.map((label) => label.lines.length));
    rooms.set(id, {
      width: Math.max(44, ...all.map((label) => label.width)) + 14,
      height: 2 * radius(id) + deepest * LINE + 16,
    });
  }
  return rooms.get(id);
}

export const box = (x, top, width, height) => ({ left: x - width / 2, right: x + width / 2, top, bottom: top + height });
export const apart = (one, two) => one.left >= two.right || one.right <= two.left || one.top >= two.bottom || one.bottom <= two.top;

// ---- the opening picture, whose places come with the data

const STANDS = new Map(Object.entries(DATA.opening.positions));
export const opened = (id) => state.opening > 0 && !state.everything && STANDS.has(id) && openingNodes().has(id);

// How much wider than others a name in the middle of a chain may be: there is more room beside it than under it, where
// other lines pass.
export const MIDDLE = 1.5;

// What an opening node covers with its name, at zoom 1.
function standing(id, { x, y }) {
  const side = DATA.opening.sides[id];
  const deep = 2 * LINE;
  const far = DATA.opening.aside - 4;
  if (side === "below") return box(x, y - radius(id) - 6, MIDDLE * DATA.opening.name, 2 * radius(id) + 12 + 3 * LINE);
  return { left: side === "left" ? x - far : x - 20, right: side === "left" ? x + 20 : x + far, top: y - deep, bottom: y + deep };
}

// Stand fresh nodes around what is there, each at the nearest free place to what it is linked with; nothing else moves.
function around(fresh, edges) {
  const taken = [...spots].map(([id, spot]) => (opened(id) ? standing(id, spot) : box(spot.x, spot.y - room(id).height / 2, room(id).width, room(id).height)));
  const held = edges.filter(({ from, to }) => spots.has(from) && spots.has(to)).map(({ from, to }) => [spots.get(from), spots.get(to)]);
  const middle = centre([...spots.values()]);
  const started = new Map(); // rings around one place that are full already
  const linked = (id) => edges.filter(({ from, to }) => (from === id || to === id) && spots.has(from === id ? to : from)).map((edge) => spots.get(other(edge, id)));
  const order = [...fresh].sort((a, b) => linked(b).length - linked(a).length);
  for (const id of order) {
    const from = linked(id).length ? centre(linked(id)) : middle;
    const key = `${from.x} ${from.y}`;
    const outward = Math.atan2(from.y - middle.y, from.x - middle.x);
    const { width, height } = room(id);
    search: for (let ring = started.get(key) ?? 1; ; ring += 1) {
      const steps = 6 + 4 * ring;
      for (let step = 0; step < steps; step += 1) {
        const turn = outward + (step % 2 ? 1 : -1) * Math.ceil(step / 2) * ((2 * Math.PI) / steps);
        const [x, y] = [from.x + 34 * ring * Math.cos(turn), from.y + 26 * ring * Math.sin(turn)];
        const want = box(x, y - height / 2, width, height);
        if (!taken.every((has) => apart(has, want)) || held.some((line) => crosses(want, line))) continue;
        taken.push(want);
        spots.set(id, { x, y });
        started.set(key, ring);
        break search;
      }
    }
  }
}

function centre(all) {
  const sum = all.reduce((so, { x, y }) => ({ x: so.x + x, y: so.y + y }), { x: 0, y: 0 });
  return { x: sum.x / (all.length || 1), y: sum.y / (all.length || 1) };
}

// Whether a line runs through a box. Asked ten thousand times for a picture: nothing is made on the way.
export function crosses({ left, right, top, bottom }, [a, b]) {
  const [across, down] = [b.x - a.x, b.y - a.y];
  if (!across && (a.x < left || a.x > right)) return false;
  if (!down && (a.y < top || a.y > bottom)) return false;
  let start = 0;
  let end = 1;
  if (across) {
    const one = (left - a.x) / across;
    const two = (right - a.x) / across;
    start = Math.max(start, Math.min(one, two));
    end = Math.min(end, Math.max(one, two));
  }
  if (down) {
    const one = (top - a.y) / down;
    const two = (bottom - a.y) / down;
    start = Math.max(start, Math.min(one, two));
    end = Math.min(end, Math.max(one, two));
  }
  return start < end;
}

// ---- any other picture

// Where nodes stand now: in the order of the given places, evened out to fill the window, then pushed apart.
export const spots = new Map();
let plane = null;
// Let all be placed anew.
export const forget = () => spots.clear();

export function place(ids, edges, size) {
  for (const id of ids) {
    if (opened(id)) spots.set(id, { x: STANDS.get(id)[0], y: STANDS.get(id)[1] });
  }
  const fresh = [...ids].filter((id) => !spots.has(id));
  if (!fresh.length) return;
  // Much stands where the layout put it; little is brought together.
  if (state.everything && ids.size > LIMIT) {
    for (const id of fresh) spots.set(id, { x: NODES.get(id).x, y: NODES.get(id).y });
    return;
  }
  if (state.opening) {
    around(fresh, edges);
    return;
  }
  if (!spots.size) {
    const across = (axis) => fresh.map((id) => NODES.get(id)[axis]);
    plane = { x: evened(across("x"), size.width - 150), y: evened(across("y"), size.height - 100) };
  }
  for (const id of fresh) {
    const node = NODES.get(id);
    spots.set(id, { x: plane.x(node.x), y: plane.y(node.y) });
  }
  part(new Set(fresh), edges, size.height / size.width);
}

// A rising map of the values onto `length` pixels around 0. Half of it is the rank of a value: what is drawn of
// a large graph leaves gaps where the rest would stand, and the rank closes them without changing who is left of whom.
function evened(values, length) {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high, last] = [sorted[0], sorted.at(-1), sorted.length - 1];
  const span = high - low || 1;
  const pixels = Math.min(Math.max(60, length), 150 * Math.max(1, last));
  return (value) => {
    const linear = (value - low) / span;
    const above = sorted.findIndex((one) => one > value);
    const rank = above < 1 || last < 1 ? linear : (above - 1 + (value - sorted[above - 1]) / (sorted[above] - sorted[above - 1])) / last;
    return pixels * ((linear + rank) / 2 - 0.5);
  };
}

// Push overlapping rooms apart, along the way that costs least in this window, and nodes off the lines of others;
// only fresh nodes move.
function part(fresh, edges, slope) {
  const bodies = [...spots].map(([id, { x, y }]) => ({ id, x, y, free: fresh.has(id), r: radius(id), ...room(id) }));
  const at = new Map(bodies.map((body) => [body.id, body]));
  const lines = edges.map(({ from, to }) => [at.get(from), at.get(to)]);
  const rounds = bodies.length > 150 ? 120 : 240;
  for (let round = 0; round < rounds; round += 1) {
    if (round < rounds / 2) pull(lines);
    let moved = round < rounds / 2 || (round < rounds * 0.75 && offLines(bodies, lines, 1.5 - (2 * round) / rounds));
    for (let i = 0; i < bodies.length; i += 1) {
      for (let j = i + 1; j < bodies.length; j += 1) {
        const [a, b] = [bodies[i], bodies[j]];
        const x = (a.width + b.width) / 2 - Math.abs(b.x - a.x);
        const y = (a.height + b.height) / 2 - Math.abs(b.y - a.y);
        if (x <= 0.5 || y <= 0.5 || !(a.free || b.free)) continue;
        moved = true;
        const share = a.free && b.free ? 0.5 : 1;
        // Rooms are wider than high: with the bare overlap nearly all would be stacked into columns.
        const axis = x * slope * slope * 0.75 < y ? "x" : "y";
        const step = (axis === "x" ? x : y) * share * 0.8 * (b[axis] < a[axis] ? -1 : 1);
        if (a.free) a[axis] -= step;
        if (b.free) b[axis] += step;
      }
    }
    if (!moved) break;
  }
  for (const { id, x, y } of bodies) spots.set(id, { x, y });
}

// Draw the ends of a long line nearer: what lay between them in the whole graph is not in this picture.
function pull(lines) {
  const moves = new Map();
  for (const [a, b] of lines) {
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length <= NEAR) continue;
    const step = (0.1 * (length - NEAR)) / length;
    for (const [one, two] of [[a, b], [b, a]]) {
      if (!one.free) continue;
      const sum = moves.get(one) ?? { x: 0, y: 0, count: 0 };
      moves.set(one, { x: sum.x + (two.x - one.x) * step, y: sum.y + (two.y - one.y) * step, count: sum.count + 1 });
    }
  }
  for (const [body, { x, y, count }] of moves) {
    body.x += x / count;
    body.y += y / count;
  }
}

// A node on a line that does not end at it would read as a stop on the way.
function offLines(bodies, lines, force) {
  let moved = false;
  for (const [a, b] of lines) {
    const [wide, high] = [b.x - a.x, b.y - a.y];
    const length = Math.hypot(wide, high) || 1;
    for (const body of bodies) {
      if (!body.free || body === a || body === b) continue;
      const lack = body.r + 16 - Math.abs((body.y - a.y) * wide - (body.x - a.x) * high) / length;
      if (lack <= 0) continue;
      const along = ((body.x - a.x) * wide + (body.y - a.y) * high) / length;
      if (along < 12 || along > length - 12) continue;
      const side = (body.y - a.y) * wide < (body.x - a.x) * high ? -1 : 1;
      const step = (lack * 0.6 * force * side) / length;
      body.x -= high * step;
      body.y += wide * step;
      moved = true;
    }
  }
  return moved;
}

