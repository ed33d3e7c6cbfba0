// What to ask where a question has no answer: of the clusters in a place, or of all that is known of a thing. Mirrors
// graph/ask/wider.py.

import { RELATIONAL, slot } from "./reading.js";
import { instances } from "./things.js";

const CLUSTER = "Cluster";

// Questions in the stead of one without an answer, whether or not they have one: in groups, the first of which with an
// answer is the one to offer.
export const wider = [ofClusters, known];

// The same question of the clusters in a place in the stead of the place itself.
function ofClusters(reading) {
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

// What is known about the things that a question names.
function known({ kind, subject, object, filters }) {
  const things = kind === "about" ? [] : [subject.entity, object.entity].filter(Boolean);
  return things.map((id) => ({ kind: "about", relation: "", subject: slot(id), object: slot(), filters }));
}
