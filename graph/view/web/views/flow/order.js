// The order of things in three columns with few crossings, and their heights.

const ROUNDS = 14;
const MOST_TALL = 18; // pixels of one claim, at most
const MOST_GAP = 22; // pixels between two things of a column, at most
const USUAL = 640; // pixels of height for which these are meant; a higher window has more of both
const LARGEST = 2; // times

// Columns of nodes {id, column, ways, weight}, in an order with few crossings.
export function ordered(ways) {
  let columns = [0, 1, 2].map((column) => nodesOf(ways, column));
  let best = { columns, crossings: crossings(columns, ways) };
  for (let round = 0; round < ROUNDS && best.crossings; round += 1) {
    columns = swept(columns, round % 2 ? [2, 1, 0] : [0, 1, 2]);
    const found = crossings(columns, ways);
    if (found < best.crossings) best = { columns, crossings: found };
  }
  return best.columns;
}

function nodesOf(ways, column) {
  const nodes = new Map();
  for (const way of ways) {
    const id = way.ends[column];
    if (!nodes.has(id)) nodes.set(id, { id, column, ways: [], weight: 0 });
    nodes.get(id).ways.push(way);
    nodes.get(id).weight += way.weight;
  }
  return [...nodes.values()];
}

// Each column in turn by the mean place of what it is linked with.
function swept(columns, turns) {
  const made = [...columns];
  for (const column of turns) {
    const sides = column === 1 ? [0, 2] : [1];
    const places = sides.map((side) => placesOf(made[side]));
    const mean = (node) => {
      let [sum, weight] = [0, 0];
      for (const way of node.ways) {
        sides.forEach((side, at) => {
          sum += places[at].get(way.ends[side]) * (way.weight + 0.01);
          weight += way.weight + 0.01;
        });
      }
      return sum / weight;
    };
    const means = new Map(made[column].map((node) => [node, mean(node)]));
    made[column] = [...made[column]].sort((a, b) => means.get(a) - means.get(b));
  }
  return made;
}

// Places from 0 to 1, so that columns of different length can be compared.
const placesOf = (nodes) => new Map(nodes.map(({ id }, at) => [id, (at + 0.5) / nodes.length]));

export function crossings(columns, ways) {
  return [0, 1].reduce((sum, left) => sum + crossed(columns[left], columns[left + 1], links(ways, left)), 0);
}

function links(ways, left) {
  const found = new Map();
  for (const { ends } of ways) found.set(JSON.stringify([ends[left], ends[left + 1]]), [ends[left], ends[left + 1]]);
  return [...found.values()];
}

// Pairs of links that cross: those in one order at the left and in the other at the right, counted with a Fenwick tree.
function crossed(lefts, rights, pairs) {
  const [from, to] = [lefts, rights].map((nodes) => new Map(nodes.map(({ id }, at) => [id, at])));
  const seen = pairs.map(([a, b]) => [from.get(a), to.get(b)]).sort((one, two) => one[0] - two[0] || one[1] - two[1]);
  const tree = new Uint32Array(rights.length + 1);
  let sum = 0;
  seen.forEach(([, right], count) => {
    let upTo = 0;
    for (let at = right + 1; at > 0; at -= at & -at) upTo += tree[at];
    sum += count - upTo;
    for (let at = right + 1; at < tree.length; at += at & -at) tree[at] += 1;
  });
  return sum;
}

// Give every node `top`, `slot` (its height with its name), `bar` (the middle of its bar) and `tall` (the bar's height),
// and every way `at`: for its four ends the middle of its band; `tall` its thickness. `slot(node)` is the least height of
// a node, `above(node)` what of it is a name above the bar. What needs less than the room stands in the middle of
// `least`. Gives the height taken.
export function stacked(columns, ways, { room, least, slot, above, gap }) {
  const taken = (node, scale) => Math.max(slot(node), above(node) + node.weight * scale);
  const needed = (scale, between = gap) => Math.max(...columns.map((nodes) => nodes.reduce((sum, node) => sum + taken(node, scale) + between, -between)));
  const ease = Math.min(LARGEST, Math.max(1, least / USUAL));
  const scale = fitted(needed, room, MOST_TALL * ease);
  const height = Math.min(room, Math.max(least, needed(scale, MOST_GAP * ease)));
  for (const nodes of columns) {
    for (const node of nodes) {
      node.tall = Math.max(2, node.weight * scale);
      node.slot = taken(node, scale);
    }
    const bare = nodes.reduce((sum, node) => sum + node.slot, 0);
    const between = nodes.length > 1 ? Math.min(MOST_GAP * ease, Math.max(gap, (height - bare) / (nodes.length - 1))) : 0;
    let top = Math.max(0, (height - bare - between * (nodes.length - 1)) / 2);
    for (const node of nodes) {
      Object.assign(node, { top, y: top + node.slot / 2 });
      top += node.slot + between;
    }
  }
  evened(columns, height, gap);
  const used = centred(columns, least);
  for (const node of columns.flat()) node.bar = node.y + above(node) / 2;
  banded(columns, ways, scale);
  return used;
}

// Evened columns may have drawn together: what is left free goes, but for what a window has.
function centred(columns, least) {
  const top = Math.min(...columns.map(([node]) => node.top));
  const bottom = Math.max(...columns.map((nodes) => nodes.at(-1).top + nodes.at(-1).slot));
  const up = top - Math.max(0, (least - (bottom - top)) / 2);
  for (const node of columns.flat()) Object.assign(node, { top: node.top - up, y: node.y - up });
  return bottom - up;
}

// The largest scale, up to `most`, at which all columns have room.
function fitted(needed, height, most) {
  if (needed(most) <= height) return most;
  let [low, high] = [0, most];
  for (let step = 0; step < 30; step += 1) {
    const middle = (low + high) / 2;
    if (needed(middle) <= height) low = middle;
    else high = middle;
  }
  return low;
}

// Move nodes towards the middle of what they are linked with, as far as their neighbours above and below let them.
function evened(columns, height, gap) {
  const by = columns.map((nodes) => new Map(nodes.map((node) => [node.id, node])));
  for (let round = 0; round < 8; round += 1) {
    for (const column of [1, 0, 2, 1]) {
      const sides = column === 1 ? [0, 2] : [1];
      for (const node of columns[column]) {
        let [sum, weight] = [0, 0];
        for (const way of node.ways) {
          for (const side of sides) {
            sum += by[side].get(way.ends[side]).y * (way.weight + 0.01);
            weight += way.weight + 0.01;
          }
        }
        node.y += (sum / weight - node.y) * 0.6;
      }
      spaced(columns[column], height, gap);
    }
  }
}

function spaced(nodes, height, gap) {
  let low = 0;
  for (const node of nodes) {
    node.y = Math.max(node.y, low + node.slot / 2);
    low = node.y + node.slot / 2 + gap;
  }
  let high = Math.max(height, nodes.reduce((sum, node) => sum + node.slot + gap, -gap));
  for (const node of [...nodes].reverse()) {
    node.y = Math.min(node.y, high - node.slot / 2);
    high = node.y - node.slot / 2 - gap;
    node.top = node.y - node.slot / 2;
  }
}

// Where each way touches what it links: at every side in the order of what lies at its other end.
function banded(columns, ways, scale) {
  const y = columns.map((nodes) => new Map(nodes.map((node) => [node.id, node.bar])));
  const place = (way, column) => y[column].get(way.ends[column]);
  for (const way of ways) Object.assign(way, { tall: Math.max(1, way.weight * scale), at: [0, 0, 0, 0] });
  const faces = [[0, 0, [1, 2]], [1, 1, [0, 2]], [1, 2, [2, 0]], [2, 3, [1, 0]]];
  for (const [column, face, near] of faces) {
    for (const node of columns[column]) {
      const sorted = [...node.ways].sort((a, b) => near.reduce((found, side) => found || place(a, side) - place(b, side), 0));
      let down = node.bar - node.tall / 2;
      for (const way of sorted) {
        way.at[face] = down + (way.weight * scale) / 2;
        down += way.weight * scale;
      }
    }
  }
}
