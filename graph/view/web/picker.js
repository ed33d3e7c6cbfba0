// A field for the name of a thing, with the names that fit under it (an ARIA combobox).

import { ENTITIES } from "./data.js";
import { search } from "./finder.js";
import { glyph } from "./marks.js";
import { element, nameOf, say, typeName } from "./words.js";

let made = 0;

// Make a field.
//   label   what it is for, to a screen reader
//   fits    (id) => whether a thing may be taken
//   value   the id it holds at first, or ""
//   taken   (id) => called when one is taken, or "" when the field is emptied
export function picker({ label, fits = () => true, value = "", taken = () => {} }) {
  const name = `picker-${(made += 1)}`;
  const list = element("ul", { id: name, role: "listbox", class: "hits", "aria-label": label, hidden: true });
  const input = element("input", {
    type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-label": label, placeholder: label,
    "aria-expanded": "false", "aria-controls": name, "aria-autocomplete": "list",
  });
  const state = { hits: [], at: -1, id: value };
  input.value = value ? nameOf(value) : "";

  function hide() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function take(id) {
    state.id = id;
    input.value = nameOf(id);
    hide();
    taken(id);
  }

  function show() {
    const row = ({ id }, index) =>
      element(
        "li",
        { role: "option", id: `${name}-${index}`, "aria-selected": String(index === state.at), onclick: () => take(id) },
        glyph(ENTITIES.get(id).type),
        element("span", { class: "hit" }, nameOf(id)),
        element("span", { class: "quiet" }, typeName(ENTITIES.get(id).type)),
      );
    const asked = Boolean(input.value.trim());
    list.replaceChildren(...(state.hits.length ? state.hits.map(row) : [element("li", { class: "none" }, say("no_hits"))]));
    list.hidden = !asked;
    input.setAttribute("aria-expanded", String(asked));
    if (state.at >= 0) input.setAttribute("aria-activedescendant", `${name}-${state.at}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[state.at]?.scrollIntoView({ block: "nearest" });
  }

  function look() {
    state.hits = search(input.value, fits);
    state.at = state.hits.length ? 0 : -1;
    show();
  }

  input.addEventListener("input", () => {
    if (state.id) taken("");
    state.id = "";
    look();
  });
  input.addEventListener("blur", hide);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && state.hits.length && !list.hidden) {
      event.preventDefault();
      state.at = (state.at + step + state.hits.length) % state.hits.length;
      show();
    } else if (event.key === "Enter" && !list.hidden && state.at >= 0) {
      event.preventDefault();
      take(state.hits[state.at].id);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      hide();
    }
  });
  // Before the blur, or the list would be gone when the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  return Object.assign(element("span", { class: "picker" }, input, list), { get: () => state.id, focus: () => input.focus() });
}
