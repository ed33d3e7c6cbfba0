// The legend, whose entries are filters: types of things, kinds of relations, and what the lines mean.

import { ENTITIES } from "./data.js";
import { before, isCausal } from "./graph.js";
import { glyph, stroke } from "./marks.js";
import { claimTests, thingTests } from "./part.js";
import { uncover } from "./actions.js";
import { change, reset, setField, state } from "./store.js";
import { byId, classOf, element, say, typeName } from "./words.js";

const KINDS = ["causal", "structural"];
setField("hiddenTypes", "x");
setField("hiddenKinds", "k", (kind) => KINDS.includes(kind));
thingTests.push({ on: () => state.hiddenTypes.size > 0, test: (id) => !state.hiddenTypes.has(ENTITIES.get(id)?.type) });
const kindOf = (claim) => (isCausal(claim) ? "causal" : "structural");
claimTests.push({ on: () => state.hiddenKinds.size > 0, test: (claim) => !claim.object || !state.hiddenKinds.has(kindOf(claim)) });
uncover.push((things, claims) => ({
  hiddenTypes: new Set([...state.hiddenTypes].filter((type) => !things.some((id) => ENTITIES.get(id)?.type === type))),
  ...(claims.length ? { hiddenKinds: new Set() } : {}),
}));

// The rows are made anew only when there are others, or other numbers; ticks are put on those that stand.
let stands = "";
export function showLegend(all) {
  const { types, kinds } = tallied(all);
  const rows = JSON.stringify([state.language, ...types, ...kinds, [...state.hiddenTypes].filter((type) => !types.has(type))]);
  if (rows === stands) return tick();
  stands = rows;
  byId("types").replaceChildren(...typeRows(all));
  byId("kinds").replaceChildren(
    ...KINDS.map((kind) => row("hiddenKinds", kind, null, say(kind), tallied(all).kinds.get(kind) ?? 0)),
  );
  const line = (sign, dashes, name, key) =>
    element("li", {}, element("b", { class: `sign ${name}` }, sign), stroke(dashes, name), element("span", {}, say(key)));
  byId("signs").replaceChildren(
    line("+", "", "plus", "sign_increases"),
    line("−", "9 5", "minus", "sign_decreases"),
    line("", "", "plain", "sign_none"),
    line("?", "2 4", "plain", "sign_contested"),
  );
}

function tick() {
  for (const [list, name] of [["types", "hiddenTypes"], ["kinds", "hiddenKinds"]]) {
    for (const box of byId(list).querySelectorAll("input")) box.checked = !state[name].has(box.dataset.key);
  }
}

// How many things of each type and lines of each kind a part has.
const tallies = new WeakMap();
function tallied(all) {
  if (!tallies.has(all)) {
    const [types, kinds] = [new Map(), new Map()];
    for (const id of all.nodes) {
      const { type } = ENTITIES.get(id);
      types.set(type, (types.get(type) ?? 0) + 1);
    }
    for (const { kind } of all.edges) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    tallies.set(all, { types, kinds });
  }
  return tallies.get(all);
}

// Types that look alike stand together, the largest such family first.
function typeRows(all) {
  const tally = new Map([...state.hiddenTypes].map((type) => [type, 0]));
  for (const [type, number] of tallied(all).types) tally.set(type, number);
  const look = (type) => `${classOf(type).colour}${classOf(type).shape}`;
  const family = new Map();
  for (const [type, number] of tally) family.set(look(type), (family.get(look(type)) ?? 0) + number);
  const rank = (type) => [-family.get(look(type)), look(type), -tally.get(type), type];
  const order = (a, b) => rank(a).reduce((found, part, at) => found || before(part, rank(b)[at]), 0);
  return [...tally.keys()].sort(order).map((type) => row("hiddenTypes", type, glyph(type), typeName(type), tally.get(type)));
}

function row(name, key, mark, label, number) {
  const turn = () => {
    const hidden = new Set(state[name]);
    if (!hidden.delete(key)) hidden.add(key);
    change({ [name]: hidden });
    if (!box.isConnected) document.querySelector(`.filters input[data-key="${CSS.escape(key)}"]`)?.focus();
  };
  const box = element("input", { type: "checkbox", checked: !state[name].has(key), "data-key": key, onchange: turn });
  return element("li", {}, element("label", {}, box, mark, element("span", { class: "hit" }, label), element("span", { class: "number" }, String(number))));
}

export const unfilter = () => reset(["hiddenTypes", "hiddenKinds"]);
export const isFiltered = () => state.hiddenTypes.size > 0 || state.hiddenKinds.size > 0;
