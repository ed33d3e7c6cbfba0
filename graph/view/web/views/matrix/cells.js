// What the matrix counts: claims by mechanism and by what they count for.

import { CLAIMS, ENTITIES, FALLEN } from "../../data.js";
import { before, signOf } from "../../graph.js";
import { around, broaderOf, countsFor, familyOf, isOf, mechanismsOf, narrowerOf } from "../../lift.js";

export const COLUMNS = {
  city: (id) => isOf(id, "City"),
  cluster: (id) => isOf(id, "Cluster"),
  anchor: (id) => ENTITIES.get(id)?.roles.includes("Anchor") ?? false,
};

// The cells of a part: `columns`, those that have a claim or a thing of the part in them; `cell(mechanism,
// column)`, the claims of a mechanism and of those narrower than it; `isNamed(mechanism)`, whether any claim names one of
// them; `loose`, claims with a mechanism that count for no column.
export function gathered({ nodes, claims }, by) {
  const isColumn = COLUMNS[by];
  const columns = new Set([...nodes].flatMap((id) => [...around(id)]).filter(isColumn));
  const direct = new Map();
  const named = new Set();
  const loose = [];
  for (const id of claims) {
    const there = [...countsFor(id)].filter(isColumn);
    for (const column of there) columns.add(column);
    const mechanisms = mechanismsOf(id);
    for (const mechanism of mechanisms) named.add(mechanism);
    if (mechanisms.length && !there.length) loose.push(id);
    for (const mechanism of mechanisms) for (const column of there) push(direct, mechanism, column, id);
  }
  const lifted = new Map();
  const row = (mechanism) => {
    if (!lifted.has(mechanism)) lifted.set(mechanism, rowOf(mechanism, direct));
    return lifted.get(mechanism);
  };
  return {
    columns: [...columns],
    direct,
    loose,
    row,
    isNamed: (mechanism) => [...familyOf(mechanism)].some((each) => named.has(each)),
    cell: (mechanism, column) => row(mechanism).get(column) ?? [],
    ofRow: (mechanism) => sizeOf(row(mechanism)),
    ofColumn: counted(direct),
  };
}

function push(table, row, column, id) {
  if (!table.has(row)) table.set(row, new Map());
  const cells = table.get(row);
  if (!cells.has(column)) cells.set(column, []);
  cells.get(column).push(id);
}

// A mechanism's cells, each claim once however many narrower mechanisms it names.
function rowOf(mechanism, direct) {
  const found = new Map();
  for (const each of familyOf(mechanism)) {
    for (const [column, ids] of direct.get(each) ?? []) {
      if (!found.has(column)) found.set(column, new Set());
      for (const id of ids) found.get(column).add(id);
    }
  }
  return new Map([...found].map(([column, ids]) => [column, [...ids].sort(stronger)]));
}

function counted(direct) {
  const found = new Map();
  for (const cells of direct.values()) {
    for (const [column, ids] of cells) {
      if (!found.has(column)) found.set(column, new Set());
      for (const id of ids) found.get(column).add(id);
    }
  }
  return (column) => found.get(column)?.size ?? 0;
}

const sizes = new WeakMap();
function sizeOf(cells) {
  if (!sizes.has(cells)) sizes.set(cells, new Set([...cells.values()].flat()).size);
  return sizes.get(cells);
}

// What is held first, then the more certain.
function stronger(a, b) {
  const [one, two] = [CLAIMS.get(a), CLAIMS.get(b)];
  return FALLEN.has(one.status) - FALLEN.has(two.status) || (two.confidence ?? -1) - (one.confidence ?? -1) || before(a, b);
}

// What a cell's claims come to: {held, unheld, sign, disputed}. `sign` is "±" where claims have both.
export function summed(ids) {
  const claims = ids.map((id) => CLAIMS.get(id));
  const held = claims.filter(({ status }) => !FALLEN.has(status));
  const signs = new Set(held.map(signOf).filter(Boolean));
  const disputed = held.some(({ status, evidence }) => status === "contested" || evidence.some(({ direction }) => direction === "disputes"));
  return { held: held.length, unheld: claims.length - held.length, sign: signs.size > 1 ? "±" : ([...signs][0] ?? ""), disputed };
}

// The rows: {id, key, level, narrower, open}, the narrower ones under each that is open. `order` sorts mechanisms beside
// each other; `kept` tells which have a row at all. One with two broader mechanisms stands under both.
export function rows(order, kept, open) {
  const found = [];
  const add = (ids, above) => {
    for (const id of order(ids.filter(kept))) {
      const below = narrowerOf(id).filter((each) => kept(each) && !above.includes(each) && each !== id);
      const turned = open.has(id);
      found.push({ id, key: [...above, id].join(" "), level: above.length + 1, narrower: below.length, open: turned });
      if (turned) add(below, [...above, id]);
    }
  };
  const every = [...ENTITIES.keys()].filter((id) => isOf(id, "Mechanism"));
  add(every.filter((id) => !broaderOf(id).length || broaderOf(id).every((up) => familyOf(id).has(up))), []);
  return found;
}
