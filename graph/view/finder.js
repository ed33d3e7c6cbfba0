// Finding: search over every name in every script, and the list that mirrors the picture for the keyboard.

const HITS = 12;
const plain = (written) => written.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const INDEX = [...ENTITIES].map(([id, entity]) => ({
  id,
  names: [...new Set([...Object.values(entity.label), ...entity.also, id])].map((name) => [plain(name), name]),
}));

// Entities that have the text in a name: the whole name first, then its start, a word's start, anywhere.
function search(written) {
  const sought = plain(written.trim());
  if (!sought) return [];
  const score = (name) => {
    const at = name.indexOf(sought);
    if (at < 0) return 9;
    return name === sought ? 0 : at === 0 ? 1 : /[\s\-(]/.test(name[at - 1]) ? 2 : 3;
  };
  return INDEX.map(({ id, names }) => {
    const scored = names.map(([name, shown]) => ({ score: score(name), shown }));
    return { id, ...scored.reduce((best, found) => (found.score < best.score ? found : best)) };
  })
    .filter((hit) => hit.score < 9)
    .sort((a, b) => a.score - b.score || degree(b.id) - degree(a.id) || (a.id < b.id ? -1 : 1))
    .slice(0, HITS);
}

class Finder {
  constructor(input, box, choose) {
    Object.assign(this, { input, box, choose, hits: [], at: -1 });
    input.addEventListener("input", () => this.look());
    input.addEventListener("focus", () => this.look());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.hide());
    // Before the blur, or the list would be gone when the click arrives.
    box.addEventListener("mousedown", (event) => event.preventDefault());
  }

  look() {
    this.hits = search(this.input.value);
    this.at = this.hits.length ? 0 : -1;
    this.show();
  }

  show() {
    const asked = Boolean(this.input.value.trim());
    const rows = this.hits.map(({ id, shown }, index) => {
      const { type, in: place } = ENTITIES.get(id);
      const about = [shown === nameOf(id) || shown === id ? null : shown, typeName(type), place ? nameOf(place) : null];
      const row = { role: "option", id: `hit-${index}`, "aria-selected": String(index === this.at), onclick: () => this.take(index) };
      return element("li", row, glyph(type), element("span", { class: "hit" }, nameOf(id)), element("span", { class: "quiet" }, about.filter(Boolean).join(" · ")));
    });
    if (asked && !rows.length) rows.push(element("li", { class: "none" }, say("no_hits")));
    this.box.replaceChildren(...rows);
    this.box.hidden = !asked;
    this.input.setAttribute("aria-expanded", String(asked));
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `hit-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
    this.box.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  hide() {
    this.box.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (event.isComposing) return; // Enter chooses Chinese characters here, not a hit
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.hits.length) {
      event.preventDefault();
      this.at = (this.at + step + this.hits.length) % this.hits.length;
      this.show();
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.take(this.at);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (this.box.hidden) this.input.blur();
      this.input.value = "";
      this.hide();
    }
  }

  take(index) {
    const { id } = this.hits[index];
    this.input.value = "";
    this.hits = [];
    this.hide();
    this.choose("entity", id);
  }
}

// A tree of two levels: things, and under each its claims. One tab stop; arrows move within.
class List {
  constructor(box, choose) {
    Object.assign(this, { box, choose, open: new Set(), current: null });
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
    for (const id of order) {
      const touching = edges.filter((edge) => edge.from === id || edge.to === id);
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
