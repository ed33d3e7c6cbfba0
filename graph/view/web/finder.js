// Finding: search over every name in every script, and questions in words.

import { ask } from "./ask.js";
import { DATA, ENTITIES, own } from "./data.js";
import { degree } from "./graph.js";
import { indexed, plane, planeIsRead } from "./large.js";
import { glyph } from "./marks.js";
import { read, sentence } from "./reader/index.js";
import { state } from "./store.js";
import { element, nameOf, say, typeName } from "./words.js";

const HITS = 12;
const plain = (written) => written.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const index = indexed(() =>
  [...ENTITIES].map(([id, entity]) => ({
    id,
    names: [...new Set([...Object.values(entity.label), ...entity.also, id])].map((name) => [plain(name), name]),
    pinyin: own(DATA.pinyin, id) ?? [],
  })),
);

// Entities that fit and have the text in a name: the whole name first, then its start, a word's start, anywhere.
export function search(written, fits = () => true) {
  const sought = plain(written.trim());
  if (!sought) return [];
  const spelt = /^[a-z ]{2,}$/.test(sought) ? sought.replaceAll(" ", "") : "";
  const hits = [];
  for (const { id, names, pinyin } of index()) {
    if (!fits(id)) continue;
    let best = 9;
    let shown = "";
    for (const [name, written] of names) {
      const at = name.indexOf(sought);
      if (at < 0) continue;
      const score = name === sought ? 0 : at === 0 ? 1 : /[\s\-(]/.test(name[at - 1]) ? 2 : 3;
      if (score < best) [best, shown] = [score, written];
    }
    // In pinyin a name is typed from its start; initials alone must be whole, or every "s" would find Shanghai.
    if (spelt && best > 2 && pinyin.some((said) => said === spelt || (spelt.length > 3 && said.startsWith(spelt)))) {
      [best, shown] = [2.5, nameOf(id)];
    }
    if (best < 9) hits.push({ id, shown, score: best, links: degree(id) });
  }
  return hits.sort((a, b) => a.score - b.score || b.links - a.links || (a.id < b.id ? -1 : 1)).slice(0, HITS);
}

export class Finder {
  constructor(input, box, choose) {
    Object.assign(this, { input, box, choose, hits: [], at: -1, told: null });
    input.addEventListener("input", () => this.look());
    input.addEventListener("focus", () => this.look());
    // The first question that is read takes longest, so that is one which nobody waits for.
    input.addEventListener("focus", () => setTimeout(() => read("what is")), { once: true });
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.hide());
    // Before the blur, or the list would be gone when the click arrives.
    box.addEventListener("mousedown", (event) => event.preventDefault());
  }

  look() {
    if (!planeIsRead()) plane().then(() => this.look(), () => {});
    this.hits = search(this.input.value).map(({ id, shown }) => ({ id, shown }));
    const { reading } = this.input.value.trim() ? read(this.input.value) : {};
    if (reading) this.hits.unshift({ reading });
    this.at = this.hits.length ? 0 : -1;
    this.told = null;
    this.show();
  }

  show() {
    const asked = Boolean(this.input.value.trim());
    const rows = this.hits.map(({ id, shown, reading, text }, index) => {
      if (reading ?? text) return this.question(reading ? sentence(reading, state.language, { short: true }) : shown, index);
      const { type, in: place } = ENTITIES.get(id);
      const about = [shown === nameOf(id) || shown === id ? null : shown, typeName(type), place ? nameOf(place) : null];
      const row = { role: "option", id: `hit-${index}`, "aria-selected": String(index === this.at), onclick: () => this.take(index) };
      return element("li", row, glyph(type), element("span", { class: "hit" }, nameOf(id)), element("span", { class: "quiet" }, about.filter(Boolean).join(" · ")));
    });
    if (this.told) rows.unshift(this.told);
    else if (asked && !rows.length) rows.push(element("li", { class: "none" }, say(planeIsRead() ? "no_hits" : "reading")));
    this.box.replaceChildren(...rows);
    this.box.hidden = !asked;
    this.input.setAttribute("aria-expanded", String(asked));
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `hit-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
    this.box.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  question(text, index) {
    const row = { role: "option", id: `hit-${index}`, class: "question-hit", "aria-selected": String(index === this.at), onclick: () => this.take(index) };
    return element("li", row, element("span", { class: "hit" }, say("ask_typed", { text })));
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
    } else if (event.key === "Enter" && this.input.value.trim()) {
      event.preventDefault();
      this.refuse();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (this.box.hidden) this.input.blur();
      this.input.value = "";
      this.hide();
    }
  }

  // Why what was typed finds nothing, with questions near it that can be asked.
  refuse() {
    const { error, message, hint, candidates, suggestions = [] } = read(this.input.value, state.language);
    this.hits = suggestions.map((text, index) => ({ text, shown: candidates ? `${nameOf(candidates[index])} (${candidates[index]})` : text }));
    this.at = -1;
    const said = candidates ? [] : [message, hint].filter(Boolean).map((text) => text[0].toUpperCase() + text.slice(1));
    const why = candidates ? "reader_names" : error === "not_here" ? "reader_not_here" : said.length ? null : "reader_unread";
    const lines = [...(why ? [say(why)] : said), ...(suggestions.length && !candidates ? [say("reader_instead")] : [])];
    this.told = element("li", { class: "none refusal", role: "alert" }, lines.map((line, at) => element("span", { class: at ? "quiet" : null }, line)));
    this.show();
  }

  take(index) {
    const { id, reading, text } = this.hits[index];
    this.input.value = "";
    this.hits = [];
    this.hide();
    if (reading ?? text) ask(reading ?? text);
    else this.choose("entity", id);
  }
}

