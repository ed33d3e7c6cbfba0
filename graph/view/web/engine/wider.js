// What to ask where a question about a place has no answer: most that is on record is of the clusters in it. Mirrors
// graph/ask/wider.py.

import { RELATIONAL, slot } from "./reading.js";
import { instances } from "./things.js";

const CLUSTER = "Cluster";

// The same question of the clusters in a place in the stead of the place itself, whether or not it has an answer.
export function ofClusters(reading) {
  if (!RELATIONAL.includes(reading.kind)) return [];
  const { subject, object, filters } = reading;
  const places = instances("Place");
  const found = [];
  // Where the effect is, is a filter of the answer.
  if (places.has(object.entity) && !filters.places.length) {
    found.push({ ...reading, kind: subject.entity ? "objects" : "pairs", object: slot("", CLUSTER), filters: { ...filters, places: [object.entity] } });
  }
  if (places.has(subject.entity)) {
    found.push({ ...reading, kind: object.entity ? "subjects" : "pairs", subject: slot("", CLUSTER, [subject.entity]) });
  }
  return found;
}
