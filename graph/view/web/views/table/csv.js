// Comma-separated values as RFC 4180 has them, and safe to open in a spreadsheet.

// A spreadsheet runs a cell that begins like this as a formula; also after blanks, and in full width.
const FORMULA = /^[\s\p{Cf}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

// One cell. A text that a spreadsheet would run gets an apostrophe before it; a number stays a number, below zero too.
export function cell(value) {
  if (typeof value === "number") return String(value);
  const written = String(value ?? "").replaceAll("\0", "\ufffd");
  const safe = FORMULA.test(written) && !NUMBER.test(written) ? `'${written}` : written;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

// A file of rows of cells, with the mark by which Excel knows that it is UTF-8.
export const csv = (rows) => `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
