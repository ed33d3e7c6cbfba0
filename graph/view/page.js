// The page: one state, kept in the address, shown by all parts alike.

const VERSION = "1";
const narrow = matchMedia("(max-width: 760px)");
const folded = matchMedia("(max-width: 1180px)"); // filters above the picture take its height
const systemDark = matchMedia("(prefers-color-scheme: dark)");

// ---- state and address

function toHash() {
  const hash = new URLSearchParams();
  const put = (key, value) => value && hash.set(key, value);
  put("s", state.selected && `${state.selected.kind}:${state.selected.id}`);
  put("l", state.language !== FIRST_LANGUAGE && state.language);
  put("t", state.theme);
  put("w", state.view !== (narrow.matches ? "list" : "picture") && state.view);
  put("o", state.opening !== 1 && String(state.opening));
  put("d", state.seeds.map(({ id, pages }) => (pages > 1 ? `${id}*${pages}` : id)).join(","));
  put("x", [...state.hiddenTypes].join(","));
  put("k", [...state.hiddenKinds].join(","));
  if ([...hash].length) hash.set("v", VERSION);
  return hash.size ? `#${hash}` : "";
}

function fromHash() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const among = (key, known, instead) => (known.includes(hash.get(key)) ? hash.get(key) : instead);
  const list = (key) => (hash.get(key) ?? "").split(",").filter(Boolean);
  const [, kind, id] = /^(entity|claim):(.*)$/s.exec(hash.get("s") ?? "") ?? [];
  const known = (kind === "entity" && ENTITIES.has(id)) || (kind === "claim" && CLAIMS.has(id));
  const seeds = list("d").map((seed) => {
    const [, name, pages] = /^(.*?)(?:\*(\d{1,3}))?$/s.exec(seed);
    return { id: name, pages: Math.max(1, Number(pages ?? 1)) };
  });
  state.selected = known ? { kind, id } : null;
  state.language = among("l", Object.keys(FALLBACK), FIRST_LANGUAGE);
  state.theme = among("t", ["light", "dark"], "");
  state.view = among("w", ["picture", "list"], narrow.matches ? "list" : "picture");
  const pages = /^\d{1,3}$/.test(hash.get("o") ?? "") ? Number(hash.get("o")) : 1;
  state.opening = Math.min(pages, PAGES.length);
  state.seeds = seeds.filter((seed) => NODES.has(seed.id));
  state.hiddenTypes = new Set(list("x"));
  state.hiddenKinds = new Set(list("k").filter((kind) => ["causal", "structural"].includes(kind)));
  // An address from another release may name what is gone: say so instead of showing something else.
  return !(hash.get("s") && !known) && seeds.length === state.seeds.length;
}

function keep(step = false) {
  const address = `${location.pathname}${location.search}${toHash()}`;
  if (location.hash === toHash()) return;
  try {
    history[step ? "pushState" : "replaceState"](null, "", address);
  } catch {
    // A page inside another document has no address of its own; the state then lives as long as the page.
  }
}

// ---- what the reader does

function choose(kind, id) {
  const before = state.selected;
  state.selected = kind ? { kind, id } : null;
  if (kind) bring(kind, id);
  show();
  keep(before?.id !== id);
  byId("panel").scrollTop = 0;
  if (!kind) return;
  const edge = kind === "claim" ? edgeOfClaim.get(id) : null;
  picture.frame(edge ? [edge.from, edge.to] : [id], true);
  announce(kind, id);
  // The reader who came by a button in the panel has lost it with the panel's old content.
  if (document.activeElement === document.body || byId("panel").contains(document.activeElement)) byId("panel").focus({ preventScroll: true });
}

// Draw what is chosen, if it is not drawn yet and whatever the filters were.
function bring(kind, id) {
  const edge = kind === "claim" ? edgeOfClaim.get(id) : null;
  if (kind === "entity" && NODES.has(id) && !wanted().nodes.has(id)) seed(id);
  if (edge && !wanted().edges.includes(edge)) seed(edge.from);
  if (edge && !wanted().edges.includes(edge)) seed(edge.to);
  for (const end of edge ? [edge.from, edge.to] : [id]) state.hiddenTypes.delete(ENTITIES.get(end)?.type);
  if (edge) state.hiddenKinds.delete(kindOf(edge));
}

function seed(id) {
  const found = state.seeds.find((one) => one.id === id);
  if (found) found.pages += 1;
  else state.seeds.push({ id, pages: 1 });
}

function draw(id, how) {
  if (how === "only") {
    Object.assign(state, { opening: 0, seeds: [] });
    spots.clear();
  }
  seed(id);
  show();
  keep(true);
  frame(how === "only" ? fit : () => picture.frame([id, ...neighbours(id)]));
}

function announce(kind, id) {
  const links = count("links", degree(id));
  byId("said").textContent =
    kind === "claim" ? sentence(CLAIMS.get(id)) : say("said_entity", { name: nameOf(id), type: typeName(ENTITIES.get(id).type), links });
}

// ---- the parts

function showFilters(all) {
  const tally = new Map();
  for (const id of all.nodes) tally.set(ENTITIES.get(id).type, (tally.get(ENTITIES.get(id).type) ?? 0) + 1);
  for (const type of state.hiddenTypes) if (!tally.has(type)) tally.set(type, 0);
  // Types that look alike stand together, the largest such family first.
  const look = (type) => `${classOf(type).colour}${classOf(type).shape}`;
  const family = new Map();
  for (const [type, number] of tally) family.set(look(type), (family.get(look(type)) ?? 0) + number);
  const rank = (type) => [-family.get(look(type)), look(type), -tally.get(type), type];
  const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const types = [...tally.keys()].sort((a, b) => rank(a).reduce((found, part, at) => found || before(part, rank(b)[at]), 0));
  const box = (set, key, mark, name, number) =>
    element("li", {}, element("label", {},
      element("input", { type: "checkbox", checked: !set.has(key), "data-key": key, onchange: () => {
        set[set.has(key) ? "delete" : "add"](key);
        show();
        keep();
        document.querySelector(`.filters input[data-key="${CSS.escape(key)}"]`)?.focus();
      } }), mark, element("span", { class: "hit" }, name), element("span", { class: "number" }, String(number))));
  byId("types").replaceChildren(...types.map((type) => box(state.hiddenTypes, type, glyph(type), typeName(type), tally.get(type))));
  byId("kinds").replaceChildren(...["causal", "structural"].map((kind) =>
    box(state.hiddenKinds, kind, null, say(kind), all.edges.filter((edge) => kindOf(edge) === kind).length)));
  const line = (sign, dashes, name, key) => element("li", {}, element("b", { class: `sign ${name}` }, sign), stroke(dashes, name), element("span", {}, say(key)));
  byId("signs").replaceChildren(
    line("+", "", "plus", "sign_increases"),
    line("−", "9 5", "minus", "sign_decreases"),
    line("", "", "plain", "sign_none"),
    line("?", "2 4", "plain", "sign_contested"),
  );
}

function show() {
  putTexts();
  document.documentElement.dataset.theme = state.theme || (systemDark.matches ? "dark" : "light");
  const all = wanted();
  const part = filtered(all);
  showFilters(all);
  for (const button of document.querySelectorAll("[data-language]")) button.setAttribute("aria-pressed", String(button.dataset.language === state.language));
  for (const button of document.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === state.view));
  byId("question").replaceChildren(words(DATA.opening.question) ?? "");
  byId("network").hidden = state.view !== "picture";
  byId("list").hidden = state.view !== "list";
  byId("fit").hidden = state.view !== "picture";
  byId("reset").disabled = state.opening === 1 && !state.seeds.length;
  const hidden = all.nodes.size - part.nodes.size;
  byId("unfilter").hidden = !state.hiddenTypes.size && !state.hiddenKinds.size;
  byId("filtered").hidden = !hidden;
  byId("filtered").textContent = say("filtered", { count: hidden });
  byId("empty").hidden = part.nodes.size > 0;
  const numbers = { nodes: part.nodes.size, claims: part.edges.length, all_nodes: ENTITIES.size, all_claims: CLAIMS.size };
  const pairs = PAGES.slice(0, state.opening).reduce((sum, page) => sum + page.pairs, 0);
  const next = state.opening ? (PAGES[state.opening]?.pairs ?? 0) : 0;
  byId("further").hidden = !next;
  byId("further").textContent = say("further", { count: next });
  byId("counts").textContent = [
    state.opening ? say("pairs", { count: pairs, all: DATA.opening.pairs }) : "",
    say("counts", numbers),
    hidden ? say("counts_hidden", { count: hidden }) : "",
    all.left.size ? say("counts_full", { limit: LIMIT, count: all.left.size }) : "",
  ].filter(Boolean).join(" · ");
  picture.show(part);
  panel.show(all);
  if (state.view === "list") list.show(part);
  byId("desk").classList.toggle("chosen", Boolean(state.selected));
}

// ---- start

const picture = new Picture(byId("network"), choose);
const panel = new Panel(byId("panel"), choose, draw);
const list = new List(byId("list"), choose);
new Finder(byId("search"), byId("hits"), choose);

// How the picture was last brought into the window, to be done again when the window changes.
let framing = fit;
function frame(how) {
  framing = how;
  how();
}

function fit() {
  if (state.opening === 1 && !state.seeds.length) picture.framePage(PAGES[0].box);
  else picture.frame(filtered(wanted()).nodes);
}

// The page of the opening that was added last.
const framePage = () => picture.framePage(PAGES[Math.max(0, state.opening - 1)].box);

// Draw the next page of the opening too. What was added around the earlier ones makes room for it.
function further() {
  state.opening += 1;
  spots.clear();
  show();
  frame(framePage);
  keep(true);
  byId("said").textContent = byId("counts").textContent;
}

function enter() {
  const known = fromHash();
  if (state.selected) bring(state.selected.kind, state.selected.id);
  spots.clear();
  show();
  frame(state.opening > 1 && !state.seeds.length ? framePage : fit);
  if (!known) byId("said").textContent = byId("counts").textContent = say("unknown_hash");
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    state.language = button.dataset.language;
    show();
    keep();
  });
}
for (const button of document.querySelectorAll("[data-view]")) {
  button.addEventListener("click", () => {
    state.view = button.dataset.view;
    // Places are made for the size of the window's picture, which it has only when it is shown.
    byId("network").hidden = state.view !== "picture";
    if (state.view === "picture") spots.clear();
    show();
    keep();
    if (state.view === "picture") framing();
  });
}
byId("theme").addEventListener("click", () => {
  state.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  show();
  keep();
});
byId("unfilter").addEventListener("click", () => {
  state.hiddenTypes.clear();
  state.hiddenKinds.clear();
  show();
  keep();
  byId("filters").querySelector("summary").focus();
});
byId("fit").addEventListener("click", () => frame(fit));
byId("further").addEventListener("click", further);
byId("reset").addEventListener("click", () => {
  Object.assign(state, { opening: 1, seeds: [], selected: null });
  spots.clear();
  show();
  frame(fit);
  keep(true);
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox]), textarea");
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
window.addEventListener("popstate", enter);
let waiting = 0;
new ResizeObserver(() => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(() => state.view === "picture" && !state.selected && framing());
}).observe(byId("network"));
byId("filters").open = !folded.matches;
enter();
// For the browser's console, and for tests that must know where on the canvas an edge runs.
window.agglo = { network: picture.network, picture, state };
