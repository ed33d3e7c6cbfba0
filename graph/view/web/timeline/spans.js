// A date as it is drawn: where it is sure, where it is soft, and where it is open.

import { boundsOf, yearsOf } from "../period.js";

const SURE = 1.05; // years that an end may be unsure of and still be drawn sharp: a year is as exact as most dates are

export const today = () => {
  const now = new Date();
  const year = now.getFullYear();
  return year + (now - new Date(year, 0, 1)) / (new Date(year + 1, 0, 1) - new Date(year, 0, 1));
};

// {start, end, whole, event}: each end is {from, to, soft, open}: the years between which it lies, whether it is soft
// (about, perhaps, a decade), and "on" where it goes on or "lost" where it is not known; `event` if it happened some time
// in the span; null for what is no date.
export function spanOf(written) {
  const bounds = boundsOf(written);
  if (!bounds) return null;
  const [left, right] = written.includes("/") ? written.split("/") : [written, null];
  const open = (text) => (text === ".." ? "on" : text === "" ? "lost" : "");
  const end = (text, first, last) => {
    if (open(text)) return { open: open(text), soft: false, from: null, to: null };
    const [from, to] = [yearsOf(first), yearsOf(last, true)];
    const doubt = /[~?%]/.test(text);
    return { open: "", soft: doubt || to - from > SURE, doubt, from, to };
  };
  const start = end(left, bounds.since, bounds.begun);
  if (right === null) return { start, end: start, event: true };
  return { start, end: end(right, bounds.ended, bounds.until), event: false };
}

// The years that a span covers for sure enough to make room for it: [from, to].
export function extent({ start, end }, now = today()) {
  const to = end.open === "on" ? Math.max(now, start.from ?? now) : (end.to ?? start.to);
  return [start.from ?? end.from, to];
}
