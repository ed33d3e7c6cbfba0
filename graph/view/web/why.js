// How a claim's confidence came about: what each piece of evidence adds, and what counts as one with another.

import { pageFilters } from "./ask.js";
import { claimExtras } from "./claim-page.js";
import { MESSAGES, SOURCES, own } from "./data.js";
import { answer, plain, readingOf } from "./engine/index.js";
import { canAnswer } from "./engine/tables.js";
import { state } from "./store.js";
import { element, say, text } from "./words.js";

let open = false; // whoever wants it for one claim wants it for the next

claimExtras.push((_, id) => {
  if (!canAnswer) return [];
  const made = element("details", { class: "how", open }, element("summary", {}, say("why_confidence")));
  const fill = () => made.childElementCount > 1 || made.append(...weighing(id));
  made.addEventListener("toggle", () => {
    open = made.open;
    if (open) fill();
  });
  if (open) fill();
  return [made];
});

function weighing(id) {
  const { without_sources: off = [] } = pageFilters();
  const { rows } = plain(answer(readingOf({ kind: "why", claim: id, language: state.language, filters: { without_sources: off } })));
  return (rows[0]?.weighing ?? []).flatMap(({ sum, unassessed, pieces }) => [
    element("p", { class: "quiet" }, say(unassessed ? `why_${unassessed.replaceAll("-", "_")}` : "why_sum")),
    sum ? element("p", {}, element("code", { class: "sum" }, sum)) : null,
    element("ol", { class: "pieces" }, pieces.map(piece)),
  ]).filter(Boolean);
}

function piece({ source, kind, direction, arithmetic, counted, why_not: reason, through, with: other }) {
  const title = text(SOURCES.get(source)?.title, source);
  const told = own(MESSAGES, `why_${reason?.replaceAll("-", "_")}`) ? say(`why_${reason.replaceAll("-", "_")}`, { through: through ?? "", other: other?.title ?? "" }) : reason;
  return element(
    "li",
    { class: counted ? "" : "off" },
    element("span", {}, title),
    element("span", { class: "quiet" }, [kind?.label, say(`why_${direction}`)].filter(Boolean).join(" · ")),
    arithmetic ? element("code", {}, `r = ${arithmetic}`) : null,
    counted ? null : element("span", { class: "quiet" }, told),
  );
}
