// An open group: its things in two columns beside the place, causes on the left, what they lead to on the right.

import { before, degree } from "../graph.js";
import { cut, FONT } from "../places.js";
import { nameOf } from "../words.js";

const ROW = 23; // pixels
const MARK = 26; // pixels from the middle of a mark to its name, with the edge of the column
const WIDEST = 230;

const ruler = document.createElement("canvas").getContext("2d");
const wide = (written) => {
  ruler.font = FONT;
  return ruler.measureText(written).width;
};

// Where the things stand: {rows: [{id, x, y, side, name}], boxes, more, top}. `edges` are the claims between them, `must`
// a thing that has a row whatever its rank.
export function fanned(things, edges, must, { x, y, width, height }) {
  const two = width >= 560 && things.length > 2;
  const most = Math.max(3, Math.min(14, Math.floor((height - 150) / ROW)));
  const ranked = [...things].sort((a, b) => degree(b) - degree(a) || before(a, b));
  const kept = ranked.slice(0, two ? 2 * most : most);
  if (things.includes(must) && !kept.includes(must)) kept.splice(-1, 1, must);
  const columns = two ? halves(kept, edges) : [kept];
  const gap = two ? 84 : Math.min(58, width * 0.14);
  const rows = [];
  const boxes = [];
  columns.forEach((ids, at) => {
    const side = two && at === 0 ? -1 : 1;
    const room = Math.min(WIDEST, (width < 560 ? width - x : width / 2) - gap - MARK - 12);
    const names = ids.map((id) => cut(nameOf(id), Math.max(60, room), FONT));
    const column = Math.max(...names.map(wide)) + MARK + 10;
    const top = y - (ids.length * ROW) / 2;
    ids.forEach((id, row) => rows.push({ key: id, id, x: x + side * gap, y: top + (row + 0.5) * ROW, side, name: names[row], width: column }));
    if (ids.length) boxes.push({ x: side < 0 ? x - gap - column + 14 : x + gap - 14, y: top - 5, width: column, height: ids.length * ROW + 10 });
  });
  return { rows, boxes, more: things.length - kept.length, top: Math.min(...boxes.map((box) => box.y)), bottom: Math.max(...boxes.map((box) => box.y + box.height)) };
}

// Two columns of the same length: what leads to more than leads to it comes first.
function halves(ids, edges) {
  const lead = new Map(ids.map((id) => [id, 0]));
  for (const { from, to } of edges) {
    if (!lead.has(from) || !lead.has(to)) continue;
    lead.set(from, lead.get(from) + 1);
    lead.set(to, lead.get(to) - 1);
  }
  const order = [...ids].sort((a, b) => lead.get(b) - lead.get(a) || ids.indexOf(a) - ids.indexOf(b));
  const causes = order.filter((id) => lead.get(id) > 0).length;
  const effects = order.filter((id) => lead.get(id) < 0).length;
  const half = Math.ceil(order.length / 2);
  const split = Math.max(Math.min(half, order.length - effects), Math.min(causes, order.length - 1), 1);
  const [left, right] = [order.slice(0, split), order.slice(split)];
  return [left, facing(right, left, edges)];
}

// The right column in the order of what leads to its things, so that few lines cross.
function facing(ids, others, edges) {
  const place = (id) => {
    const rows = edges.filter(({ from, to }) => (from === id && others.includes(to)) || (to === id && others.includes(from))).map(({ from, to }) => others.indexOf(from === id ? to : from));
    return rows.length ? rows.reduce((sum, row) => sum + row, 0) / rows.length : others.length;
  };
  const places = new Map(ids.map((id) => [id, place(id)]));
  return [...ids].sort((a, b) => places.get(a) - places.get(b));
}
