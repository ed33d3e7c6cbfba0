// The part of the graph that all views show: what the reader asked for, less what the filters hide.

import { CLAIMS, DATA, ENTITIES, FIRST } from "./data.js";
import { EDGES, NODES, degree, edgeOfClaim, linesOf, neighbours } from "./graph.js";
import { indexed } from "./large.js";
import { field, state } from "./store.js";

export const LIMIT = 300; // things drawn at once, unless everything is asked for
export const PAGE = 24; // neighbours that one step adds

// The opening comes in pages; `opening` says how many of them are shown.
export const PAGES = DATA.opening.pages.map((page, at) => (at ? page : { ...page, claims: FIRST.edges.flatMap((edge) => edge.claims) }));
field("opening", {
  key: "o",
  initial: 1,
  absent: (hash) => (hash.has("ask") ? 0 : 1), // an answer stands alone
  write: String,
  read: (text) => (/^\d{1,3}$/.test(text) ? Math.min(Number(text), PAGES.length) : undefined),
});
// Things shown with their neighbours: {id, pages}.
field("seeds", {
  key: "d",
  initial: () => [],
  write: (seeds) => seeds.map(({ id, pages }) => (pages > 1 ? `${id}*${pages}` : id)).join(","),
  read: (text) => {
    const seeds = text.split(",").filter(Boolean).map((seed) => {
      const [, id, pages] = /^(.*?)(?:\*(\d{1,3}))?$/s.exec(seed);
      return { id, pages: Math.max(1, Number(pages ?? 1)) };
    });
    return seeds.every(({ id }) => NODES.has(id)) ? seeds : undefined;
  },
});
// Whether everything is shown, in place of a part.
field("everything", { key: "all", initial: false, write: (on) => (on ? "yes" : ""), read: (text) => text === "yes" });

// The opening of a part has claims, too, that no line tells.
export const openingClaims = () => [...PAGES.slice(0, state.opening).flatMap((page) => page.claims), ...(state.opening ? (DATA.opening.beside ?? []) : [])];
const nodesOfPages = new Map();
// Asked for every node whenever the picture is drawn, so kept for each number of pages.
export function openingNodes() {
  if (!nodesOfPages.has(state.opening)) nodesOfPages.set(state.opening, new Set(endsOf(openingClaims())));
  return nodesOfPages.get(state.opening);
}
const endsOf = (claims) => claims.map(edgeOfClaim).filter(Boolean).flatMap((edge) => [edge.from, edge.to]);

// Who else brings claims and things into the part (an answer, a path): functions that give {claims, things}.
export const bringers = [];
// What hides claims and things: {on, test}, whether the reader turned it on, and a function of a claim, or of an
// entity's id, that tells whether it stays.
export const claimTests = [];
export const thingTests = [];

// These run for every thing and claim whenever a filter is turned: plain loops over the tests that are on, for large graphs.
export const thoseOn = (tests) => tests.filter(({ on }) => on()).map(({ test }) => test);
export function passes(tests, value) {
  for (const test of tests) if (!test(value)) return false;
  return true;
}
export const stays = (claim) => claimTests.every(({ on, test }) => !on() || test(claim));

// All there is, made anew only when more has been read.
const everything = indexed(() => ({ nodes: new Set(NODES.keys()), edges: EDGES, claims: [...CLAIMS.keys()], left: new Set() }));
// By a thing's number, whether it is an end of a line of a part: a filter of lines may leave such a one without any.
const ends = new WeakMap();
function tied(all) {
  if (!ends.has(all)) ends.set(all, endsAmong(all.edges));
  return ends.get(all);
}
// Kept with each set of things, for who looks at all of a large graph: what the graph knows of them, in their order;
// and by a thing's number, whether it is among them.
const rows = new WeakMap();
function rowsOf(nodes) {
  if (!rows.has(nodes)) rows.set(nodes, Array.from(nodes, (id) => NODES.get(id)));
  return rows.get(nodes);
}
const marked = new WeakMap();
export function marksOf(nodes) {
  if (!marked.has(nodes)) {
    const found = new Uint8Array(NODES.size);
    for (const id of nodes) found[NODES.get(id).at] = 1;
    marked.set(nodes, found);
  }
  return marked.get(nodes);
}
function endsAmong(edges) {
  const found = new Uint8Array(NODES.size);
  for (const { tail, head } of edges) found[tail] = found[head] = 1;
  return found;
}

// What the state asks for, before filters: {nodes, edges, claims, left}. `claims` are all that are asked for, figures
// and events too; `left` are things that did not fit in.
export function wanted() {
  if (state.everything) return everything();
  const nodes = new Set();
  const around = new Set();
  const left = new Set();
  const add = (id, close) => {
    if (!NODES.has(id)) return;
    if (!nodes.has(id) && nodes.size >= LIMIT) left.add(id);
    else {
      nodes.add(id);
      if (close) around.add(id);
    }
  };
  const brought = [{ claims: openingClaims(), things: [] }, ...bringers.map((bring) => bring())];
  const asked = new Set(brought.flatMap(({ claims }) => claims));
  const lines = new Set([...asked].map(edgeOfClaim).filter(Boolean));
  for (const edge of lines) {
    add(edge.from, false);
    add(edge.to, false);
  }
  for (const id of brought.flatMap(({ things }) => things)) add(id, false);
  for (const { id } of state.seeds) add(id, true);
  for (const { id, pages } of state.seeds) for (const near of neighbours(id).slice(0, PAGE * pages)) add(near, true);
  for (const id of around) for (const edge of linesOf(id)) if (around.has(edge.from) && around.has(edge.to)) lines.add(edge);
  const edges = EDGES.filter((edge) => lines.has(edge) && nodes.has(edge.from) && nodes.has(edge.to));
  const claims = new Set([...asked, ...edges.flatMap((edge) => edge.claims)]);
  return { nodes, edges, claims: [...claims], left };
}

// What is left of it after the filters; a thing that only hidden lines held goes with them. `hidden` counts the things.
export function filtered(all) {
  const [ofThings, ofClaims] = [thoseOn(thingTests), thoseOn(claimTests)];
  if (!ofThings.length && !ofClaims.length) return { ...all, hidden: 0 };
  const shut = new Uint8Array(NODES.size);
  if (ofThings.length) for (const { id, at } of rowsOf(all.nodes)) if (!passes(ofThings, id)) shut[at] = 1;
  // Claims may name things that are not in the part.
  const whole = all.nodes.size === NODES.size;
  const open = (id) => {
    const at = NODES.get(id)?.at;
    return at !== undefined && (whole || all.nodes.has(id)) ? !shut[at] : passes(ofThings, id);
  };
  const gone = new Set();
  if (ofClaims.length) for (const id of all.claims) if (!passes(ofClaims, CLAIMS.get(id))) gone.add(id);
  const edges = [];
  for (const edge of all.edges) {
    if (shut[edge.tail] || shut[edge.head]) continue;
    const left = gone.size && edge.claims.some((claim) => gone.has(claim)) ? edge.claims.filter((claim) => !gone.has(claim)) : edge.claims;
    if (!left.length) continue;
    edges.push(left === edge.claims ? edge : { ...edge, claims: left });
  }
  const held = endsAmong(edges);
  const asked = new Set(state.seeds.map((seed) => seed.id));
  const before = tied(all);
  const nodes = new Set();
  const marks = new Uint8Array(NODES.size);
  for (const { id, at } of rowsOf(all.nodes)) {
    if (shut[at] || !(held[at] || !before[at] || asked.has(id))) continue;
    nodes.add(id);
    marks[at] = 1;
  }
  marked.set(nodes, marks);
  // A picture needs no list of the claims: it is made for who asks.
  const listed = () => all.claims.filter((id) => {
    const { subject, object } = CLAIMS.get(id);
    return !gone.has(id) && open(subject) && (!object || open(object));
  });
  let claims = null;
  return { nodes, edges, get claims() { return (claims ??= listed()); }, left: all.left, hidden: all.nodes.size - nodes.size };
}

// The state with a thing brought into the part, with its neighbours: a patch.
export function seeded(id) {
  const found = state.seeds.find((one) => one.id === id);
  const seeds = found ? state.seeds.map((one) => (one === found ? { id, pages: one.pages + 1 } : one)) : [...state.seeds, { id, pages: 1 }];
  return { seeds };
}

export const isThing = (id) => ENTITIES.has(id);
export { degree };
