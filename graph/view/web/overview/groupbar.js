// How things are grouped in the overview: the state, and the control that changes it.

import { ENTITIES } from "../data.js";
import { change, field, state } from "../store.js";
import { element, say } from "../words.js";
import { GROUPINGS } from "./grouping.js";
import { wordOf } from "./groups.js";

field("grouping", { key: "g", initial: "community", read: (text) => (GROUPINGS.includes(text) ? text : undefined) });
// The group that was opened, by its word; null for none.
field("group", { key: "gi", initial: null });

const TYPES = { city: "City", country: "Country", industry: "Industry" };
const present = new Set([...ENTITIES.values()].map(({ type }) => type));
const possible = (way) => !TYPES[way] || present.has(TYPES[way]);

export const grouping = () => (possible(state.grouping) ? state.grouping : "community");

export function openedGroup(key) {
  change({ group: wordOf(key) }, { step: true });
}

export class GroupBar {
  constructor() {
    this.choice = element("select", { onchange: () => change({ grouping: this.choice.value, group: null }, { step: true }) });
    this.label = element("label", {}, element("span", { "data-text": "groups_by" }), this.choice);
    this.back = element("button", { type: "button", "data-text": "groups_all", onclick: () => change({ group: null }, { step: true }) });
    this.element = element("div", { class: "groupbar" }, this.label, this.back);
  }

  // `open`: a group was asked for.
  show(way, open) {
    if (this.language !== state.language) {
      this.language = state.language;
      this.choice.replaceChildren(...GROUPINGS.filter(possible).map((each) => element("option", { value: each }, say(`groups_${each}`))));
      this.label.firstChild.textContent = say("groups_by");
      this.back.textContent = say("groups_all");
    }
    this.choice.value = way;
    this.back.hidden = !open;
  }
}
