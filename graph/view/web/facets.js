// The panel of filters: for each a fold with its values, how many claims of the part have them, and a search where there
// are many; and above the view a chip for each filter that is on.

import { CLAIMS, ENTITIES, SOURCES } from "./data.js";
import { FILTERS, aroundOf, broaderOf, turn } from "./filters.js";
import { before } from "./graph.js";
import { afterwards } from "./hands.js";
import { glyph } from "./marks.js";
import { change, reset, state } from "./store.js";
import { byId, choice, element, nameOf, number, period, say, text } from "./words.js";
import "./period.js";

export const MANY = 10000; // claims of a part of which not all is shown at once
const SHOWN = 12; // values of a filter that are shown unsearched
const opened = new Set();
const sought = new Map();

const sourceName = (id) => text(SOURCES.get(id)?.title) || SOURCES.get(id)?.publisher || id;
const plain = (written) => written.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// The filters that are sets: which values a claim has, added one by one, and how a value is shown. `hides`: a ticked
// value is shown, an unticked one hidden; otherwise nothing ticked means everything.
const SETS = [
  { name: "through", values: (claim, add) => claim.through.forEach((id) => broaderOf(id).forEach(add)), label: nameOf, mark: (id) => glyph(ENTITIES.get(id)?.type) },
  {
    name: "places",
    values: (claim, add) => {
      aroundOf(claim.subject).forEach(add);
      if (claim.object) aroundOf(claim.object).forEach(add);
      claim.where.forEach((id) => aroundOf(id).forEach(add));
    },
    known: isPlace,
    label: nameOf,
    mark: (id) => glyph(ENTITIES.get(id)?.type),
  },
  { name: "hiddenStatuses", values: (claim, add) => add(claim.status), label: (key) => choice("status", key), hides: true },
  { name: "hiddenSources", values: (claim, add) => claim.evidence.forEach((item) => add(item.source)), label: sourceName, hides: true },
];

let places = null;
function isPlace(id) {
  places ??= new Set([...ENTITIES.values()].map((entity) => entity.in).filter(Boolean));
  return places.has(id) || ["City", "District", "Region", "Country"].includes(ENTITIES.get(id)?.type);
}

// The values of each filter in the part, the most frequent first: {key, count, label}. They are the same whatever is
// filtered, so that they are counted again only for another part, or in another language.
let counted = { claims: [], about: "", found: new Map() };
function valuesOf(set) {
  if (!counted.found.has(set.name)) counted.found.set(set.name, countedOf(set));
  return counted.found.get(set.name);
}

function recount({ claims }) {
  const about = `${state.language} ${ENTITIES.size} ${SOURCES.size}`;
  const same = claims === counted.claims || (claims.length === counted.claims.length && claims.every((id, at) => id === counted.claims[at]));
  if (about !== counted.about || !same) counted = { claims, about, found: new Map() };
}

function countedOf({ values, known, label }) {
  const counts = new Map(); // key: {count, last}, the last claim that was counted
  counted.claims.forEach((id, at) => {
    values(CLAIMS.get(id), (key) => {
      const one = counts.get(key);
      if (!one) counts.set(key, { count: 1, last: at });
      else if (one.last !== at) Object.assign(one, { count: one.count + 1, last: at });
    });
  });
  const found = [...counts].filter(([key]) => known?.(key) ?? true).map(([key, { count }]) => ({ key, count, label: label(key) }));
  return found.sort((a, b) => b.count - a.count || before(a.label, b.label));
}

let drawn = {};
const later = afterwards();
export function showFacets(all) {
  recount(all);
  // Counting a large part can wait until its picture stands.
  const wait = counted.claims.length > MANY && !counted.found.size;
  later(wait ? fill : null);
  if (!wait) fill();
}

function fill() {
  const looks = [SETS.map(({ name }) => [...state[name]]), state.confidence, state.since, state.until, [...opened], [...sought]];
  const about = JSON.stringify(looks);
  const same = drawn.counted === counted && drawn.about === about;
  drawn = { counted, about };
  if (same) return;
  const box = byId("facets");
  const focus = document.activeElement?.dataset?.facet;
  const caret = document.activeElement?.selectionStart;
  box.replaceChildren(...SETS.map(fold), confidence());
  if (!focus) return;
  const again = box.querySelector(`[data-facet="${CSS.escape(focus)}"]`);
  again?.focus();
  if (again?.type === "search") again.setSelectionRange(caret, caret);
}

function fold(set) {
  const { name, hides } = set;
  const all = valuesOf(set);
  const on = all.filter(({ key }) => state[name].has(key));
  // What is on and in no claim of the part can be turned off, too.
  const held = new Set(on.map(({ key }) => key));
  const gone = [...state[name]].filter((key) => !held.has(key)).map((key) => ({ key, count: 0, label: set.label(key) }));
  const found = on.length || gone.length ? [...on, ...gone, ...all.filter(({ key }) => !held.has(key))] : all;
  const wanted = plain(sought.get(name) ?? "");
  const named = wanted ? found.filter(({ label }) => plain(label).includes(wanted)) : found;
  const shown = named.slice(0, Math.max(SHOWN, state[name].size));
  const summary = element("summary", { "data-facet": `fold-${name}` }, say(`facet_${name}`), " ", element("span", { class: "number" }, String(state[name].size || found.length)));
  const made = element("details", { class: `facet${state[name].size ? " on" : ""}`, open: opened.has(name) }, summary);
  made.addEventListener("toggle", () => opened[made.open ? "add" : "delete"](name));
  if (found.length > SHOWN) made.append(searchBox(name));
  made.append(element("ul", {}, shown.map((value) => row(set, value, hides))));
  if (named.length > shown.length) made.append(element("p", { class: "quiet" }, say("facet_more", { count: number(named.length - shown.length) })));
  return made;
}

function searchBox(name) {
  const label = say("facet_search", { what: say(`facet_${name}`) });
  const seek = (event) => {
    sought.set(name, event.target.value);
    change({});
  };
  return element("input", { type: "search", "data-facet": `search-${name}`, value: sought.get(name) ?? "", "aria-label": label, placeholder: label, oninput: seek });
}

function row({ name, mark }, { key, count, label }, hides) {
  const box = element("input", {
    type: "checkbox",
    checked: state[name].has(key) !== Boolean(hides),
    "data-facet": `${name} ${key}`,
    "data-key": key,
    onchange: () => turn(name, key),
  });
  return element("li", {}, element("label", {}, box, mark?.(key), element("span", { class: "hit" }, label), element("span", { class: "number" }, number(count))));
}

// What else is told under the slider, of the filters alone: functions that give elements.
export const beside = [];

// The slider: claims of lower confidence, or not assessed, are left out.
function confidence() {
  const value = state.confidence ?? 0;
  const move = (event) => {
    opened.add("confidence");
    const least = Number(event.target.value);
    change({ confidence: least > 0 ? least : null });
  };
  const shown = state.confidence === null ? say("facet_any") : say("facet_above", { least: number(value) });
  const slider = element("input", {
    type: "range", min: "0", max: "0.95", step: "0.05", value: String(value), "data-facet": "slider",
    "aria-label": say("facet_confidence"), "aria-valuetext": shown, oninput: move,
  });
  const made = element(
    "details",
    { class: `facet${state.confidence === null ? "" : " on"}`, open: opened.has("confidence") || state.confidence !== null },
    element("summary", { "data-facet": "fold-confidence" }, say("facet_confidence"), " ", element("span", { class: "number" }, shown)),
    slider,
    element("p", { class: "quiet" }, say("facet_confidence_hint")),
    ...beside.flatMap((more) => more()),
  );
  made.addEventListener("toggle", () => opened[made.open ? "add" : "delete"]("confidence"));
  return made;
}

// ---- chips

// What is on besides: functions that give [{label, off}], for other parts of the page.
export const chips = [];

export function showChips() {
  const found = [
    ...SETS.flatMap((set) =>
      [...state[set.name]].map((key) => ({
        label: say(set.hides ? "chip_not" : `chip_${set.name}`, { what: set.label(key) }),
        off: () => turn(set.name, key),
      })),
    ),
    ...(state.confidence === null ? [] : [{ label: say("chip_confidence", { least: number(state.confidence) }), off: () => change({ confidence: null }, { step: true }) }]),
    ...(state.since === null && state.until === null
      ? []
      : [{ label: period(`${state.since ?? ".."}/${state.until ?? ".."}`), off: () => change({ since: null, until: null }, { step: true }) }]),
    ...chips.flatMap((more) => more()),
  ];
  const chip = ({ label, off }) =>
    element("button", { type: "button", class: "chip filter", "aria-label": say("chip_off", { what: label }), onclick: off }, label, element("span", { "aria-hidden": "true" }, " ×"));
  const none = found.length > 1 ? element("button", { type: "button", class: "link", onclick: () => clearAll() }, say("chips_clear")) : null;
  byId("chips").replaceChildren(...[...found.map(chip), none].filter(Boolean));
  byId("chips").hidden = !found.length;
}

// The names of all fields that filter, others' too.
export const filterFields = [...FILTERS, "since", "until"];
export const clearAll = () => reset(filterFields);
