// The table: the claims of the part, or its things, to sort, to sift by column, and to take along as a file.

import { choose } from "../actions.js";
import { ENTITIES } from "../data.js";
import { signOf } from "../graph.js";
import { glyph } from "../marks.js";
import { save } from "../save.js";
import { change, field, state } from "../store.js";
import { oneOf, onOff } from "../switches.js";
import { narrow, register } from "../views.js";
import { element, say, signClass } from "../words.js";
import { KINDS, rowsOf, textOf } from "./table/columns.js";
import { fileOf } from "./table/file.js";
import { Rows } from "./table/rows.js";
import { sifted, sorted } from "./table/sift.js";

const PAUSE = 120; // milliseconds after the last letter before rows are sifted
const LONGEST = 200; // letters of a filter
const WRITTEN = 300; // letters that a cell writes: the panel and the file have all
const SLIM = 142; // pixels of a column on a phone, at most
const known = (key) => Object.values(KINDS).flat().some((column) => column.key === key);
field("tableRows", { key: "tr", initial: "claims", read: (text) => (Object.hasOwn(KINDS, text) ? text : undefined) });
// {column, down}, or null: as the part has them.
field("tableSort", {
  key: "ts",
  initial: null,
  write: (sort) => (sort ? `${sort.column}:${sort.down ? "down" : "up"}` : ""),
  read: (text) => {
    const [, column, way] = /^(\w+):(up|down)$/.exec(text) ?? [];
    return known(column) ? { column, down: way === "down" } : undefined;
  },
});
// What is sought in which column.
field("tableFilters", {
  key: "tf",
  initial: () => new Map(),
  write: (filters) => [...filters].filter(([, text]) => text.trim()).map(([key, text]) => `${key}:${encodeURIComponent(text)}`).join(","),
  read: (text) => {
    try {
      const pairs = text.split(",").filter(Boolean).map((pair) => [pair.slice(0, pair.indexOf(":")), decodeURIComponent(pair.slice(pair.indexOf(":") + 1))]);
      return pairs.every(([key]) => known(key)) ? new Map(pairs) : undefined;
    } catch {
      return undefined;
    }
  },
});

class Table {
  constructor(box) {
    this.kind = oneOf("tableRows", "table_rows", [["claims", "table_claims"], ["things", "table_things"]]);
    this.whole = onOff("everything", "whole_graph", { step: true });
    this.said = element("p", { class: "counts", role: "status" });
    this.clear = element("button", { type: "button", class: "table-clear", onclick: () => this.unfilter() });
    this.file = element("button", { type: "button", class: "table-file", onclick: () => this.save() });
    this.groups = element("colgroup");
    this.head = element("thead");
    this.table = element("table", { role: "grid", class: "table-table" }, this.groups, this.head);
    this.none = element("p", { class: "notice", hidden: true });
    this.scroller = element("div", { class: "table-scroll" }, this.table, this.none);
    box.append(
      element("div", { class: "viewbar" }, this.kind.box, this.whole.box, this.said, this.clear, this.file),
      this.scroller,
    );
    this.rows = new Rows(this.scroller, this.table, { make: (row, at) => this.row(row, at), act: ({ id }) => choose(state.tableRows === "claims" ? "claim" : "entity", id) });
    this.inputs = new Map();
    this.waiting = 0;
  }

  get columns() {
    return KINDS[state.tableRows];
  }

  get sort() {
    return this.columns.some(({ key }) => key === state.tableSort?.column) ? state.tableSort : null;
  }

  show(part) {
    for (const each of [this.kind, this.whole]) each.show();
    this.showHead();
    this.gather(part);
    const filtered = this.columns.some(({ key }) => state.tableFilters.get(key)?.trim());
    this.said.textContent = say(`table_shown_${state.tableRows}`, { count: this.shown.length, all: this.all.length });
    this.clear.textContent = say("table_clear");
    this.clear.hidden = !filtered;
    this.file.textContent = say("table_csv");
    this.file.disabled = !this.shown.length;
    this.none.hidden = this.shown.length > 0;
    this.none.textContent = say(filtered ? "table_none" : "table_nothing");
    this.table.setAttribute("aria-label", say(`table_label_${state.tableRows}`));
    this.table.setAttribute("aria-rowcount", String(this.shown.length + 1));
    this.rows.show(this.shown, narrow.matches ? 40 : 32);
    this.bring();
  }

  // Rows are sifted and sorted again only when something of it has changed: a choice alone moves nothing.
  gather(part) {
    const ids = state.tableRows === "claims" ? part.claims : [...part.nodes];
    const { column, down } = this.sort ?? {};
    const about = JSON.stringify([state.tableRows, state.language, column, down, ...this.columns.map(({ key }) => state.tableFilters.get(key) ?? "")]);
    const same = (old) => old?.length === ids.length && ids.every((id, at) => id === old[at]);
    if (about === this.about && same(this.ids) && this.part === part.claims.length) return;
    if (about !== this.about) this.scroller.scrollTop = 0;
    Object.assign(this, { about, ids, part: part.claims.length });
    this.all = rowsOf(part, state.tableRows);
    this.shown = sifted(this.all, this.columns, state.tableFilters);
    if (column) this.shown = sorted(this.shown, this.columns.find(({ key }) => key === column), down);
  }

  // ---- the head

  showHead() {
    const about = `${state.tableRows} ${state.language} ${narrow.matches}`;
    if (about !== this.headed) this.makeHead();
    this.headed = about;
    for (const [key, input] of this.inputs) {
      if (input !== document.activeElement) input.value = state.tableFilters.get(key) ?? "";
      const sort = this.sort?.column === key ? (this.sort.down ? "descending" : "ascending") : null;
      const head = input.closest("th");
      if (sort) head.setAttribute("aria-sort", sort);
      else head.removeAttribute("aria-sort");
      head.querySelector(".way").textContent = { ascending: "▲", descending: "▼" }[sort] ?? "";
    }
  }

  makeHead() {
    this.inputs.clear();
    const heads = this.columns.map(({ key, numeric }) => {
      const name = say(`table_${key}`);
      const input = element("input", { type: "search", class: "sift", maxlength: LONGEST, autocomplete: "off", spellcheck: "false", "aria-label": say("table_sift", { column: name }), placeholder: numeric ? ">0" : "…" });
      input.addEventListener("input", () => this.typed());
      input.addEventListener("keydown", (event) => this.inInput(event, input));
      this.inputs.set(key, input);
      const sort = element("button", { type: "button", class: "sort", onclick: () => this.sortBy(key) }, element("span", { class: "hit" }, name), element("span", { class: "way", "aria-hidden": "true" }));
      return element("th", { scope: "col", "data-key": key, class: numeric ? "figure" : null }, sort, input);
    });
    this.head.replaceChildren(element("tr", { role: "row", "aria-rowindex": 1 }, heads));
    const widths = this.columns.map((column) => (narrow.matches ? Math.min(column.wide, SLIM) : column.wide));
    const wide = widths.reduce((sum, width) => sum + width, 0);
    this.groups.replaceChildren(...widths.map((width) => {
      const made = element("col", {});
      made.style.width = `${(100 * width) / wide}%`;
      return made;
    }));
    this.table.style.minWidth = `${wide}px`;
    this.table.setAttribute("aria-colcount", String(this.columns.length));
  }

  // First up (of numbers: down, the largest first), then the other way, then as the part has them.
  sortBy(key) {
    const first = Boolean(this.columns.find((column) => column.key === key).numeric);
    const { column, down } = this.sort ?? {};
    change({ tableSort: column !== key ? { column: key, down: first } : down === first ? { column: key, down: !first } : null });
  }

  typed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      const filters = new Map(state.tableFilters);
      for (const [key, input] of this.inputs) filters.set(key, input.value.toWellFormed?.() ?? input.value);
      change({ tableFilters: new Map([...filters].filter(([, text]) => text)) });
    }, PAUSE);
  }

  inInput(event, input) {
    if (event.isComposing) return;
    if (event.key === "Escape" && input.value) {
      event.stopPropagation(); // what was typed goes, what is chosen stays
      event.preventDefault();
      input.value = "";
      this.typed();
    } else if (event.key === "ArrowDown" && this.shown.length) {
      event.preventDefault();
      this.rows.go(this.rows.at);
    }
  }

  unfilter() {
    change({ tableFilters: new Map([...state.tableFilters].filter(([key]) => !this.inputs.has(key))) });
    this.inputs.values().next().value.focus();
  }

  // ---- rows

  row(row, at) {
    const { kind, id } = state.selected ?? {};
    const chosen = id === row.id && (kind === "claim") === Boolean(row.claim);
    const touched = kind === "entity" && row.claim && [row.claim.subject, row.claim.object].includes(id);
    return element("tr", { role: "row", "aria-rowindex": at + 2, "aria-selected": String(chosen), class: touched ? "touched" : null, "data-id": row.id }, this.columns.map((column) => this.cell(column, row)));
  }

  cell(column, row) {
    const whole = textOf(column, row);
    const written = whole.length > WRITTEN ? `${whole.slice(0, WRITTEN)}…` : whole;
    const { key } = column;
    const [first] = ["subject", "object", "name"].includes(key) ? column.ids(row) : [];
    const parts = {
      relation: () => [element("b", { class: `sign ${signClass(row.claim)}` }, signOf(row.claim)), written.slice(signOf(row.claim).length).trimStart()],
      status: () => (row.claim.status === "accepted" ? written : element("span", { class: `tag ${row.claim.status === "contested" ? "contested" : "off"}` }, written)),
      confidence: () => [this.bar(column.value(row)), written],
      record: () => element("code", {}, written),
    };
    const mark = first && ENTITIES.has(first) ? glyph(ENTITIES.get(first).type) : null;
    return element("td", { role: "gridcell", title: written || null, class: column.numeric ? "figure" : null }, mark, parts[key]?.() ?? written);
  }

  bar(value) {
    if (value === null) return null;
    const much = element("i", {});
    much.style.width = `${Math.max(0, Math.min(1, value)) * 100}%`;
    return element("span", { class: "much", "aria-hidden": "true" }, much);
  }

  // What has just been chosen elsewhere is brought into sight.
  bring() {
    const chosen = JSON.stringify([state.selected, this.about]);
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    const { kind, id } = state.selected ?? {};
    if ((kind === "claim") !== (state.tableRows === "claims")) return;
    const at = this.shown.findIndex((row) => row.id === id);
    if (at >= 0) this.rows.reveal(at);
  }

  // ---- a file

  save() {
    save(`agglo-${state.tableRows}.csv`, fileOf(this.columns, this.shown));
  }
}

register({
  name: "table",
  label: "table",
  make(box) {
    const table = new Table(box);
    return { show: (part) => table.show(part) };
  },
});
