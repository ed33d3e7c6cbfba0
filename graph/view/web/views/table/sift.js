// Sorting and filtering rows; made for a hundred thousand of them.

import { ENTITIES } from "../../data.js";
import { state } from "../../store.js";
import { textOf } from "./columns.js";

// As in the search: neither case nor accents matter.
const plain = (written) => String(written).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const names = new Map();
function namesOf(id) {
  if (!names.has(id)) {
    const { label, also } = ENTITIES.get(id) ?? { label: {}, also: [] };
    names.set(id, plain([...Object.values(label), ...also, id].join("\n")));
  }
  return names.get(id);
}

const COMPARED = /^\s*([<>]=?|=)\s*(-?\d+(?:\.\d+)?)\s*$/;
const COMPARE = {
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
  "=": (a, b) => a === b,
};

// Whether a row has what is sought in a column: a part of any of its names, or `>0.7` of a number.
function test(column, sought) {
  const [, sign, number] = column.value ? (COMPARED.exec(sought) ?? []) : [];
  if (sign) {
    return (row) => {
      const value = column.value(row);
      return value !== null && COMPARE[sign](value, Number(number));
    };
  }
  const wanted = plain(sought.trim());
  const known = new Map(); // many rows name the same things
  const named = (id) => {
    if (!known.has(id)) known.set(id, namesOf(id).includes(wanted));
    return known.get(id);
  };
  return (row) => {
    if (column.ids?.(row).some(named)) return true;
    return Boolean(!column.ids || column.text) && plain(`${textOf(column, row)}\n${column.also?.(row) ?? ""}`).includes(wanted);
  };
}

export function sifted(rows, columns, filters) {
  const tests = columns.filter(({ key }) => filters.get(key)?.trim()).map((column) => test(column, filters.get(column.key)));
  return tests.length ? rows.filter((row) => tests.every((passes) => passes(row))) : rows;
}

// Rows by a column; those without a value come last, either way.
export function sorted(rows, column, down) {
  const keys = keysOf(rows, column);
  const order = rows.map((_, at) => at);
  const way = down ? -1 : 1;
  order.sort((a, b) => (keys[a] === keys[b] ? a - b : Number.isNaN(keys[a]) ? 1 : Number.isNaN(keys[b]) ? -1 : way * (keys[a] - keys[b]) || a - b));
  return order.map((at) => rows[at]);
}

// A number for each row: NaN where it has none, since comparing texts a million times is slow.
function keysOf(rows, column) {
  if (column.numeric) return Float64Array.from(rows, (row) => column.value(row) ?? NaN);
  const texts = rows.map((row) => (column.mixed && column.value(row) !== null ? null : (column.order ?? ((one) => textOf(column, one)))(row)));
  const { compare } = new Intl.Collator(state.language, { numeric: true });
  const rank = new Map([...new Set(texts)].filter((text) => text !== null).sort(compare).map((text, at) => [text, at]));
  const figures = column.mixed ? rankOf(rows.map(column.value)) : null;
  // Figures come after names.
  return Float64Array.from(texts, (text, at) => (text === null ? rank.size + figures.get(column.value(rows[at])) : text === "" ? NaN : rank.get(text)));
}

const rankOf = (values) => new Map([...new Set(values)].filter((value) => value !== null).sort((a, b) => a - b).map((value, at) => [value, at]));
