// Places for a part of a large graph: what is left out would leave gaps, so things move together, each staying left of
// and above what it was left of and above; then what overlaps is pushed apart.

const WIDE = 128; // room of a thing and its name
const HIGH = 66;
const FILL = 0.42; // of the plane that is room of things
const ASPECT = 1.4;
const ROUNDS = 60;

// {x, y}: where the members of a plane stand; all others stay at 0, 0.
export function evened(plane, members) {
  const area = (members.length * WIDE * HIGH) / FILL;
  const [x, y] = [new Float32Array(plane.count), new Float32Array(plane.count)];
  spread(plane.baseX, members, Math.sqrt(area * ASPECT), x);
  spread(plane.baseY, members, Math.sqrt(area / ASPECT), y);
  for (let round = 0; round < ROUNDS && push(x, y, members, round); round += 1);
  return { x, y };
}

// A rising map of the values onto `length`: half of it is the value, half its rank.
function spread(values, members, length, out) {
  const order = [...members].sort((a, b) => values[a] - values[b] || a - b);
  const [low, high] = [values[order[0]], values[order.at(-1)]];
  order.forEach((at, rank) => {
    const linear = (values[at] - low) / (high - low || 1);
    out[at] = length * ((linear + rank / Math.max(1, order.length - 1)) / 2 - 0.5);
  });
}

// Push overlapping rooms apart, the way that costs least; tells whether there were any.
function push(x, y, members, round) {
  const cells = new Map();
  const key = (column, row) => column * 65536 + row;
  const cellOf = (at) => [Math.floor(x[at] / WIDE) + 20000, Math.floor(y[at] / HIGH) + 20000];
  for (const at of members) {
    const cell = key(...cellOf(at));
    if (cells.has(cell)) cells.get(cell).push(at);
    else cells.set(cell, [at]);
  }
  let moved = false;
  for (const at of members) {
    const [column, row] = cellOf(at);
    for (let i = column - 1; i <= column + 1; i += 1) {
      for (let j = row - 1; j <= row + 1; j += 1) {
        for (const other of cells.get(key(i, j)) ?? []) {
          if (other <= at) continue;
          const [dx, dy] = [x[other] - x[at], y[other] - y[at]];
          const [wide, high] = [WIDE - Math.abs(dx), HIGH - Math.abs(dy)];
          if (wide <= 1 || high <= 1) continue;
          moved = true;
          const sign = (value) => (value < 0 || (value === 0 && round % 2) ? -1 : 1);
          if (wide * HIGH < high * WIDE) {
            x[at] -= sign(dx) * wide * 0.45;
            x[other] += sign(dx) * wide * 0.45;
          } else {
            y[at] -= sign(dy) * high * 0.45;
            y[other] += sign(dy) * high * 0.45;
          }
        }
      }
    }
  }
  return moved;
}
