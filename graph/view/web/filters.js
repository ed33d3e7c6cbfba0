// Filters: what of the part the reader wants to see. Each is a field of the state; the tests are those of the command,
// for a claim by itself (`claim_passes`); what a whole path must meet, the engine sees to.

import { uncover } from "./actions.js";
import { CLAIMS, ENTITIES, SOURCES } from "./data.js";
import { claimTests, stays } from "./part.js";
import { change, field, reset, setField, state } from "./store.js";

const number = (least, most) => ({
  initial: null,
  write: (value) => (value === null || value === undefined ? "" : String(value)),
  read: (text) => {
    const value = Number(text);
    return text !== "" && value >= least && value <= most ? value : undefined;
  },
});

setField("through", "through", (id) => ENTITIES.get(id)?.type === "Mechanism");
setField("places", "in", (id) => ENTITIES.has(id));
setField("hiddenStatuses", "hide");
setField("hiddenSources", "without-source", (id) => SOURCES.has(id));
field("confidence", { key: "confidence", ...number(0, 1) });
export const FILTERS = ["through", "places", "hiddenStatuses", "hiddenSources", "confidence"];

// A thing and whatever its chain leads to: mechanisms that it is a kind of, or places that it lies in.
const chains = new Map();
function chain(id, key) {
  const name = `${key} ${id}`;
  if (!chains.has(name)) {
    const found = new Set([id]);
    for (const each of found) for (const above of [ENTITIES.get(each)?.[key] ?? []].flat()) found.add(above);
    chains.set(name, found);
  }
  return chains.get(name);
}
export const broaderOf = (id) => chain(id, "broader");
export const aroundOf = (id) => chain(id, "in");

const meets = (ids, key, wanted) => ids.some((id) => id && [...chain(id, key)].some((one) => wanted.has(one)));
const STANDS = new Set(["supports", "qualifies"]);
const stillSaid = (claim) => claim.evidence.some((item) => STANDS.has(item.direction) && !state.hiddenSources.has(item.source));

claimTests.push(
  { on: () => state.through.size > 0, test: (claim) => meets(claim.through, "broader", state.through) },
  { on: () => state.places.size > 0, test: (claim) => meets([claim.subject, claim.object, ...claim.where], "in", state.places) },
  { on: () => state.hiddenStatuses.size > 0, test: (claim) => !state.hiddenStatuses.has(claim.status) },
  { on: () => state.confidence !== null, test: (claim) => claim.confidence !== null && claim.confidence > state.confidence },
  { on: () => state.hiddenSources.size > 0, test: stillSaid },
);

// What is chosen is seen, whatever the filters were.
uncover.push((things, claims) => {
  const hidden = claims.some((id) => !stays(CLAIMS.get(id)));
  return hidden ? { through: new Set(), places: new Set(), hiddenStatuses: new Set(), hiddenSources: new Set(), confidence: null } : {};
});

// Turn one value of a filter that is a set on or off.
export function turn(name, key) {
  const found = new Set(state[name]);
  if (!found.delete(key)) found.add(key);
  change({ [name]: found }, { step: true });
}

export const clear = (names) => reset(names);
