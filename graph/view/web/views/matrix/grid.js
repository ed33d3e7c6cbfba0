// A grid whose heads stay in sight and of which only what can be seen is made. One tab stop; arrows go from cell to cell.

import { element } from "../../words.js";

const OVER = 4; // rows and columns made beyond what can be seen

export class Grid {
  // `parts`: head(row, at) and top(column, at) and cell(row, column) make the elements (th or td) for what is given to
  // `show`; act(element, row, column, key) is told of clicks and of Enter and space; row or column is -1 in a head.
  constructor(table, scroller, parts) {
    Object.assign(this, { table, scroller, parts, rows: [], columns: [], at: { row: 0, column: -1 }, span: "" });
    this.groups = element("colgroup");
    this.top = element("thead");
    this.body = element("tbody");
    table.append(this.groups, this.top, this.body);
    let waiting = 0;
    const soon = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => this.draw());
    };
    scroller.addEventListener("scroll", soon);
    new ResizeObserver(soon).observe(scroller);
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("click", (event) => this.click(event));
    for (const name of ["mouseover", "focusin"]) table.addEventListener(name, (event) => this.cross(event.target.closest("[data-row]")));
    table.addEventListener("mouseleave", () => this.cross(null));
    table.addEventListener("focusin", (event) => this.hold(event.target.closest("[data-row]")));
  }

  // Sizes in pixels: `wide` and `tall` of a cell, `side` of the row heads, `up` of the column heads.
  show(rows, columns, sizes) {
    Object.assign(this, { rows, columns, sizes });
    this.at = { row: Math.min(this.at.row, rows.length - 1), column: Math.min(this.at.column, columns.length - 1) };
    if (this.at.row < 0 && this.at.column < 0) this.at = rows.length ? { row: 0, column: -1 } : { row: -1, column: 0 };
    this.table.setAttribute("aria-rowcount", String(rows.length + 1));
    this.table.setAttribute("aria-colcount", String(columns.length + 1));
    this.table.style.width = `${sizes.side + columns.length * sizes.wide}px`;
    this.span = "";
    this.draw();
  }

  seen() {
    const { scrollTop, scrollLeft, clientWidth, clientHeight } = this.scroller;
    const { wide, tall, side, up } = this.sizes;
    const range = (from, room, step, all) => [Math.max(0, Math.floor(from / step) - OVER), Math.min(all, Math.ceil((from + room) / step) + OVER)];
    return [range(scrollTop, clientHeight - up, tall, this.rows.length), range(scrollLeft, clientWidth - side, wide, this.columns.length)];
  }

  draw() {
    if (!this.sizes) return;
    const [[first, last], [left, right]] = this.seen();
    const span = [first, last, left, right].join(" ");
    if (span === this.span) return;
    this.span = span;
    const focused = this.table.contains(document.activeElement);
    const { wide, tall, side, up } = this.sizes;
    const shown = this.columns.slice(left, right);
    const groups = [side, left * wide, ...shown.map(() => wide), (this.columns.length - right) * wide];
    this.groups.replaceChildren(...groups.map((width) => this.sized("col", "width", width)));
    const gap = () => element("td", { role: "presentation", class: "gap" });
    const heads = shown.map((column, at) => this.placed(this.parts.top(column), -1, left + at));
    this.top.replaceChildren(this.line(0, up, [this.parts.corner(), gap(), ...heads, gap()]));
    const made = this.rows.slice(first, last).map((row, at) => {
      const cells = shown.map((column, next) => this.placed(this.parts.cell(row, column), first + at, left + next));
      const line = this.line(first + at + 1, tall, [this.placed(this.parts.head(row), first + at, -1), gap(), ...cells, gap()]);
      for (const [name, value] of Object.entries(this.parts.line(row))) line.setAttribute(name, value);
      return line;
    });
    const space = (count) => element("tr", { role: "presentation", class: "gap" }, this.sized("td", "height", count * tall));
    this.body.replaceChildren(space(first), ...made, space(this.rows.length - last));
    this.stop(focused, [first, last], [left, right]);
  }

  sized(tag, way, pixels) {
    const made = element(tag, {});
    made.style[way] = `${pixels}px`;
    return made;
  }

  line(at, tall, cells) {
    const made = element("tr", { role: "row", "aria-rowindex": at + 1 }, cells);
    made.style.height = `${tall}px`;
    return made;
  }

  placed(made, row, column) {
    for (const [name, value] of Object.entries({ "data-row": row, "data-column": column, "aria-colindex": column + 2, tabindex: -1 })) made.setAttribute(name, value);
    return made;
  }

  elementAt({ row, column }) {
    return this.table.querySelector(`[data-row="${row}"][data-column="${column}"]`);
  }

  // The tab stop; what has been scrolled away cannot be it.
  stop(focused, [first, last], [left, right]) {
    const held = ({ row, column }) => (row < 0 || (row >= first && row < last)) && (column < 0 || (column >= left && column < right));
    const clamp = (value, low, high) => (value < 0 ? value : Math.max(low, Math.min(value, high - 1)));
    if (!held(this.at)) this.at = { row: clamp(this.at.row, first, last), column: clamp(this.at.column, left, right) };
    const made = this.elementAt(this.at);
    made?.setAttribute("tabindex", "0");
    if (focused) made?.focus({ preventScroll: true });
  }

  // Scroll as little as brings a cell into sight beside the heads.
  reveal({ row, column }) {
    const { wide, tall, side, up } = this.sizes;
    const moved = (from, room, at, size) => Math.max(Math.min(from, at * size), (at + 1) * size - room);
    const { scroller } = this;
    if (row >= 0) scroller.scrollTop = moved(scroller.scrollTop, scroller.clientHeight - up, row, tall);
    if (column >= 0) scroller.scrollLeft = moved(scroller.scrollLeft, scroller.clientWidth - side, column, wide);
    this.draw();
  }

  go(row, column) {
    const next = { row: Math.max(-1, Math.min(row, this.rows.length - 1)), column: Math.max(-1, Math.min(column, this.columns.length - 1)) };
    if (next.row < 0 && next.column < 0) return;
    this.reveal(next);
    this.elementAt(next)?.focus({ preventScroll: true });
  }

  // The tab stop is where the keyboard is, however it came there.
  hold(made) {
    if (!made || made.tabIndex === 0) return;
    this.elementAt(this.at)?.setAttribute("tabindex", "-1");
    this.at = { row: Number(made.dataset.row), column: Number(made.dataset.column) };
    made.setAttribute("tabindex", "0");
  }

  key(event) {
    const from = event.target.closest("[data-row]");
    if (!from) return;
    const { row, column } = this.at;
    const page = Math.max(1, Math.floor((this.scroller.clientHeight - this.sizes.up) / this.sizes.tall) - 1);
    const far = event.ctrlKey || event.metaKey;
    const acts = {
      ArrowDown: () => this.go(row + 1, column),
      ArrowUp: () => this.go(row - 1, column),
      ArrowRight: () => this.go(row, column + 1),
      ArrowLeft: () => this.go(row, column - 1),
      PageDown: () => this.go(row + page, column),
      PageUp: () => this.go(Math.max(0, row - page), column),
      Home: () => (far ? this.go(0, -1) : this.go(row, row < 0 ? 0 : -1)),
      End: () => this.go(far ? this.rows.length - 1 : row, this.columns.length - 1),
      Enter: () => this.act(from, "Enter"),
      " ": () => this.act(from, " "),
    };
    if (!acts[event.key] || event.altKey) return;
    event.preventDefault();
    acts[event.key]();
  }

  click(event) {
    const from = event.target.closest("[data-row]");
    if (!from) return;
    this.go(Number(from.dataset.row), Number(from.dataset.column));
    this.act(from, event.target.closest(".twist") ? " " : "Enter");
  }

  act(from, key) {
    const [row, column] = [Number(from.dataset.row), Number(from.dataset.column)];
    this.parts.act(this.elementAt({ row, column }) ?? from, this.rows[row], this.columns[column], key);
  }

  // The heads of what the reader is at stand out.
  cross(from) {
    for (const lit of this.table.querySelectorAll(".lit")) lit.classList.remove("lit");
    if (!from) return;
    this.elementAt({ row: Number(from.dataset.row), column: -1 })?.classList.add("lit");
    this.elementAt({ row: -1, column: Number(from.dataset.column) })?.classList.add("lit");
  }
}
