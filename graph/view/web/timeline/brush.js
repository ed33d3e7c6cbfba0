// The strip of all years: how much is dated when, and two handles that set the period of the filter.

import { CLAIMS } from "../data.js";
import { boundsOf, inPeriod, yearsOf } from "../period.js";
import { claimTests, passes, thingTests, thoseOn, wanted } from "../part.js";
import { change, state } from "../store.js";
import { put, svg } from "../svg.js";
import { element, say } from "../words.js";

const HEIGHT = 46;
const BASE = 38; // pixels from the top to the foot of the columns

export class Brush {
  constructor(box) {
    this.picture = svg("svg", { class: "time-brush", role: "group" });
    this.columns = svg("g", { class: "columns", "aria-hidden": "true" });
    this.shade = svg("g", { class: "shade", "aria-hidden": "true" });
    this.now = svg("path", { class: "now", "aria-hidden": "true" });
    const handle = (name) => svg("g", { class: "handle", role: "slider", tabindex: "0", "data-end": name, "aria-orientation": "horizontal" }, svg("rect", { x: -11, y: 0, width: 22, height: HEIGHT, class: "reach" }), svg("path", { class: "line", d: `M0 2V${BASE}` }), svg("rect", { class: "grip", x: -4.5, y: BASE / 2 - 9, width: 9, height: 18, rx: 4.5 }));
    this.handles = { since: handle("since"), until: handle("until") };
    this.picture.append(this.columns, this.shade, this.now, this.handles.since, this.handles.until);
    this.said = element("span", { class: "time-period" });
    this.clear = element("button", { type: "button", class: "link", onclick: () => this.set(null, null) });
    this.row = element("div", { class: "time-filter" }, this.said, this.clear);
    box.append(this.row, this.picture);
    this.picture.addEventListener("pointerdown", (event) => this.down(event));
    this.picture.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) this.picture.addEventListener(name, (event) => this.up(event));
    this.picture.addEventListener("keydown", (event) => this.key(event));
  }

  // `scale`: of the strip, all years; `now` today.
  show(scale, now) {
    Object.assign(this, { scale, today: now });
    const [first, last] = scale.whole;
    Object.assign(this, { first: Math.floor(first), last: Math.ceil(last) - 1 });
    put(this.picture, { viewBox: `0 0 ${scale.left + scale.width + 18} ${HEIGHT}`, height: HEIGHT, "aria-label": say("time_brush") });
    put(this.now, { d: `M${scale.x(now).toFixed(1)} 0V${BASE}` });
    this.count();
    this.place({ since: state.since, until: state.until });
  }

  // A column for each year, or each few: the claims that may hold then, whatever the period is now.
  count() {
    const { scale } = this;
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((years) => years * scale.perYear >= 4) ?? 1000;
    const tally = new Map();
    const others = thoseOn(claimTests.filter(({ test }) => test !== inPeriod));
    const things = thoseOn(thingTests);
    const seen = (id) => passes(things, id);
    for (const id of wanted().claims) {
      const claim = CLAIMS.get(id);
      const bounds = boundsOf(claim.when);
      if (!bounds || !passes(others, claim) || !seen(claim.subject) || (claim.object && !seen(claim.object))) continue;
      // An open span is counted where it begins or ends: what nobody has dated makes no height.
      const from = yearsOf(bounds.since || bounds.ended);
      const to = yearsOf(bounds.until || bounds.begun);
      for (let at = Math.floor(from / step); at <= Math.floor((to - 1e-6) / step); at += 1) tally.set(at, (tally.get(at) ?? 0) + 1);
    }
    const most = Math.max(1, ...tally.values());
    const columns = [...tally].map(([at, number]) => {
      const [x, high] = [scale.x(at * step), (BASE - 6) * Math.sqrt(number / most)];
      return svg("rect", { x: x.toFixed(1), y: (BASE - high).toFixed(1), width: Math.max(1, step * scale.perYear - 1).toFixed(1), height: high.toFixed(1) });
    });
    this.columns.replaceChildren(svg("path", { class: "foot", d: `M${scale.left} ${BASE}H${scale.left + scale.width}` }), ...columns);
  }

  // Put the handles and the shade; nothing is filtered by that.
  place({ since, until }) {
    const { scale } = this;
    const [left, right] = [scale.left, scale.left + scale.width];
    const clamp = (x) => Math.max(left, Math.min(right, x));
    const [from, to] = [since === null ? left : clamp(scale.x(since)), until === null ? right : clamp(scale.x(until + 1))];
    const set = since !== null || until !== null;
    this.shade.replaceChildren(
      ...(set ? [svg("rect", { x: left, y: 0, width: Math.max(0, from - left), height: BASE }), svg("rect", { x: to, y: 0, width: Math.max(0, right - to), height: BASE })] : []),
      svg("rect", { class: "kept", x: from, y: 0, width: Math.max(0, to - from), height: BASE }),
    );
    for (const [name, x, value, none] of [["since", from, since, this.first], ["until", to, until, this.last]]) {
      put(this.handles[name], {
        transform: `translate(${x.toFixed(1)} 0)`, "aria-label": say(`time_${name}`), "aria-valuemin": this.first, "aria-valuemax": this.last,
        "aria-valuenow": Math.max(this.first, Math.min(this.last, value ?? none)), "aria-valuetext": value === null ? say("time_any") : String(value),
      });
    }
    this.said.textContent = set ? say("time_kept", { since: since ?? "…", until: until ?? "…" }) : say("time_all");
    this.clear.textContent = say("time_clear");
    this.clear.hidden = !set;
  }

  set(since, until) {
    if (since !== null && until !== null && since > until) [since, until] = [until, since];
    change({ since, until }, { step: true });
  }

  // ---- the mouse: a handle, the kept period, or a new one

  at(event) {
    const { left, width } = this.picture.getBoundingClientRect();
    const [, , wide] = this.picture.getAttribute("viewBox").split(" ");
    return Math.max(this.first, Math.min(this.last + 1, this.scale.year(((event.clientX - left) / width) * wide)));
  }

  down(event) {
    if (event.button !== 0) return;
    const end = event.target.closest?.("[data-end]")?.dataset.end;
    const kept = event.target.classList.contains("kept") && (state.since !== null || state.until !== null);
    this.held = { end, kept, start: this.at(event), x: event.clientX, now: { since: state.since, until: state.until } };
    this.picture.setPointerCapture(event.pointerId);
    if (end) this.handles[end].focus();
    event.preventDefault();
  }

  drag(event) {
    const { held } = this;
    if (!held || (!held.moved && Math.abs(event.clientX - held.x) < 4)) return;
    held.moved = true;
    const here = this.at(event);
    const { since, until } = state;
    if (held.end) held.now = { since, until, [held.end]: this.bound(held.end, held.end === "since" ? Math.round(here) : Math.round(here) - 1) };
    else if (held.kept) {
      const by = Math.round(here - held.start);
      held.now = { since: since === null ? null : since + by, until: until === null ? null : until + by };
    } else {
      const [from, to] = [Math.min(here, held.start), Math.max(here, held.start)];
      held.now = { since: this.bound("since", Math.floor(from)), until: this.bound("until", Math.max(Math.floor(from), Math.ceil(to) - 1)) };
    }
    this.place(held.now);
  }

  up(event) {
    const { held } = this;
    this.held = null;
    if (!held?.moved) return;
    if (event.type === "pointercancel") this.place(state);
    else this.set(held.now.since, held.now.until);
  }

  // At the edge of the strip there is no bound.
  bound(end, value) {
    if (end === "since") return value <= this.first ? null : Math.min(value, this.last);
    return value >= this.last ? null : Math.max(value, this.first);
  }

  key(event) {
    const end = event.target.closest?.("[data-end]")?.dataset.end;
    if (!end || event.ctrlKey || event.metaKey || event.altKey) return;
    const value = state[end] ?? (end === "since" ? this.first : this.last);
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    const other = state[end === "since" ? "until" : "since"];
    let next = null;
    if (step) next = this.bound(end, value + step);
    else if (event.key === "Home") next = end === "since" ? null : this.first;
    else if (event.key === "End") next = end === "until" ? null : this.last;
    else if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    // A handle stops at the other.
    if (next !== null && other !== null) next = end === "since" ? Math.min(next, other) : Math.max(next, other);
    change({ [end]: next });
    this.handles[end].focus();
  }
}
