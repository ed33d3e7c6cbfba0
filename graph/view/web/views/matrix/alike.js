// An order in which columns with like claims stand together, by reciprocal averaging.

const ROUNDS = 80;

// Order columns. `table`: by row, by column, what a cell holds (an array). Columns that share no row with each other
// fall into groups, the largest first; columns with nothing come last.
export function seriated(columns, table) {
  const filled = new Set([...table.values()].flatMap((cells) => [...cells.keys()]));
  const groups = groupsOf(columns.filter((column) => filled.has(column)), table).sort((a, b) => b.length - a.length);
  return [...groups.flatMap((group) => along(group, table)), ...columns.filter((column) => !filled.has(column))];
}

function groupsOf(columns, table) {
  const group = new Map(columns.map((column) => [column, [column]]));
  for (const cells of table.values()) {
    const [first, ...others] = [...cells.keys()].filter((column) => group.has(column));
    for (const column of others) {
      const [one, other] = [group.get(first), group.get(column)];
      if (one === other) continue;
      one.push(...other);
      for (const each of other) group.set(each, one);
    }
  }
  return [...new Set(group.values())];
}

// The order along the axis on which a row lies in the middle of its columns and a column in the middle of its rows.
function along(columns, table) {
  const at = new Map(columns.map((column, place) => [column, place]));
  const links = [...table.values()]
    .map((cells) => [...cells].filter(([column]) => at.has(column)).map(([column, ids]) => [at.get(column), Math.sqrt(ids.length)]))
    .filter((row) => row.length);
  const weight = new Float64Array(columns.length);
  for (const row of links) for (const [place, much] of row) weight[place] += much;
  let score = Float64Array.from(columns, (_, place) => place);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = new Float64Array(columns.length);
    for (const row of links) {
      let [sum, all] = [0, 0];
      for (const [place, much] of row) [sum, all] = [sum + score[place] * much, all + much];
      for (const [place, much] of row) next[place] += (sum / all) * much;
    }
    next.forEach((sum, place) => (next[place] = sum / weight[place]));
    score = centred(next, weight);
  }
  return [...columns].sort((a, b) => score[at.get(a)] - score[at.get(b)] || at.get(a) - at.get(b));
}

// About zero and of length one: without it all would come to the same place.
function centred(score, weight) {
  const all = weight.reduce((sum, one) => sum + one, 0);
  const mean = score.reduce((sum, one, place) => sum + one * weight[place], 0) / all;
  const moved = score.map((one) => one - mean);
  const length = Math.sqrt(moved.reduce((sum, one, place) => sum + one * one * weight[place], 0)) || 1;
  return moved.map((one) => one / length);
}
