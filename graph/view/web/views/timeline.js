// The timeline: when the things of the part were, and when what is said of them holds.

import { CLAIMS } from "../data.js";
import { choose } from "../actions.js";
import { Card, byType } from "../card.js";
import { composed } from "../drawing.js";
import { hands, soon } from "../hands.js";
import { change, field, keep, state } from "../store.js";
import { svg } from "../svg.js";
import { barTip } from "../timeline/bars.js";
import { Brush } from "../timeline/brush.js";
import { Chart } from "../timeline/chart.js";
import { legend } from "../timeline/legend.js";
import { arranged, dated } from "../timeline/rows.js";
import { Scale } from "../timeline/scale.js";
import { extent, today } from "../timeline/spans.js";
import { Tip } from "../tip.js";
import { register } from "../views.js";
import { byId, count, element, say } from "../words.js";

const FEW = 60; // so many bars are shown with all their years at first
const GROUPS = ["type", "place"];

field("timeBy", { key: "tb", initial: "type", read: (text) => (GROUPS.includes(text) ? text : undefined) });
// The years that the reader has put into the window: {from, to}, or null while it shows what there is.
field("years", {
  key: "ty",
  initial: null,
  write: (at) => (at ? `${at.from.toFixed(2)},${at.to.toFixed(2)}` : ""),
  read: (text) => {
    const [from, to, ...more] = text.split(",").map(Number);
    return more.length || !(to > from) || !Number.isFinite(to - from) ? undefined : { from, to };
  },
});
byId("reset").addEventListener("click", () => Object.assign(state, { years: null }));

class Timeline {
  constructor(box) {
    Object.assign(this, { box, scale: new Scale(), strip: new Scale(), now: today(), data: { items: [], undated: { things: [], claims: [] }, undrawn: [] }, stop: null });
    const button = (name, sign, act) => element("button", { type: "button", class: "round", "data-time": name, onclick: act }, element("span", { "aria-hidden": "true" }, sign));
    this.switch = GROUPS.map((by) => element("button", { type: "button", "data-by": by, onclick: () => change({ timeBy: by }) }));
    this.larger = button("larger", "+", () => this.step(1.6));
    this.smaller = button("smaller", "−", () => this.step(1 / 1.6));
    this.by = element("div", { class: "choice", role: "group" }, this.switch);
    this.undated = element("button", { type: "button", class: "aside", onclick: () => this.listUndated() });
    this.legend = element("ul", { class: "time-key" });
    this.axis = svg("svg", { class: "time-axis", "aria-hidden": "true" });
    this.picture = svg("svg", { class: "time-picture", role: "group" });
    this.scroll = element("div", { class: "time-scroll", tabindex: "0" }, this.picture);
    this.none = element("p", { class: "notice", hidden: true });
    this.stage = element("div", { class: "time-stage" }, this.axis, this.scroll, this.none);
    this.foot = element("div", { class: "time-foot" });
    box.append(element("div", { class: "time-tools" }, this.by, this.undated, element("div", { class: "time-zoom" }, this.smaller, this.larger)), this.stage, this.legend, this.foot);
    this.chart = new Chart(this.axis, this.picture);
    this.chart.related = (item) => this.related(item);
    this.brush = new Brush(this.foot);
    this.card = new Card(box);
    this.tip = new Tip(box);
    this.tip.of("[data-bar]", (found) => barTip(this.item(found.dataset.bar)));
    this.redraw = soon(() => this.draw());
    hands(this.stage, {
      pan: (dx, dy) => {
        this.scroll.scrollTop -= dy;
        this.move(() => this.scale.pan(dx));
      },
      zoom: (factor, x) => this.move(() => this.scale.zoom(factor, x)),
      rest: () => this.rest(),
      turn: (event) => this.turn(event),
    });
    this.stage.addEventListener("click", (event) => this.click(event));
    this.scroll.addEventListener("scroll", () => {
      this.tip.hide();
      this.redraw();
    });
    box.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => this.sized()).observe(this.stage);
  }

  // ---- what is shown

  show(part) {
    this.data = dated(part);
    this.words();
    this.measure();
    this.arrange();
    if (!this.ready) this.fit(false);
    this.draw();
    if (this.width) this.brush.show(this.strip, this.now);
  }

  words() {
    const { undated } = this.data;
    this.by.setAttribute("aria-label", say("time_by"));
    for (const made of this.switch) {
      made.textContent = say(`time_by_${made.dataset.by}`);
      made.setAttribute("aria-pressed", String(made.dataset.by === state.timeBy));
    }
    for (const [made, key] of [[this.larger, "time_larger"], [this.smaller, "time_smaller"]]) Object.assign(made, { title: say(key), ariaLabel: say(key) });
    const many = [undated.things.length && count("time_things", undated.things.length), undated.claims.length && count("time_claims", undated.claims.length)].filter(Boolean);
    this.undated.hidden = !many.length;
    this.undated.textContent = say("time_undated", { what: many.join(say("time_and")) });
    this.picture.setAttribute("aria-label", say("time_label", { count: this.data.items.length }));
    this.scroll.setAttribute("aria-label", say("time_scroll"));
    this.none.hidden = this.data.items.length > 0;
    this.none.textContent = say("time_none");
    this.legend.replaceChildren(...legend(this.data.items));
  }

  // The years that the data knows, and the room for them.
  measure() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!width) return;
    Object.assign(this, { width, height: height - 26, narrow: width < 620 });
    const extents = this.data.items.map(({ span }) => extent(span, this.now));
    const [first, last] = [Math.min(this.now - 20, ...extents.map(([from]) => from)), Math.max(this.now + 1, ...extents.map(([, to]) => to))];
    const aside = (last - first) * 0.015 + 1;
    const left = this.narrow ? 10 : Math.round(Math.max(150, Math.min(270, width * 0.24)));
    for (const scale of [this.scale, this.strip]) Object.assign(scale, { left, width: width - left - 18, whole: [first - aside, last + aside] });
    this.strip.show(...this.strip.whole);
    this.scale.set(this.scale.from, this.scale.perYear);
    this.extents = extents;
  }

  // What is in the window at first: all years, or of many bars those that hold nearly all.
  home() {
    const { whole } = this.strip;
    if (this.extents.length <= FEW) return whole;
    const [starts, ends] = [0, 1].map((at) => this.extents.map((found) => found[at]).sort((a, b) => a - b));
    const share = (sorted, part) => sorted[Math.floor((sorted.length - 1) * part)];
    const [from, to] = [share(starts, 0.03), Math.max(share(ends, 0.97), this.now)];
    return [Math.max(whole[0], from - (to - from) * 0.03), Math.min(whole[1], to + (to - from) * 0.03)];
  }

  arrange() {
    if (!this.width) return;
    const [from, to] = this.home();
    this.chart.arrange(arranged(this.data.items, state.timeBy, this.scale.width / (to - from)), this.narrow);
    if (!this.chart.items.some(({ key }) => key === this.stop)) this.stop = this.chart.items[0]?.key ?? null;
  }

  draw() {
    if (!this.width) return;
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const colours = { "+": colour("--plus"), "−": colour("--minus"), "": colour("--plain"), card: colour("--card") };
    this.chart.draw({ scale: this.scale, now: this.now, width: this.width, top: this.scroll.scrollTop, height: this.height, narrow: this.narrow, colours, stop: this.stop });
  }

  sized() {
    if (!this.stage.clientWidth) return;
    const before = this.width;
    this.measure();
    this.arrange();
    if (before !== this.width) this.fit(false);
    this.draw();
    this.brush.show(this.strip, this.now);
  }

  item(key) {
    return this.chart.items.find((one) => one.key === key);
  }

  // Whether a bar is about what is chosen.
  related(item) {
    const { selected } = state;
    if (!selected || item.id === selected.id || item.row === selected.id) return true;
    const claim = item.kind === "claim" ? CLAIMS.get(item.id) : null;
    if (selected.kind === "entity") return claim?.object === selected.id || claim?.through.includes(selected.id) || claim?.where.includes(selected.id);
    const chosen = CLAIMS.get(selected.id);
    return item.kind === "entity" && [chosen.subject, chosen.object].includes(item.id);
  }

  // ---- the window on the years

  move(how) {
    cancelAnimationFrame(this.flying);
    this.tip.hide();
    how();
    this.redraw();
  }

  rest() {
    change({ years: { from: this.scale.from, to: this.scale.to } });
  }

  step(factor) {
    this.move(() => this.scale.zoom(factor, this.scale.left + this.scale.width / 2));
    this.rest();
  }

  fit(whole) {
    if (!this.width) return;
    this.ready = true;
    if (state.years && !whole) this.scale.show(state.years.from, state.years.to);
    else {
      this.unset();
      this.scale.show(...(whole ? this.strip.whole : this.home()));
    }
    this.draw();
  }

  unset() {
    if (!state.years) return;
    state.years = null;
    keep();
  }

  // Bring a thing's row, or a claim's bar, into the window.
  frame(ids, only) {
    if (!only) return this.fit(false);
    const { selected } = state;
    const item = this.chart.items.find(({ id }) => id === selected?.id) ?? this.chart.items.find(({ row }) => ids.includes(row));
    if (!item) return;
    this.stop = item.key;
    this.bring(item);
  }

  bring(item) {
    const { scroll, scale } = this;
    const [top, bottom] = [item.y - 40, item.y + 40];
    if (top < scroll.scrollTop) scroll.scrollTop = top;
    else if (bottom > scroll.scrollTop + this.height) scroll.scrollTop = bottom - this.height;
    const [from, to] = item.extent;
    if (to < scale.from || from > scale.to) scale.set((from + to) / 2 - (scale.to - scale.from) / 2, scale.perYear);
    this.draw();
  }

  // ---- what the reader does

  // A wheel goes down the rows; with the control key, over the axis, or where there is nothing to scroll, it zooms.
  turn(event) {
    if (event.ctrlKey || event.metaKey || event.target.closest(".time-axis")) return "zoom";
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) return "pan";
    return this.scroll.scrollHeight > this.scroll.clientHeight + 1 ? "" : "zoom";
  }

  click(event) {
    const bar = event.target.closest("[data-bar]")?.dataset.bar;
    const thing = event.target.closest("[data-thing]")?.dataset.thing;
    if (bar) this.take(bar);
    else if (thing) choose("entity", thing);
    else if (state.selected) choose(null, null);
  }

  take(key) {
    const item = this.item(key);
    this.tip.hide();
    this.stop = key;
    choose(item.kind, item.id);
  }

  listUndated() {
    const { undated, undrawn } = this.data;
    const groups = [...byType(undated.things), { title: say("time_claims_title"), claims: undated.claims }, { title: say("time_undrawn"), claims: undrawn }];
    this.card.show(this.undated.textContent, groups, this.undated);
  }

  key(event) {
    if (event.target.closest(".card, .time-brush, .choice, .time-filter") || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = { "+": () => this.step(1.6), "=": () => this.step(1.6), "-": () => this.step(1 / 1.6), 0: () => this.fit(true) };
    const bar = event.target.closest("[data-bar]");
    if (event.key === "Escape" && this.tip.open) {
      event.stopPropagation();
      this.tip.hide();
    } else if (acts[event.key]) acts[event.key]();
    else if (event.shiftKey && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
      this.move(() => this.scale.pan((event.key === "ArrowLeft" ? 1 : -1) * (this.scale.width / 5)));
      this.rest();
    } else if (bar && this.walk(event.key)) this.focus();
    else if (bar && ["Enter", " "].includes(event.key)) this.take(bar.dataset.bar);
    else if (event.target === this.scroll && ["ArrowLeft", "ArrowRight"].includes(event.key)) {
      this.move(() => this.scale.pan((event.key === "ArrowLeft" ? 1 : -1) * (this.scale.width / 5)));
      this.rest();
    } else return;
    event.preventDefault();
  }

  // To the next bar: along its lane and on, or up and down to the one nearest in time.
  walk(key) {
    const { items } = this.chart;
    const at = items.findIndex((item) => item.key === this.stop);
    const here = items[at];
    const near = (way) => {
      const lanes = items.filter(({ y }) => (way > 0 ? y > here.y : y < here.y));
      if (!lanes.length) return null;
      const lane = way > 0 ? Math.min(...lanes.map(({ y }) => y)) : Math.max(...lanes.map(({ y }) => y));
      return lanes.filter(({ y }) => y === lane).reduce((best, item) => (Math.abs(item.extent[0] - here.extent[0]) < Math.abs(best.extent[0] - here.extent[0]) ? item : best));
    };
    const ways = { ArrowRight: () => items[at + 1], ArrowLeft: () => items[at - 1], ArrowDown: () => near(1), ArrowUp: () => near(-1), Home: () => items[0], End: () => items.at(-1) };
    if (!ways[key] || !here) return false;
    const next = ways[key]();
    if (next) this.stop = next.key;
    return true;
  }

  focus() {
    const item = this.item(this.stop);
    this.bring(item);
    this.chart.node(this.stop)?.focus({ preventScroll: true });
  }
}

function make(box) {
  const timeline = new Timeline(box);
  return { timeline, show: (part) => timeline.show(part), svg: () => composed(timeline.stage), frame: (ids, only) => timeline.frame(ids, only), fit: (whole) => timeline.fit(whole) };
}

register({ name: "timeline", label: "timeline", make });
