// The flow: causes at the left, the mechanisms they work through in the middle, effects at the right.
//
// Every way from cause to effect is one band in two halves. One tab stop: arrows go along a way, and from one to the next.

import { choose } from "../actions.js";
import { CLAIMS } from "../data.js";
import { alone } from "../drawing.js";
import { chooseAmong } from "../several.js";
import { change, field, state } from "../store.js";
import { oneOf, onOff } from "../switches.js";
import { register } from "../views.js";
import { count, element, say } from "../words.js";
import { GAP, aboveOf, measures, nodeElement, patterns, slotOf, svg, swatch, titleOf, wayElement } from "./flow/draw.js";
import { ordered, stacked } from "./flow/order.js";
import { NONE, VALUES, causal, claimsOfWays, fitting, gathered } from "./flow/ways.js";

const MOST = 1500; // claims drawn at once
const MOST_ROOM = 64;
const NAMES = 0.88; // of the height may be names: the rest is for bars that are higher than theirs
const LEAST = 300; // pixels of height
field("flowMeasure", { key: "fm", initial: "claims", read: (text) => (Object.hasOwn(VALUES, text) ? text : undefined) });
// How many times the window's height the flow may take.
field("flowRoom", {
  key: "fr",
  initial: 1,
  write: String,
  read: (text) => (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_ROOM ? Number(text) : undefined),
});

class Flow {
  constructor(box) {
    this.measure = oneOf("flowMeasure", "flow_measure", [["claims", "flow_claims"], ["sources", "flow_sources"]]);
    this.whole = onOff("everything", "whole_graph", { step: true });
    this.heads = [0, 1, 2].map(() => element("span", {}));
    this.picture = svg("svg", { class: "flow-picture", role: "group" });
    this.none = element("p", { class: "notice" });
    this.scroller = element("div", { class: "flow-scroll" }, element("div", { class: "flow-heads", "aria-hidden": "true" }, this.heads), this.none, this.picture);
    this.said = element("p", { class: "counts", role: "status" });
    this.legend = element("ul", { class: "flow-legend" });
    this.more = element("button", { type: "button", class: "flow-more", onclick: () => this.unfold(state.flowRoom * 2) });
    this.less = element("button", { type: "button", class: "flow-less", onclick: () => this.unfold(1) });
    box.append(
      element("div", { class: "viewbar" }, this.measure.box, this.whole.box),
      this.scroller,
      element("div", { class: "viewfoot" }, this.said, element("span", { class: "buttons" }, this.more, this.less), this.legend),
    );
    this.parts = new Map(); // by element: {node} or {way}
    this.stop = null; // key of the element that the tab key reaches
    this.trail = null; // the way that the arrows follow
    this.picture.addEventListener("keydown", (event) => this.key(event));
    this.picture.addEventListener("click", (event) => this.act(this.partAt(event)));
    this.picture.addEventListener("focusin", (event) => this.moveStop(event.target.closest("g[role=button]"), false));
    for (const name of ["pointerover", "focusin"]) this.picture.addEventListener(name, (event) => this.light(this.partAt(event)));
    for (const name of ["pointerleave", "focusout"]) this.picture.addEventListener(name, () => this.light(null));
    let waiting = 0;
    new ResizeObserver(() => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => this.resized());
    }).observe(this.scroller);
  }

  unfold(room) {
    change({ flowRoom: Math.min(MOST_ROOM, room) });
    if (this.more.hidden || this.less.hidden) (this.more.hidden ? this.less : this.more).focus();
  }

  resized() {
    const size = `${this.scroller.clientWidth} ${this.scroller.clientHeight}`;
    if (this.last && size !== this.size && this.scroller.clientWidth) this.show(this.last);
  }

  show(part) {
    this.last = part;
    this.measure.show();
    this.whole.show();
    this.heads.forEach((head, at) => (head.textContent = say(["flow_cause", "flow_through", "flow_effect"][at])));
    this.size = `${this.scroller.clientWidth} ${this.scroller.clientHeight}`;
    const measured = measures(this.scroller.clientWidth || 776);
    const least = Math.max(LEAST, (this.scroller.clientHeight || 600) - 38);
    const room = least * state.flowRoom;
    const every = causal(part.edges, state.flowMeasure);
    const height = (column, id) => slotOf(column, id, measured) + GAP;
    const chosen = ({ id, ends }) => this.isChosen([id], ends.flat());
    const shown = fitting(every, room * NAMES, height, chosen, MOST);
    this.ways = gathered(shown);
    this.columns = this.ways.length ? ordered(this.ways) : [[], [], []];
    const by = { slot: ({ column, id }) => slotOf(column, id, measured), above: ({ column, id }) => aboveOf(column, id, measured) };
    const tall = this.ways.length ? stacked(this.columns, this.ways, { room, least, gap: GAP, ...by }) : 0;
    this.draw(measured, tall);
    this.showLegend();
    this.tell(part.claims.length, every.length, shown.length);
  }

  isChosen(claims, ends) {
    const { kind, id } = state.selected ?? {};
    return kind === "claim" ? claims.includes(id) : kind === "entity" && ends.includes(id);
  }

  draw(measured, tall) {
    const refocus = this.picture.contains(document.activeElement);
    this.parts.clear();
    const number = new Intl.NumberFormat(state.language).format;
    const made = [];
    for (const way of this.ways) {
      const drawn = wayElement(way, measured, this.wayLabel(way));
      this.parts.set(drawn, { way, key: `way ${way.key}`, claims: new Set(way.claims) });
      made.push(drawn);
    }
    for (const node of this.columns.flat()) {
      const claims = claimsOfWays(node.ways);
      const value = claims.reduce((sum, id) => sum + VALUES[state.flowMeasure](CLAIMS.get(id)), 0);
      const drawn = nodeElement(node, measured, this.nodeLabel(node, claims, value), number(value));
      this.parts.set(drawn, { node, key: `node ${node.column} ${node.id}`, claims: new Set(claims) });
      made.push(drawn);
    }
    for (const [drawn, { way, node, claims }] of this.parts) {
      const chosen = way ? this.isChosen([...claims], []) : state.selected?.kind === "entity" && node.id === state.selected.id;
      drawn.setAttribute("aria-pressed", String(Boolean(chosen)));
    }
    const high = Math.ceil(tall) + 8;
    for (const [name, value] of Object.entries({ width: measured.width, height: high, viewBox: `0 -4 ${measured.width} ${high}` })) this.picture.setAttribute(name, value);
    this.picture.setAttribute("aria-label", say("flow_label", { count: this.ways.length }));
    this.picture.replaceChildren(patterns(), ...made);
    this.light(null);
    const stop = made.find((drawn) => this.parts.get(drawn).key === this.stop) ?? made.find((drawn) => this.parts.get(drawn).node);
    this.moveStop(stop, refocus);
    const seen = made.find((drawn) => drawn.getAttribute("aria-pressed") === "true");
    const fresh = JSON.stringify(state.selected);
    if (seen && fresh !== this.seen) seen.querySelector(".bar, path").scrollIntoView({ block: "nearest" });
    this.seen = fresh;
  }

  tell(part, all, shown) {
    const other = part - all;
    this.none.hidden = all > 0;
    this.none.textContent = say("flow_empty");
    this.said.textContent = [
      all ? say("flow_shown", { count: shown, all }) : "",
      shown >= all ? "" : shown >= MOST ? say("flow_full", { count: all - shown }) : count("flow_left", all - shown),
      other > 0 ? count("flow_other", other) : "",
    ].filter(Boolean).join(" ");
    this.more.textContent = say("flow_more");
    this.less.textContent = say("flow_less");
    this.more.hidden = shown === all || shown >= MOST || state.flowRoom >= MOST_ROOM;
    this.less.hidden = state.flowRoom === 1;
  }

  showLegend() {
    const looks = [["+", false, "sign_increases"], ["−", false, "sign_decreases"], ["", false, "sign_none"], ["+", true, "sign_contested"]];
    this.legend.setAttribute("aria-label", say("flow_legend"));
    this.legend.replaceChildren(
      ...looks.map(([sign, contested, key]) => element("li", {}, swatch({ sign, contested }), say(key))),
      element("li", {}, say("flow_halves")),
    );
  }

  // ---- words

  wayLabel(way) {
    const [cause, through, effect] = way.ends.map((id, column) => titleOf(column, id));
    const sign = say({ "+": "sign_increases", "−": "sign_decreases" }[way.sign] ?? "sign_none");
    const claims = count("flow_of", way.claims.length);
    return [`${cause} → ${through} → ${effect}`, claims, sign, way.contested ? say("sign_contested") : ""].filter(Boolean).join(say("comma"));
  }

  nodeLabel(node, claims, value) {
    const column = say(["flow_cause", "flow_through", "flow_effect"][node.column]);
    const sources = state.flowMeasure === "sources" ? count("independent", value) : "";
    return [`${column}: ${titleOf(node.column, node.id)}`, count("flow_of", claims.length), sources].filter(Boolean).join(say("comma"));
  }

  // ---- what stands out, and what is chosen

  partAt({ target }) {
    return this.parts.get(target.closest?.("g[role=button]")) ?? null;
  }

  // Light up the whole way of every claim that goes through a part; without one, of what is chosen.
  light(part) {
    const lit = part ? part.claims : new Set([...this.parts.values()].filter(({ way }) => way && this.isChosen(way.claims, way.ends)).flatMap(({ claims }) => [...claims]));
    this.picture.classList.toggle("lit", lit.size > 0);
    for (const [drawn, { claims }] of this.parts) drawn.classList.toggle("on", lit.size > 0 && [...claims].some((id) => lit.has(id)));
  }

  act(part) {
    if (!part) return choose(null, null);
    const drawn = [...this.parts].find(([, each]) => each === part)[0];
    this.moveStop(drawn, true);
    if (part.node && part.node.id !== NONE) choose("entity", part.node.id);
    else chooseAmong([...part.claims], part.way ? part.way.ends.map((id, column) => titleOf(column, id)).join(" → ") : say("flow_none"), drawn);
  }

  // ---- the keyboard

  moveStop(drawn, focus) {
    if (!drawn) return;
    this.picture.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    drawn.setAttribute("tabindex", "0");
    this.stop = this.parts.get(drawn).key;
    if (focus) drawn.focus();
  }

  key(event) {
    const part = this.partAt(event);
    if (!part) return;
    if (event.key === "Enter" || event.key === " ") this.act(part);
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") this.along(part, event.key === "ArrowRight" ? 1 : -1);
    else if (["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) this.beside(part, event.key);
    else return;
    event.preventDefault();
  }

  // Stations of a way: cause, its left half, mechanism, its right half, effect.
  station(part) {
    return part.node ? part.node.column * 2 : (this.half ?? 1);
  }

  along(part, step) {
    const at = this.station(part) + step;
    if (at < 0 || at > 4) return;
    if (at % 2) {
      const side = at === 1 ? (step > 0 ? 0 : 1) : step > 0 ? 2 : 3;
      const here = [...part.node.ways].sort((a, b) => a.at[side] - b.at[side]);
      this.trail = here.includes(this.trail) ? this.trail : here[0];
      this.half = at;
      this.go((each) => each.way === this.trail);
    } else {
      this.trail = part.way;
      this.go((each) => each.node?.column === at / 2 && each.node.id === part.way.ends[at / 2]);
    }
  }

  beside(part, key) {
    const face = this.half === 3 ? 3 : 0;
    const row = part.node ? this.columns[part.node.column] : [...this.ways].sort((a, b) => a.at[face] - b.at[face]);
    const at = row.indexOf(part.node ?? part.way);
    const next = { ArrowDown: row[at + 1], ArrowUp: row[at - 1], Home: row[0], End: row.at(-1) }[key];
    if (!next) return;
    this.trail = part.node ? null : next;
    this.go((each) => each.node === next || each.way === next);
  }

  go(wanted) {
    const found = [...this.parts].find(([, each]) => wanted(each));
    if (found) this.moveStop(found[0], true);
  }
}

register({
  name: "flow",
  label: "flow",
  make(box) {
    const flow = new Flow(box);
    return { show: (part) => flow.show(part), svg: () => alone(flow.picture) };
  },
});
