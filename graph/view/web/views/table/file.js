// Rows as a file: each column's values, and the id.

import { say } from "../../words.js";
import { textOf } from "./columns.js";
import { csv } from "./csv.js";

export function fileOf(columns, rows) {
  const pairs = (column, row) => column.file?.(row) ?? [[column.key, column.numeric ? column.value(row) : textOf(column, row)]];
  const line = (row) => [...columns.flatMap((column) => pairs(column, row)), ["id", row.id]];
  const heads = rows.length ? line(rows[0]).map(([key]) => say(`table_${key}`)) : [];
  const text = csv([heads, ...rows.map((row) => line(row).map(([, value]) => value))]);
  return new Blob([text], { type: "text/csv;charset=utf-8" });
}
