// A list of claims beside what stands for several of them, to choose one.

import { CLAIMS } from "./data.js";
import { signOf } from "./graph.js";
import { choose } from "./actions.js";
import { choice, element, period, say, sentenceElements, signClass } from "./words.js";

const GAP = 6; // pixels between the list and what it belongs to
const EDGE = 8; // and between it and the window
const [LEAST, HIGHEST] = [160, 420]; // of its height
let box = null;

function made() {
  if (box) return box;
  box = element("div", { class: "several", popover: "auto", role: "dialog" });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...box.querySelectorAll("button")];
    if (step) buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length)?.focus();
    else if (event.key === "Escape") box.hidePopover();
    else return;
    event.preventDefault();
    event.stopPropagation(); // Escape closes the list, not what is chosen
  });
  document.body.append(box);
  return box;
}

// Choose the claim, or ask which of several. `near`: the element that stands for them.
export function chooseAmong(ids, title, near) {
  if (ids.length === 1) choose("claim", ids[0]);
  else if (ids.length) ask(ids, title, near);
}

function ask(ids, title, near) {
  const list = made();
  const take = (id) => {
    list.hidePopover();
    choose("claim", id);
  };
  list.setAttribute("aria-label", title);
  list.replaceChildren(
    element("p", { class: "kicker" }, title, " ", element("span", { class: "number" }, String(ids.length))),
    element("ul", {}, ids.map((id) => element("li", {}, line(id, take)))),
    element("p", { class: "quiet keys" }, say("several_keys")),
  );
  list.showPopover();
  place(list, near.getBoundingClientRect());
  list.querySelector("button").focus();
}

function line(id, take) {
  const claim = CLAIMS.get(id);
  const mark = element("span", { class: `sign ${signClass(claim)}`, "aria-hidden": "true" }, signOf(claim) || "·");
  const when = claim.when ? element("span", { class: "quiet" }, " ", period(claim.when)) : null;
  const off = claim.status === "accepted" ? null : element("span", { class: `tag ${claim.status === "contested" ? "contested" : "off"}` }, choice("status", claim.status));
  return element("button", { type: "button", class: "claim-line", onclick: () => take(id) }, mark, element("span", {}, sentenceElements(claim), when, " ", off));
}

// Below what it belongs to, or above it where there is more room; inside the window, and no higher than its side of it.
function place(list, near) {
  const [above, below] = [near.top - GAP - EDGE, window.innerHeight - near.bottom - GAP - EDGE];
  const under = below >= Math.min(HIGHEST, above);
  list.style.maxHeight = `${Math.max(LEAST, Math.min(HIGHEST, under ? below : above))}px`;
  const { width, height } = list.getBoundingClientRect();
  const within = (at, size, room) => Math.max(EDGE, Math.min(at, room - EDGE - size));
  list.style.top = `${within(under ? near.bottom + GAP : near.top - GAP - height, height, window.innerHeight)}px`;
  list.style.left = `${within(near.left + near.width / 2 - width / 2, width, window.innerWidth)}px`;
}
