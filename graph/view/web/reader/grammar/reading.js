// What a question was read as; mirrors graph/ask/reading.py, in the shape of the page's engine.

export const DEFAULT_HOPS = 3;
export const MAX_HOPS = 6;
// The relation that all positive causes are kinds of.
export const DRIVES = "drives";
export const slot = (entity = "", type = "", places = []) => ({ entity, type, places });
export const reading = (kind, relation, subject = slot(), object = slot(), { filters = {}, hops = DEFAULT_HOPS, mechanism = "", claim = "" } = {}) => ({
  kind, relation, subject, object, filters, hops, mechanism, claim,
});

// A name that several things have; it stands for an id until somebody chooses. `span`: where it is in the question.
export const ambiguous = (candidates, start, end) => ({ candidates, span: [start, end] });
export const isAmbiguous = (name) => typeof name === "object" && name !== null;

// Why a text of the right form is no question: the name of a message.
export const fault = (message) => ({ fault: message });

const ADDED = ["through", "not_through", "not_places"];

// Many sets of filters together; null if they contradict each other or name a period that ends before it begins.
export function allFilters(found) {
  const result = {};
  for (const each of found) {
    for (const [name, value] of Object.entries(each)) {
      if (Array.isArray(value) && !value.length) continue;
      if (!Object.hasOwn(result, name)) result[name] = value;
      else if (ADDED.includes(name)) result[name] = [...result[name], ...value];
      else return null;
    }
  }
  if (result.since !== undefined && result.until < result.since) return null;
  // In one order, so that what says the same is the same.
  return Object.fromEntries(Object.entries(result).sort(([one], [other]) => (one < other ? -1 : 1)));
}

// Filters, the longest chain if the question names one, whether they contradict each other, and whether a place was
// named as the one to which something is drawn.
export const said = (filters = {}, hops = null, clash = false, toward = false) => ({ filters, hops, clash, toward });

// All that was said.
export function together(every) {
  const filters = allFilters(every.map((each) => each.filters));
  const hops = new Set(every.map((each) => each.hops).filter((each) => each !== null));
  const clash = filters === null || hops.size > 1 || every.some((each) => each.clash);
  return said(filters ?? {}, [...hops][0] ?? null, clash, every.some((each) => each.toward));
}
