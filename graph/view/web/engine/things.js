// Where things are, what they are, and what is below them.

import { ENTITIES } from "../data.js";
import { both, either, kept, less, once, put } from "./sets.js";
import { broader, className, edgesOf, lifting, placeless, typeOf } from "./tables.js";

// The classes and roles of a thing, superclasses included.
export const types = kept((id) => {
  const type = typeOf(id);
  return new Set(type ? [type, ...(className(type)?.parents ?? []), ...ENTITIES.get(id).roles] : []);
});

// The things by their class, and by each of their roles.
const byOwnClass = once(() => {
  const found = new Map();
  for (const [id, { type, roles }] of ENTITIES) {
    put(found, type, id);
    for (const role of roles) put(found, role, id);
  }
  return found;
});
// The things of a class or role, those of its subclasses included.
export const instances = kept((name) => {
  const found = new Set();
  for (const [own, ids] of byOwnClass()) {
    if (own === name || className(own)?.parents?.includes(name)) for (const id of ids) found.add(id);
  }
  return found;
});

// For each thing what it is directly in: by its `in`, and by accepted structural claims that lift.
export const parents = once(() => {
  const found = new Map();
  const add = (id, up) => (found.get(id) ?? found.set(id, new Set()).get(id)).add(up);
  for (const [id, entity] of ENTITIES) if (entity.in) add(id, entity.in);
  for (const edge of edgesOf(lifting())) add(edge.subject, edge.object);
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
