// The list that mirrors the picture for the keyboard and the screen reader.

import { CLAIMS, ENTITIES } from "../data.js";
import { degree } from "../graph.js";
import { glyph } from "../marks.js";
import { choose } from "../actions.js";
import { state } from "../store.js";
import { register } from "../views.js";
import { count, element, nameOf, say, sentenceElements, signClass, typeName } from "../words.js";

const MORE = 400; // things that are listed at once

// A tree of two levels: things, and under each its claims. One tab stop; arrows move within.
class List {
  constructor(box, choose) {
    Object.assign(this, { box, choose, open: new Set(), current: null, most: MORE });
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("click", (event) => {
      const row = event.target.closest("[role=treeitem]");
      if (!row) return;
      if (event.target.closest(".twist")) this.turn(row, !this.open.has(row.dataset.key));
      else this.act(row);
    });
  }

  show({ nodes, edges }) {
    const refocus = this.box.contains(document.activeElement);
    const order = [...nodes].sort((a, b) => {
      const [one, two] = [a, b].map((id) => typeName(ENTITIES.get(id).type));
      return one.localeCompare(two, state.language) || degree(b) - degree(a) || (a < b ? -1 : 1);
    });
    const rows = [];
    const lines = new Map(order.map((id) => [id, []]));
    for (const edge of edges) for (const id of new Set([edge.from, edge.to])) lines.get(id)?.push(edge);
    for (const id of order.slice(0, this.most)) {
      const touching = lines.get(id);
      const key = `e:${id}`;
      const open = this.open.has(key);
      const links = count("links", touching.length);
      rows.push(
        element("li", { role: "treeitem", "aria-level": "1", "aria-expanded": touching.length ? String(open) : null, "aria-selected": String(state.selected?.id === id), "data-key": key, tabindex: "-1" },
          element("span", { class: "twist", "aria-hidden": "true" }, touching.length ? (open ? "▾" : "▸") : ""),
          glyph(ENTITIES.get(id).type), element("span", { class: "hit" }, nameOf(id)),
          element("span", { class: "quiet" }, `${typeName(ENTITIES.get(id).type)} · ${links}`)),
      );
      if (!open) continue;
      for (const edge of touching) {
        const claim = CLAIMS.get(edge.claims[0]);
        const chosen = state.selected?.kind === "claim" && edge.claims.includes(state.selected.id);
        rows.push(
          element("li", { role: "treeitem", "aria-level": "2", "aria-selected": String(chosen), "data-key": `c:${id}:${edge.id}`, "data-claim": edge.id, tabindex: "-1" },
            element("span", { class: `sign ${signClass(claim)}` }, edge.label || "·"), element("span", {}, sentenceElements(claim))),
        );
      }
    }
    if (order.length > this.most) {
      const label = say("list_more", { count: Math.min(MORE, order.length - this.most), left: order.length - this.most });
      rows.push(element("li", { role: "treeitem", "aria-level": "1", class: "further", "data-key": "more", tabindex: "-1" }, label));
    }
    this.box.replaceChildren(...rows);
    const stop = rows.find((row) => row.dataset.key === this.current) ?? rows[0];
    if (stop) {
      stop.tabIndex = 0;
      this.current = stop.dataset.key;
      if (refocus) stop.focus();
    }
    if (!refocus) this.box.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    this.last = { nodes, edges };
  }

  move(row) {
    if (!row) return;
    this.box.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    row.tabIndex = 0;
    this.current = row.dataset.key;
    row.focus();
  }

  turn(row, open) {
    this.open[open ? "add" : "delete"](row.dataset.key);
    this.current = row.dataset.key;
    this.show(this.last);
  }

  act(row) {
    this.current = row.dataset.key;
    if (row.dataset.key === "more") {
      const first = [...this.box.children].indexOf(row);
      this.most += MORE;
      this.show(this.last);
      this.move(this.box.children[first]);
      return;
    }
    if (row.dataset.claim) this.choose("claim", row.dataset.claim);
    else this.choose("entity", row.dataset.key.slice(2));
  }

  key(event) {
    const row = event.target.closest("[role=treeitem]");
    if (!row) return;
    const rows = [...this.box.children];
    const at = rows.indexOf(row);
    const top = row.getAttribute("aria-level") === "1";
    const open = this.open.has(row.dataset.key);
    const acts = {
      ArrowDown: () => this.move(rows[at + 1]),
      ArrowUp: () => this.move(rows[at - 1]),
      Home: () => this.move(rows[0]),
      End: () => this.move(rows.at(-1)),
      ArrowRight: () => (top && !open && row.hasAttribute("aria-expanded") ? this.turn(row, true) : this.move(rows[at + 1])),
      ArrowLeft: () => (top ? this.turn(row, false) : this.move(rows.slice(0, at).findLast((above) => above.getAttribute("aria-level") === "1"))),
      Enter: () => this.act(row),
      " ": () => this.act(row),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }
}

function make(box) {
  const tree = element("ul", { id: "list", role: "tree" });
  box.append(tree);
  const list = new List(tree, choose);
  return {
    show(part) {
      tree.setAttribute("aria-label", say("list"));
      list.show(part);
    },
  };
}

register({ name: "list", label: "list", make });
