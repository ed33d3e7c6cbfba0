// A card over a view: a list of things and claims to choose from, under titles.

import { CLAIMS, ENTITIES } from "./data.js";
import { glyph } from "./marks.js";
import { choose } from "./actions.js";
import { count, element, nameOf, period, say, sentence, signClass, typeName } from "./words.js";
import { before, degree, signOf } from "./graph.js";

const MOST = 400; // rows at once

export class Card {
  constructor(box) {
    this.made = element("section", { class: "card", role: "dialog", tabindex: "-1", hidden: true });
    this.made.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    box.append(this.made);
  }

  get open() {
    return !this.made.hidden;
  }

  // Show a title and groups: {title, things} or {title, claims}. `from`: the element that has the focus afterwards.
  show(title, groups, from = document.activeElement) {
    this.from = from;
    const shut = element("button", { type: "button", class: "round", "aria-label": say("close"), title: say("close"), onclick: () => this.close() }, "×");
    this.made.setAttribute("aria-label", title);
    this.made.replaceChildren(
      element("div", { class: "heading" }, element("h3", {}, title), shut),
      ...groups.filter(({ things, claims }) => (things ?? claims).length).map((group) => this.group(group)),
    );
    this.made.hidden = false;
    this.made.scrollTop = 0;
    this.made.focus({ preventScroll: true });
  }

  group({ title, things, claims }) {
    const all = things ?? claims;
    const rows = all.slice(0, MOST).map((id) => element("li", {}, things ? thingLine(id) : claimLine(id)));
    return element(
      "div",
      { class: "group" },
      title ? element("h4", {}, title, " ", element("span", { class: "number" }, String(all.length))) : null,
      element("ul", {}, rows),
      all.length > MOST ? element("p", { class: "quiet" }, count("card_more", all.length - MOST)) : null,
    );
  }

  close() {
    if (!this.open) return;
    const inside = this.made.contains(document.activeElement);
    this.made.hidden = true;
    if (inside) (this.from?.isConnected ? this.from : null)?.focus?.({ preventScroll: true });
  }
}

function thingLine(id) {
  const { type } = ENTITIES.get(id);
  return element("button", { type: "button", class: "claim-line", onclick: () => choose("entity", id) }, glyph(type), element("span", {}, nameOf(id)));
}

function claimLine(id) {
  const claim = CLAIMS.get(id);
  const mark = element("span", { class: `sign ${signClass(claim)}`, "aria-hidden": "true" }, signOf(claim) || "·");
  const when = claim.when ? element("span", { class: "quiet" }, " ", period(claim.when)) : null;
  return element("button", { type: "button", class: "claim-line", onclick: () => choose("claim", id) }, mark, element("span", {}, sentence(claim), when));
}

// Things in groups of one type, the largest group first.
export function byType(things) {
  const types = new Map();
  for (const id of things) {
    const { type } = ENTITIES.get(id);
    if (!types.has(type)) types.set(type, []);
    types.get(type).push(id);
  }
  return [...types]
    .sort(([a, one], [b, two]) => two.length - one.length || before(a, b))
    .map(([type, ids]) => ({ type, title: typeName(type), things: ids.sort((a, b) => degree(b) - degree(a) || before(a, b)) }));
}
