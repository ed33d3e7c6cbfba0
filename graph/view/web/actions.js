// What the reader does to the state, wherever it is done: choose a thing or a claim, draw around it, start again.

import { CLAIMS, ENTITIES } from "./data.js";
import { NODES, degree, edgeOfClaim } from "./graph.js";
import { filtered, seeded, wanted } from "./part.js";
import { forget } from "./places.js";
import { change, field, state } from "./store.js";
import { byId, count, nameOf, say, sentence, typeName } from "./words.js";

// What is chosen: {kind: "entity" or "claim", id}, or null.
field("selected", {
  key: "s",
  initial: null,
  write: (chosen) => (chosen ? `${chosen.kind}:${chosen.id}` : ""),
  read: (text) => {
    const [, kind, id] = /^(entity|claim):(.*)$/s.exec(text) ?? [];
    return (kind === "entity" && ENTITIES.has(id)) || (kind === "claim" && CLAIMS.has(id)) ? { kind, id } : undefined;
  },
});

// Filters that may hide what is chosen: functions (entity ids, claim ids) that give a patch which lets them be seen.
export const uncover = [];

export function choose(kind, id) {
  const fresh = state.selected?.id !== id || state.selected?.kind !== kind;
  change({ selected: kind ? { kind, id } : null, ...(kind ? brought(kind, id) : {}) }, { step: fresh });
  if (kind) announce(kind, id);
}

// The patch by which the chosen is drawn, if it can be and is not yet, whatever the filters were.
export function brought(kind, id) {
  const edge = kind === "claim" ? edgeOfClaim(id) : null;
  const ends = edge ? [edge.from, edge.to] : kind === "entity" && NODES.has(id) ? [id] : [];
  let patch = Object.assign({}, ...uncover.map((show) => show(ends, edge ? [id] : [])));
  const { seeds } = state;
  for (const end of ends) {
    const { nodes, edges } = wanted();
    if (edge ? edges.some((drawn) => drawn.id === edge.id) : nodes.has(end)) break;
    patch = { ...patch, ...seeded(end) };
    state.seeds = patch.seeds; // the next end may be drawn by this one
  }
  state.seeds = seeds;
  return patch;
}

// Draw the neighbours of a thing too (`more`), or nothing else but it and them (`only`).
export function draw(id, how) {
  if (how === "only") forget();
  const patch = how === "only" ? { opening: 0, everything: false, seeds: [{ id, pages: 1 }] } : seeded(id);
  change(patch, { step: true });
}

// Take a thing and its neighbours out of what was drawn around it.
export function fold(id) {
  change({ seeds: state.seeds.filter((seed) => seed.id !== id) }, { step: true });
}

export function further() {
  forget();
  change({ opening: state.opening + 1 }, { step: true });
  byId("said").textContent = byId("counts").textContent;
}

export const part = () => filtered(wanted());

function announce(kind, id) {
  const links = count("links", degree(id));
  byId("said").textContent =
    kind === "claim" ? sentence(CLAIMS.get(id)) : say("said_entity", { name: nameOf(id), type: typeName(ENTITIES.get(id).type), links });
}
