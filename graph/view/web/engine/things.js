// Where things are, what they are, and what is below them.

import { ENTITIES } from "../data.js";
import { both, either, kept, less, once, put } from "./sets.js";
import { allEdges, broader, className, lifting, placeless, typeOf } from "./tables.js";

// The classes and roles of a thing, superclasses included.
export const types = kept((id) => {
  const type = typeOf(id);
  return new Set(type ? [type, ...(className(type)?.parents ?? []), ...ENTITIES.get(id).roles] : []);
});

const byClass = once(() => {
  const found = new Map();
  for (const id of ENTITIES.keys()) for (const name of types(id)) (found.get(name) ?? found.set(name, new Set()).get(name)).add(id);
  return found;
});
const NONE = new Set();
export const instances = (name) => byClass().get(name) ?? NONE;

// For each thing what it is directly in: by its `in`, and by accepted structural claims that lift.
export const parents = once(() => {
  const found = new Map();
  const add = (id, up) => (found.get(id) ?? found.set(id, new Set()).get(id)).add(up);
  for (const [id, entity] of ENTITIES) if (entity.in) add(id, entity.in);
  for (const edge of allEdges()) if (lifting().has(edge.relation)) add(edge.subject, edge.object);
  return found;
});

function closure(start, following) {
  const found = new Set([start]);
  for (const here of found) for (const each of following.get(here) ?? []) found.add(each);
  return found;
}

// The thing and everything that it is in, by any number of steps.
export const within = kept((id) => closure(id, parents()));
export const withinAny = (ids) => either([...ids].map(within));
// The places that it is in, itself included if it is one.
export const placesOf = kept((id) => both(within(id), instances("Place")));
// Those smaller than a country.
export const smallPlacesOf = kept((id) => less(placesOf(id), instances("Country")));

// What is nowhere by nature, such as ideas and industries, and what is too large to be one place: countries.
export const everywhere = once(() => either([instances("Country"), ...placeless().map(instances)]));

const narrower = once(() => {
  const found = new Map();
  for (const [id, above] of broader()) for (const up of above) put(found, up, id);
  return found;
});
// A mechanism and every one below it.
export const withNarrower = kept((id) => closure(id, narrower()));
// A mechanism and all that are broader, the nearest first.
export const broaderOf = kept((id) => {
  const found = new Set([id]);
  for (const each of found) for (const up of broader().get(each) ?? []) found.add(up);
  return [...found];
});
// What each thing has as its direct parts.
export const parts = once(() => {
  const found = new Map();
  for (const [id, above] of parents()) for (const up of above) put(found, up, id);
  for (const list of found.values()) list.sort();
  return found;
});
