// The page: one state, kept in the address, shown by all parts alike.

import { MANY, filterFields, showChips, showFacets } from "./facets.js";
import { KINDS, answer, believed, plain, readingOf, standing, weighedBy, withoutThing } from "./engine/index.js";
import { brought, choose, further } from "./actions.js";
import { CLAIMS, DATA, ENTITIES, longTexts } from "./data.js";
import { entered, missing } from "./gate.js";
import { edgeOfClaim, neighbours } from "./graph.js";
import { Finder } from "./finder.js";
import { afterwards } from "./hands.js";
import { plane, totals } from "./large.js";
import { isFiltered, showLegend, unfilter } from "./legend.js";
import { showPanel } from "./panel.js";
import { LIMIT, PAGES, filtered, wanted } from "./part.js";
import { forget } from "./places.js";
import { addressOf, change, enter, field, reset, state, subscribe } from "./store.js";
import { boxOf, current, narrow, views } from "./views.js";
import { byId, count, element, putTexts, say, words, write } from "./words.js";
import { current as answered, command, questionText } from "./ask.js";
import { answerPage } from "./answers.js";
import { starts } from "./panel.js";
import { showExport } from "./export.js";
import { read } from "./reader/index.js";
import "./questions.js";
import "./between.js";
import "./whatif.js";
import "./why.js";
// In the order of their tabs.
import "./views/network.js";
import "./views/map.js";
import "./views/timeline.js";
import "./views/flow.js";
import "./views/matrix.js";
import "./views/table.js";
import "./views/list.js";

const folded = matchMedia("(max-width: 1180px)"); // filters above the picture take its height
const systemDark = matchMedia("(prefers-color-scheme: dark)");
// Light, dark, or the system's.
field("theme", { key: "t", initial: "", read: (text) => (["light", "dark"].includes(text) ? text : undefined) });

starts.unshift(() => answerPage(choose));
new Finder(byId("search"), byId("hits"), choose);

// ---- what stands on the page

const later = afterwards();
function show() {
  putTexts();
  const theme = state.theme || (systemDark.matches ? "dark" : "light");
  if (document.documentElement.dataset.theme !== theme) document.documentElement.dataset.theme = theme;
  const all = wanted();
  const part = filtered(all);
  showLegend(all);
  showFacets(all);
  showChips();
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === state.language));
  showQuestion();
  byId("everything").setAttribute("aria-pressed", String(state.everything));
  byId("reset").disabled = addressOf({ language: undefined, theme: undefined, view: undefined, selected: null }) === "";
  byId("unfilter").hidden = !isFiltered();
  byId("filtered").hidden = !part.hidden;
  write(byId("filtered"), say("filtered", { count: part.hidden }));
  byId("empty").hidden = part.nodes.size > 0 || part.claims.length > 0;
  byId("empty").dataset.text = !CLAIMS.size && !ENTITIES.size ? "nothing" : answered() && !all.nodes.size ? "answer_undrawn" : "empty";
  write(byId("empty"), say(byId("empty").dataset.text));
  showCounts(part);
  showTabs();
  current().show(part);
  // Of a large part the panel tells what the picture shows, and may come after it.
  const wait = all.claims.length > MANY && !state.selected;
  later(wait ? () => showPanel(all, part) : null);
  if (!wait) showPanel(all, part);
  showExport();
  byId("desk").classList.toggle("chosen", Boolean(state.selected));
}

function showCounts(part) {
  const numbers = { things: count("things", part.nodes.size), claims: count("claims", part.edges.length), all_things: totals().things, all_claims: totals().claims };
  const pairs = PAGES.slice(0, state.opening).reduce((sum, page) => sum + page.pairs, 0);
  const next = state.opening && !state.everything ? PAGES[state.opening] : null;
  byId("further").hidden = !next;
  write(byId("further"), !next ? "" : DATA.opening.pairs ? say("further", { count: next.pairs }) : say("further_claims", { count: next.claims.length }));
  const counts = [
    state.opening && !state.everything && DATA.opening.pairs ? say("pairs", { count: pairs, all: DATA.opening.pairs }) : "",
    say("counts", numbers),
    part.hidden ? say("counts_hidden", { count: part.hidden }) : "",
    DATA.of ? say("counts_of", { count: CLAIMS.size, all: DATA.of }) : "",
    part.left.size ? say("counts_full", { limit: LIMIT, count: part.left.size }) : "",
  ];
  write(byId("counts"), counts.filter(Boolean).join(" · "));
}

let question = "";
function showQuestion() {
  const asked = answered() ? questionText() : (words(DATA.opening.question) ?? "");
  const now = `${state.language} ${asked.textContent ?? asked}`;
  if (now !== question) byId("question").replaceChildren(asked);
  question = now;
}

function showTabs() {
  for (const { name, label } of views()) {
    const on = name === state.view;
    const tab = byId(`tab-${name}`);
    write(tab, say(label));
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    boxOf(name).hidden = !on;
  }
  byId("fit").hidden = !current().fit;
}

// ---- how the view was last brought into the window, to be done again when the window changes

let framing = () => current().fit?.();
function frame(how) {
  framing = how;
  how();
}

subscribe((changed, step) => {
  const moved = changed.has("view");
  if (moved) forget(); // places are made for the size of the window's picture, which it has only when it is shown
  show();
  if (changed.has("selected")) {
    byId("panel").scrollTop = 0;
    if (state.selected) current().frame?.(ends(), true);
    // The reader who came by a button in the panel has lost it with the panel's old content.
    if (document.activeElement === document.body || byId("panel").contains(document.activeElement)) byId("panel").focus({ preventScroll: true });
  } else if (changed.has("seeds") && step) {
    const last = state.seeds.at(-1)?.id;
    frame(last && (state.opening || state.seeds.length > 1) ? () => current().frame?.([last, ...neighbours(last)]) : () => current().fit?.());
  } else if (changed.has("opening") || changed.has("everything")) frame(() => current().fit?.());
  else if (moved) framing();
  if (changed.has("asked") && state.asked) toAnswer();
});

// On a phone the answer stands below the picture: whoever asked wants the answer first.
function toAnswer() {
  if (narrow.matches && !state.selected) requestAnimationFrame(() => byId("panel").scrollIntoView({ block: "start" }));
}

function ends() {
  const edge = state.selected.kind === "claim" ? edgeOfClaim(state.selected.id) : null;
  return edge ? [edge.from, edge.to] : [state.selected.id];
}

// ---- start

const start = () => entered(begin);
function begin() {
  forget();
  const known = enter();
  if (state.selected) change(brought(state.selected.kind, state.selected.id));
  frame(() => current().fit?.());
  if (state.selected) current().frame?.(ends(), true);
  if (!known) byId("said").textContent = byId("counts").textContent = say("unknown_hash");
}

const tabs = byId("views");
for (const { name } of views()) {
  tabs.append(element("button", { type: "button", role: "tab", id: `tab-${name}`, "data-view": name, "aria-controls": `view-${name}`, onclick: () => change({ view: name }) }));
}
tabs.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const names = views().map(({ name }) => name);
  change({ view: names.at((names.indexOf(state.view) + step + names.length) % names.length) });
  byId(`tab-${state.view}`).focus();
});
for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => change({ language: button.dataset.language }));
}
byId("theme").addEventListener("click", () => change({ theme: document.documentElement.dataset.theme === "dark" ? "light" : "dark" }));
byId("unfilter").addEventListener("click", () => {
  unfilter();
  byId("filters").querySelector("summary").focus();
});
byId("fit").addEventListener("click", () => frame(() => current().fit?.(true)));
byId("undo").addEventListener("click", () => history.back());
byId("redo").addEventListener("click", () => history.forward());
byId("everything").addEventListener("click", () => change({ everything: !state.everything }, { step: true }));
byId("further").addEventListener("click", further);
byId("reset").addEventListener("click", () => {
  forget();
  reset(["opening", "seeds", "everything", "selected", "asked", "between", ...filterFields]);
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    byId("search").focus();
  } else if (event.key === "Escape" && state.selected) choose(null, null);
});
systemDark.addEventListener("change", show);
narrow.addEventListener("change", show);
folded.addEventListener("change", () => {
  byId("filters").open = !folded.matches;
});
window.addEventListener("popstate", start);
byId("filters").open = !folded.matches;
const entering = start();
// An observer calls at once, too, when all is framed already.
const sizeOf = ({ clientWidth, clientHeight }) => `${clientWidth} ${clientHeight}`;
let size = sizeOf(byId("view"));
let waiting = 0;
new ResizeObserver(() => {
  if (size === sizeOf(byId("view"))) return;
  size = sizeOf(byId("view"));
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => !state.selected && framing());
}).observe(byId("view"));
// The first sight is drawn: now the long texts, for whoever reads a claim, and what of a large graph lies beside the page.
longTexts().then(() => {
  showPanel(wanted(), filtered(wanted()));
  return plane();
}).then(() => (window.agglo.complete = true), missing);
// For the browser's console, and for tests: `ready` once the first sight is drawn, `complete` once all texts are read.
window.agglo = { state, change, part: () => filtered(wanted()), get view() { return current(); }, ready: !entering, complete: false };
window.agglo.answer = (json) => plain(answer(readingOf(json)));
window.agglo.read = read;
window.agglo.command = command;
window.agglo.engine = { KINDS, readingOf, answer, plain, standing, withoutThing, believed, weighedBy };
entering?.then(() => (window.agglo.ready = true));
