// Time: the bounds of every date, and the filter that keeps the claims of a period, as `agglo ask … between` does.

import { CLAIMS, DATA, own } from "./data.js";
import { claimTests } from "./part.js";
import { uncover } from "./actions.js";
import { field, state } from "./store.js";

// The bounds of a date by its EDTF text: {since, begun, ended, until}, each `YYYY-MM-DD` or "" where it is open; null
// for what is no date. `since` and `begun` are the earliest and the latest start, `ended` and `until` those of the end.
export function boundsOf(written) {
  const found = written ? own(DATA.dates, written) : undefined;
  if (!found) return null;
  const [since, begun, ended = since, until = begun] = found;
  return { since, begun, ended, until };
}

// A day as a number of years, to compare and to draw: 1984-07-02 is 1984.5.
export function yearsOf(day, last = false) {
  const [, year, month, date] = /^(-?\d+)-(\d\d)-(\d\d)$/.exec(day);
  const days = (Number(month) - 1) * 30.4375 + Number(date) - (last ? 0 : 1);
  return Number(year) + Math.min(1, days / 365.25);
}

const year = (written) => (/^-?\d{1,4}$/.test(written) ? Number(written) : undefined);
const said = (value) => (value === null || value === undefined ? "" : String(value));
if (state.since === undefined) {
  // The first and the last year of the period, or null.
  field("since", { key: "since", initial: null, write: said, read: year });
  field("until", { key: "until", initial: null, write: said, read: year });
}

// Whether a claim meets the period: it may have been true in it. What has no date does not meet one.
export function inPeriod(claim) {
  const { since, until } = state;
  if (since === null && until === null) return true;
  const bounds = boundsOf(claim.when);
  if (!bounds) return false;
  if (since !== null && bounds.until && Number.parseInt(bounds.until, 10) < since) return false;
  return until === null || !bounds.since || Number.parseInt(bounds.since, 10) <= until;
}

claimTests.push({ on: () => state.since !== null || state.until !== null, test: inPeriod });
uncover.push((things, claims) => (claims.every((id) => inPeriod(CLAIMS.get(id))) ? {} : { since: null, until: null }));
