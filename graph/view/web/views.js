// The views: ways to look at the same part of the graph.
//
// A view's module registers it; the page makes a tab for it, and makes the view itself when it is first opened:
//   name    in the address
//   label   key of the message on its tab
//   make    (box) => {show(part), frame?(ids), fit?()}: `box` is an empty element that the view fills;
//           `show` is called on every change while it is open, `frame` to bring things into sight,
//           `fit` to bring everything into sight

import { field, state } from "./store.js";

export const narrow = matchMedia("(max-width: 760px)");
const VIEWS = new Map();
export const register = (view) => VIEWS.set(view.name, view);
export const views = () => [...VIEWS.values()];

// A phone opens on the list.
const first = () => (narrow.matches ? "list" : "picture");
field("view", { key: "w", initial: first, read: (text) => (VIEWS.has(text) ? text : undefined) });

const made = new Map();
export function boxOf(name) {
  let box = document.getElementById(`view-${name}`);
  if (!box) {
    box = document.createElement("div");
    Object.assign(box, { id: `view-${name}`, className: `pane ${name}` });
    box.setAttribute("role", "tabpanel");
    box.setAttribute("aria-labelledby", `tab-${name}`);
    document.getElementById("view").append(box);
  }
  return box;
}

// The view of a name, made if it is not there yet.
export function viewOf(name) {
  if (!made.has(name)) made.set(name, VIEWS.get(name).make(boxOf(name)));
  return made.get(name);
}

export const current = () => viewOf(state.view);
