// The matrix: mechanisms by cities, clusters or anchors. A cell tells how many claims are on record, and its sign; an
// empty one that none is, which is not to say that there is nothing.

import { choose } from "../actions.js";
import { CLAIMS } from "../data.js";
import { mechanismsOf } from "../lift.js";
import { lines } from "../places.js";
import { chooseAmong } from "../several.js";
import { change, field, setField, state } from "../store.js";
import { oneOf, onOff } from "../switches.js";
import { narrow, register } from "../views.js";
import { count, element, nameOf, say } from "../words.js";
import { seriated } from "./matrix/alike.js";
import { COLUMNS, gathered, rows, summed } from "./matrix/cells.js";
import { Grid } from "./matrix/grid.js";

const ORDERS = ["count", "name", "alike"];
const short = (id) => (nameOf(id).length > LONGEST ? `${nameOf(id).slice(0, LONGEST)}…` : nameOf(id));
const SHADES = [1, 2, 4, 8]; // claims up to which a cell has each shade; more have the last
const HIGHEST = 150; // pixels of a column's head
const LONGEST = 80; // letters of a name that are written at all
const oneOfThese = (allowed) => (text) => (allowed.includes(text) ? text : undefined);
field("matrixBy", { key: "mb", initial: "city", read: oneOfThese(Object.keys(COLUMNS)) });
field("matrixOrder", { key: "mo", initial: "count", read: oneOfThese(ORDERS) });
field("matrixEmpty", { key: "me", initial: false, write: (on) => (on ? "yes" : ""), read: (text) => text === "yes" });
setField("matrixOpen", "mx");

class Matrix {
  constructor(box) {
    this.by = oneOf("matrixBy", "matrix_by", Object.keys(COLUMNS).map((key) => [key, `matrix_${key}`]));
    this.order = oneOf("matrixOrder", "matrix_order", ORDERS.map((key) => [key, `matrix_by_${key}`]));
    this.empty = onOff("matrixEmpty", "matrix_empty");
    this.whole = onOff("everything", "whole_graph", { step: true });
    this.unfold = element("button", { type: "button", class: "matrix-unfold", onclick: () => this.turnAll() });
    this.table = element("table", { role: "treegrid", class: "matrix-table" });
    this.scroller = element("div", { class: "matrix-scroll" }, this.table);
    this.legend = element("ul", { class: "matrix-legend" });
    this.said = element("p", { class: "counts", role: "status" });
    box.append(
      element("div", { class: "viewbar" }, this.by.box, this.order.box, this.empty.box, this.unfold, this.whole.box),
      this.scroller,
      element("div", { class: "viewfoot" }, this.said, this.legend),
    );
    this.grid = new Grid(this.table, this.scroller, {
      corner: () => element("th", { class: "corner", scope: "col" }, say("matrix_corner"), element("span", { class: "quiet" }, say(`matrix_${state.matrixBy}`))),
      top: (column) => this.top(column),
      head: (row) => this.head(row),
      line: (row) => ({ "aria-level": row.level, ...(row.narrower ? { "aria-expanded": String(row.open) } : {}) }),
      cell: (row, column) => this.cell(row, column),
      act: (...about) => this.act(...about),
    });
  }

  show(part) {
    for (const each of [this.by, this.order, this.empty, this.whole]) each.show();
    this.gather(part);
    const columns = this.columnsInOrder();
    this.rows = rows((ids) => this.inOrder(ids, columns), (id) => this.isKept(id), state.matrixOpen);
    const slim = narrow.matches;
    this.table.setAttribute("aria-label", say("matrix_label", { columns: say(`matrix_${state.matrixBy}`) }));
    this.grid.show(this.rows, columns, { wide: slim ? 42 : 40, tall: slim ? 38 : 30, side: slim ? 148 : 236, up: this.headHeight(columns) });
    this.table.hidden = !this.rows.length && !columns.length;
    this.tell(columns);
    this.showLegend();
    this.bring(columns);
  }

  // Counted again only when the part or the columns are others: not for a choice, an order, a fold.
  gather(part) {
    const ids = [state.matrixBy, ...part.claims, ...part.nodes];
    if (this.ids?.length !== ids.length || ids.some((id, at) => id !== this.ids[at])) this.found = gathered(part, state.matrixBy);
    this.ids = ids;
  }

  // The longest name of a column, within reason.
  headHeight(columns) {
    const longest = Math.max(0, ...columns.map((column) => lines(short(column), 1e4, 1).width));
    const upright = Math.min(HIGHEST, Math.ceil(longest) + 34);
    this.table.style.setProperty("--upright", `${upright}px`);
    return upright + 7;
  }

  isKept(id) {
    return state.matrixEmpty || this.found.isNamed(id);
  }

  // ---- orders

  inOrder(ids, columns) {
    const names = this.byName(ids);
    const place = new Map(columns.map((column, at) => [column, at]));
    const middle = (id) => {
      const cells = [...this.found.row(id)];
      return cells.reduce((sum, [column, claims]) => sum + place.get(column) * claims.length, 0) / cells.reduce((sum, [, claims]) => sum + claims.length, 0);
    };
    if (state.matrixOrder === "name") return names;
    const rank = new Map(ids.map((id) => [id, state.matrixOrder === "count" ? -this.found.ofRow(id) : middle(id)]));
    return names.sort((a, b) => (Number.isNaN(rank.get(a)) ? 1e9 : rank.get(a)) - (Number.isNaN(rank.get(b)) ? 1e9 : rank.get(b)));
  }

  columnsInOrder() {
    const names = this.byName(this.found.columns);
    if (state.matrixOrder === "alike") return seriated(names, this.found.direct);
    return state.matrixOrder === "name" ? names : names.sort((a, b) => this.found.ofColumn(b) - this.found.ofColumn(a));
  }

  byName(ids) {
    const { compare } = new Intl.Collator(state.language);
    return [...ids].map((id) => [nameOf(id), id]).sort((a, b) => compare(a[0], b[0])).map(([, id]) => id);
  }

  // ---- what the grid is made of

  top(column) {
    const { selected } = state;
    const label = say("matrix_head", { name: short(column), claims: count("flow_of", this.found.ofColumn(column)) });
    return element("th", { scope: "col", class: "top", "aria-label": label, title: label, "aria-selected": String(selected?.kind === "entity" && selected.id === column) },
      element("span", { class: "upright" }, element("span", { class: "hit" }, short(column)), element("span", { class: "number" }, String(this.found.ofColumn(column)))));
  }

  head(row) {
    const { selected } = state;
    const number = this.found.ofRow(row.id);
    const folds = row.narrower ? say(row.open ? "matrix_open" : "matrix_folded", { count: row.narrower }) : "";
    const label = [say("matrix_head", { name: short(row.id), claims: count("flow_of", number) }), folds].filter(Boolean).join(say("comma"));
    const made = element("th", { scope: "row", class: "side", "aria-label": label, title: label, "aria-selected": String(selected?.kind === "entity" && selected.id === row.id) },
      element("span", { class: "lying" },
        element("span", { class: "twist", "aria-hidden": "true" }, row.narrower ? (row.open ? "▾" : "▸") : ""),
        element("span", { class: "hit" }, short(row.id)), element("span", { class: "number" }, String(number))));
    made.firstChild.style.paddingInlineStart = `${Math.min(row.level - 1, 6) * 13}px`;
    return made;
  }

  cell(row, column) {
    const ids = this.found.cell(row.id, column);
    const label = this.label(row, column, ids);
    if (!ids.length) return element("td", { role: "gridcell", class: "none", "aria-label": label, title: label }, element("span", { "aria-hidden": "true" }, "·"));
    const { held, unheld, sign, disputed } = summed(ids);
    const look = held ? `${{ "+": "plus", "−": "minus", "±": "both" }[sign] ?? "plain"} shade-${SHADES.findLastIndex((most) => held >= most) + 1}` : "unheld";
    const written = held ? `${sign}${held}${disputed ? "?" : ""}` : `×${unheld}`;
    const chosen = state.selected?.kind === "claim" && ids.includes(state.selected.id);
    return element("td", { role: "gridcell", class: `${look}${disputed ? " disputed" : ""}`, "aria-label": label, title: label, "aria-selected": String(chosen) }, element("span", { "aria-hidden": "true" }, written));
  }

  label(row, column, ids) {
    const { held, unheld, sign, disputed } = summed(ids);
    const about = ids.length
      ? [
          held ? count("flow_of", held) : "",
          held ? say({ "+": "sign_increases", "−": "sign_decreases", "±": "matrix_both" }[sign] ?? "sign_none") : "",
          disputed ? say("matrix_disputed") : "",
          unheld ? count("matrix_unheld", unheld) : "",
        ]
      : [say("matrix_none")];
    return say("matrix_cell", { mechanism: short(row.id), place: short(column), about: about.filter(Boolean).join(say("comma")) });
  }

  // ---- what the reader does

  act(made, row, column, key) {
    if (!row) choose("entity", column);
    else if (column === undefined && key === " " && row.narrower) this.turn(row);
    else if (column === undefined) choose("entity", row.id);
    else chooseAmong(this.found.cell(row.id, column), `${short(row.id)} · ${short(column)}`, made);
  }

  turn(row) {
    const open = new Set(state.matrixOpen);
    if (!open.delete(row.id)) open.add(row.id);
    change({ matrixOpen: open });
  }

  // Unfold every mechanism that has narrower ones here, or fold all.
  turnAll() {
    const every = rows((ids) => ids, (id) => this.isKept(id), { has: () => true });
    change({ matrixOpen: new Set(state.matrixOpen.size ? [] : every.filter((row) => row.narrower).map((row) => row.id)) });
  }

  // What has just been chosen elsewhere is brought into sight.
  bring(columns) {
    const chosen = JSON.stringify(state.selected);
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    const { kind, id } = state.selected ?? {};
    const column = kind === "claim" ? columns.findIndex((each) => this.rows.some((row) => this.found.cell(row.id, each).includes(id))) : columns.indexOf(id);
    const row = this.rows.findIndex((each) => (kind === "claim" ? this.found.cell(each.id, columns[column]).includes(id) : each.id === id));
    if (row >= 0 || column >= 0) this.grid.reveal({ row, column });
  }

  // ---- words below

  tell(columns) {
    const { loose } = this.found;
    const told = new Set(this.rows.flatMap((row) => (row.level === 1 ? [...this.found.row(row.id).values()].flat() : [])));
    this.said.textContent = [
      told.size || columns.length ? say("matrix_shown", { claims: told.size, rows: this.rows.length, columns: columns.length }) : say("matrix_nothing"),
      loose.length ? count(`matrix_loose_${state.matrixBy}`, loose.length) : "",
    ].filter(Boolean).join(" ");
    this.unfold.textContent = say(state.matrixOpen.size ? "matrix_fold" : "matrix_unfold");
    this.unfold.hidden = !this.rows.some((row) => row.narrower);
  }

  showLegend() {
    const entry = (look, written, key) => element("li", {}, element("span", { class: `swatch ${look}`, "aria-hidden": "true" }, written), say(key));
    this.legend.setAttribute("aria-label", say("matrix_legend"));
    this.legend.replaceChildren(
      entry("plus shade-2", "+2", "sign_increases"), entry("minus shade-2", "−2", "sign_decreases"), entry("both shade-2", "±2", "matrix_both"),
      entry("plain shade-1", "1", "sign_none"), entry("plus shade-1 disputed", "+1?", "matrix_disputed"), entry("unheld", "×1", "matrix_only_unheld"), entry("none", "·", "matrix_none_long"),
    );
  }
}

register({
  name: "matrix",
  label: "matrix",
  make(box) {
    const matrix = new Matrix(box);
    return { show: (part) => matrix.show(part), claims: (mechanism, column) => matrix.found.cell(mechanism, column) };
  },
});
