// Rows of one height of which only those in sight are made. One tab stop; arrows go from row to row.

import { element } from "../../words.js";

const OVER = 12; // rows made beyond what can be seen

export class Rows {
  // `make(row, at)` makes a tr; `act(row)` is told of clicks and of Enter.
  constructor(scroller, table, { make, act }) {
    Object.assign(this, { scroller, table, make, act, rows: [], made: new Map(), at: 0, tall: 32 });
    [this.above, this.below] = [0, 1].map(() => element("tr", { role: "presentation", class: "gap" }, element("td", {})));
    this.body = element("tbody", {}, this.above, this.below);
    table.append(this.body);
    let waiting = 0;
    const soon = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(() => this.draw());
    };
    scroller.addEventListener("scroll", soon);
    new ResizeObserver(soon).observe(scroller);
    this.body.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("click", (event) => this.click(event));
    this.body.addEventListener("focusin", (event) => this.hold(event.target.closest("tr[data-at]")));
  }

  show(rows, tall) {
    const focused = this.body.contains(document.activeElement);
    const held = this.rows[this.at]?.id;
    Object.assign(this, { rows, tall });
    const found = held === undefined ? -1 : rows.findIndex(({ id }) => id === held);
    this.at = Math.max(0, found);
    // The old rows go last: without any, the browser would scroll up.
    const old = [...this.made.values()];
    this.made.clear();
    this.draw();
    for (const made of old) made.remove();
    if (focused) this.made.get(this.at)?.focus({ preventScroll: true });
  }

  get up() {
    return this.table.tHead.offsetHeight;
  }

  draw() {
    const { scrollTop, clientHeight } = this.scroller;
    const first = Math.max(0, Math.min(Math.floor(scrollTop / this.tall) - OVER, this.rows.length));
    const last = Math.min(this.rows.length, Math.ceil((scrollTop + clientHeight) / this.tall) + OVER);
    const focused = this.body.contains(document.activeElement);
    for (const [at, made] of this.made) {
      if (at >= first && at < last) continue;
      made.remove();
      this.made.delete(at);
    }
    let next = this.below;
    for (let at = last - 1; at >= first; at -= 1) {
      if (!this.made.has(at)) {
        const made = this.make(this.rows[at], at);
        made.dataset.at = String(at);
        made.setAttribute("tabindex", "-1");
        this.made.set(at, made);
        next.before(made);
      }
      next = this.made.get(at);
    }
    this.above.firstChild.style.height = `${first * this.tall}px`;
    this.below.firstChild.style.height = `${(this.rows.length - last) * this.tall}px`;
    this.stop(focused, first, last);
  }

  // The tab stop; what has been scrolled away cannot be it, and hands the keyboard on.
  stop(focused, first, last) {
    this.body.querySelector("tr[tabindex='0']")?.setAttribute("tabindex", "-1");
    if (!this.made.has(this.at)) this.at = Math.max(first, Math.min(this.at, last - 1));
    const made = this.made.get(this.at);
    made?.setAttribute("tabindex", "0");
    if (focused && !this.body.contains(document.activeElement)) made?.focus({ preventScroll: true });
  }

  // Scroll as little as brings a row into sight below the head.
  reveal(at) {
    const room = this.scroller.clientHeight - this.up;
    this.scroller.scrollTop = Math.max(Math.min(this.scroller.scrollTop, at * this.tall), (at + 1) * this.tall - room);
    this.draw();
  }

  go(at) {
    if (!this.rows.length) return;
    const next = Math.max(0, Math.min(at, this.rows.length - 1));
    this.reveal(next);
    this.made.get(next)?.focus({ preventScroll: true });
  }

  // The tab stop is where the keyboard is, however it came there.
  hold(made) {
    if (!made || made.tabIndex === 0) return;
    this.made.get(this.at)?.setAttribute("tabindex", "-1");
    this.at = Number(made.dataset.at);
    made.setAttribute("tabindex", "0");
  }

  key(event) {
    const page = Math.max(1, Math.floor((this.scroller.clientHeight - this.up) / this.tall) - 1);
    const acts = {
      ArrowDown: () => this.go(this.at + 1),
      ArrowUp: () => this.go(this.at - 1),
      PageDown: () => this.go(this.at + page),
      PageUp: () => this.go(this.at - page),
      Home: () => this.go(0),
      End: () => this.go(this.rows.length - 1),
      Enter: () => this.act(this.rows[this.at]),
      " ": () => this.act(this.rows[this.at]),
    };
    if (!acts[event.key] || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    acts[event.key]();
  }

  click(event) {
    const made = event.target.closest("tr[data-at]");
    // Who marks a text to copy it does not choose the row.
    if (!made || String(document.getSelection())) return;
    this.go(Number(made.dataset.at));
    this.act(this.rows[this.at]);
  }
}
