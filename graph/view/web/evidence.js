// Evidence: who says so and who speaks against it, in the same form and side by side.

import { choose } from "./actions.js";
import { ENTITIES, SOURCES } from "./data.js";
import { glyph } from "./marks.js";
import { choice, element, nameOf, say, webAddress, words } from "./words.js";

const AGAINST = new Set(["disputes", "qualifies"]);

export function entityLink(id) {
  const entity = ENTITIES.get(id);
  if (!entity) return element("span", {}, String(id));
  return element("button", { type: "button", class: "link entity", onclick: () => choose("entity", id) }, glyph(entity.type), nameOf(id));
}

export const entityLinks = (ids) => ids.map((id) => element("span", { class: "item" }, entityLink(id)));

// The line of the fact file that says so, and a button that takes it along.
export function record(file, line) {
  const place = `${file}:${line}`;
  const label = say("copy_line", { place });
  return element("span", { class: "record" }, element("code", {}, place), " ", copier(() => place, say("copy"), label));
}

// A button that copies a text, and says that it did.
export function copier(make, shown, label = shown) {
  const button = element("button", { type: "button", class: "copy", "aria-label": label, title: label }, shown);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(make());
      document.getElementById("said").textContent = say("copied");
      button.classList.add("done");
      setTimeout(() => button.classList.remove("done"), 1200);
    } catch {
      // Not allowed here (a page inside another, an old browser): the text is shown to be copied by hand.
      window.prompt(label, make());
    }
  });
  return button;
}

export function evidence(claim) {
  const against = claim.evidence.filter((item) => AGAINST.has(item.direction));
  const support = claim.evidence.filter((item) => !AGAINST.has(item.direction));
  const side = (key, items, none, kind) =>
    element(
      "div",
      { class: `side ${kind}` },
      element("h4", {}, say(key), " ", element("span", { class: "number" }, String(items.length))),
      items.length ? items.map(evidenceItem) : element("p", { class: "quiet" }, say(none)),
    );
  return element(
    "div",
    { class: "evidence" },
    element("h3", {}, say("evidence")),
    element("div", { class: `sides${against.length ? " both" : ""}` }, side("for", support, "no_for", "for"), side("against", against, "no_against", "against")),
  );
}

function evidenceItem(item) {
  const source = SOURCES.get(item.source);
  const address = webAddress(source?.url);
  const told = [source?.author?.join(", "), source?.publisher, source?.published].filter(Boolean).join(" · ");
  const marks = [
    choice("direction", item.direction),
    source?.kind ? choice("kind", source.kind) : null,
    item.strength ? say("strength", { strength: choice("strength", item.strength) }) : null,
    source?.interest ? say("interest", { interest: choice("interest", source.interest) }) : null,
  ];
  const sayers = item.said_by.length ? entityLinks(item.said_by) : say("ours");
  return element(
    "article",
    { class: "item-of-evidence" },
    element("p", { class: "marks" }, marks.filter(Boolean).map((mark) => element("span", { class: "mark" }, mark))),
    words(item.gist, "blockquote") ?? element("p", { class: "quiet" }, say("no_gist")),
    element("p", { class: "said" }, element("span", { class: "quiet" }, say("said_by"), " "), sayers),
    element("cite", {}, words(source?.title) ?? item.source),
    told ? element("p", { class: "quiet" }, told) : null,
    element("p", { class: "quiet" }, item.at ? [item.at, " · "] : null, record(item.file, item.line)),
    address ? element("p", {}, element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, say("open_source"), " ↗")) : null,
  );
}
