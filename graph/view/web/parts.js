// Pieces that the pages of the panel share.

import { choose } from "./actions.js";
import { CLAIMS } from "./data.js";
import { signOf } from "./graph.js";
import { choice, element, period, say, sentenceElements, signClass } from "./words.js";

export function heading(kicker, title, level = "h2") {
  const label = say("close");
  const close = element("button", { type: "button", class: "round close", "aria-label": label, title: label, onclick: () => choose(null, null) }, "×");
  return element("div", { class: "heading" }, element("div", {}, element("p", { class: "kicker" }, kicker), element(level, {}, title)), close);
}

// One row of facts: a term and what it is; nothing, if it is nothing.
export function row(key, ...content) {
  const kept = content.flat(2).filter((part) => part !== null && part !== undefined && part !== "");
  return kept.length ? [element("dt", {}, say(key)), element("dd", {}, ...kept)] : [];
}

export function statusTag(claim) {
  if (claim.status === "accepted") return null;
  return element("span", { class: `tag ${claim.status === "contested" ? "contested" : "off"}` }, choice("status", claim.status));
}

export function claimLine(id) {
  const claim = CLAIMS.get(id);
  const mark = element("span", { class: `sign ${signClass(claim)}`, "aria-hidden": "true" }, signOf(claim) || "·");
  const when = claim.when ? element("span", { class: "quiet" }, " ", period(claim.when)) : null;
  return element("button", { type: "button", class: "claim-line", onclick: () => choose("claim", id) }, mark, element("span", {}, sentenceElements(claim), when, " ", statusTag(claim)));
}

const FIRST = 40; // claims of a group that are shown at once

// Claims under a heading; a long list goes on at a click.
export function claimGroup(title, ids) {
  const list = element("ul", {}, ids.slice(0, FIRST).map((id) => element("li", {}, claimLine(id))));
  const rest = ids.slice(FIRST);
  const more = rest.length ? element("button", { type: "button" }, say("show_rest", { count: rest.length })) : null;
  more?.addEventListener("click", () => {
    list.append(...rest.map((id) => element("li", {}, claimLine(id))));
    more.remove();
    list.children[FIRST]?.querySelector("button")?.focus();
  });
  return element("section", { class: "group" }, element("h3", {}, title, " ", element("span", { class: "number" }, String(ids.length))), list, more);
}
