// What stands near a point: things in cells of a grid, so that a look costs the same however many there are.

const CELL = 240; // units of the plane

export class Grid {
  // `shown` tells which things there are.
  constructor(x, y, shown) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = 0; at < x.length; at += 1) {
      if (!shown[at]) continue;
      left = Math.min(left, x[at]);
      right = Math.max(right, x[at]);
      top = Math.min(top, y[at]);
      bottom = Math.max(bottom, y[at]);
    }
    if (left > right) [left, top, right, bottom] = [0, 0, 0, 0];
    const cell = Math.max(CELL, (right - left) / 400, (bottom - top) / 400);
    Object.assign(this, { x, y, left, top, right, bottom, cell });
    this.columns = Math.floor((right - left) / cell) + 1;
    this.rows = Math.floor((bottom - top) / cell) + 1;
    const starts = new Uint32Array(this.columns * this.rows + 1);
    for (let at = 0; at < x.length; at += 1) if (shown[at]) starts[this.cellOf(x[at], y[at]) + 1] += 1;
    for (let cell = 1; cell < starts.length; cell += 1) starts[cell] += starts[cell - 1];
    const next = starts.slice();
    this.members = new Uint32Array(starts.at(-1));
    for (let at = 0; at < x.length; at += 1) if (shown[at]) this.members[next[this.cellOf(x[at], y[at])]++] = at;
    this.starts = starts;
  }

  cellOf(x, y) {
    return Math.floor((y - this.top) / this.cell) * this.columns + Math.floor((x - this.left) / this.cell);
  }

  // Things within `reach` of a point, both ways.
  near(x, y, reach) {
    const found = [];
    const [from, to] = [this.across(x - reach), this.across(x + reach)];
    const [above, below] = [this.down(y - reach), this.down(y + reach)];
    for (let row = above; row <= below; row += 1) {
      const first = this.starts[row * this.columns + from];
      const end = this.starts[row * this.columns + to + 1];
      for (let at = first; at < end; at += 1) found.push(this.members[at]);
    }
    return found;
  }

  across(x) {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.left) / this.cell)));
  }

  down(y) {
    return Math.min(this.rows - 1, Math.max(0, Math.floor((y - this.top) / this.cell)));
  }
}
