// The panel: what is known about the chosen thing or claim, and who says so.

import { CLAIMS, DATA, ENTITIES, SOURCES } from "./data.js";
import { NODES, claimsOf, edgeOfClaim, isCausal, namedIn, neighbours, signOf } from "./graph.js";
import { glyph } from "./marks.js";
import { openingClaims } from "./part.js";
import { state } from "./store.js";
import {
  choice, count, element, nameOf, period, roleName, say, sentence, sentenceElements, signClass, text, typeName, webAddress, words,
} from "./words.js";

const AGAINST = new Set(["disputes", "qualifies"]);

export class Panel {
  // `choose(kind, id)` selects; `draw(id, how)` adds an entity to the picture.
  constructor(box, choose, draw) {
    Object.assign(this, { box, choose, draw });
  }

  show(all) {
    const { selected } = state;
    this.box.classList.toggle("open", Boolean(selected));
    const made =
      selected?.kind === "claim" ? this.claimPage(selected.id) : selected?.kind === "entity" ? this.entityPage(selected.id, all) : this.start();
    this.box.replaceChildren(...made.filter(Boolean));
  }

  close() {
    const label = say("close");
    return element("button", { type: "button", class: "round close", "aria-label": label, title: label, onclick: () => this.choose(null, null) }, "×");
  }

  heading(kicker, title, level = "h2") {
    return element("div", { class: "heading" }, element("div", {}, element("p", { class: "kicker" }, kicker), element(level, {}, title)), this.close());
  }

  start() {
    const claims = openingClaims().filter((id) => CLAIMS.has(id));
    const { id, sha256 } = DATA.release;
    return [
      element("div", { class: "hint" }, element("h2", {}, say("hint_title")), element("p", {}, say("hint")), element("p", { class: "quiet keys" }, say("hint_keys"))),
      this.claimGroup(say("opening_claims"), claims),
      element("p", { class: "quiet" }, say("release", { id, hash: String(sha256).slice(0, 12) })),
    ];
  }

  // One row of facts: a term and what it is.
  row(key, ...content) {
    const kept = content.flat(2).filter((part) => part !== null && part !== undefined && part !== "");
    return kept.length ? [element("dt", {}, say(key)), element("dd", {}, ...kept)] : [];
  }

  entityLink(id) {
    const entity = ENTITIES.get(id);
    if (!entity) return element("span", {}, String(id));
    return element("button", { type: "button", class: "link entity", onclick: () => this.choose("entity", id) }, glyph(entity.type), nameOf(id));
  }

  links(ids) {
    return ids.map((id) => element("span", { class: "item" }, this.entityLink(id)));
  }

  tag(claim) {
    if (claim.status === "accepted") return null;
    return element("span", { class: `tag ${claim.status === "contested" ? "contested" : "off"}` }, choice("status", claim.status));
  }

  record(file, line) {
    return element("code", { class: "record" }, `${file}:${line}`);
  }

  // ---- a claim

  claimPage(id) {
    const edge = edgeOfClaim.get(id);
    const told = [id, ...(edge?.claims ?? []).filter((also) => also !== id)].filter((one) => CLAIMS.has(one));
    const { subject, object } = CLAIMS.get(id);
    const beside = (claimsOf.get(subject) ?? []).filter((also) => {
      const claim = CLAIMS.get(also);
      const same = (claim.subject === subject && claim.object === object) || (claim.subject === object && claim.object === subject);
      return object && same && !told.includes(also);
    });
    const title = sentenceElements(CLAIMS.get(id), (name) => this.choose("entity", name));
    return [
      this.heading(say("claim"), title),
      ...told.map((one, index) => this.claimBody(one, index > 0)),
      beside.length ? this.claimGroup(say("between"), beside) : null,
    ];
  }

  claimBody(id, titled) {
    const claim = CLAIMS.get(id);
    const sign = signOf(claim);
    const effect = claim.polarity && [sign ? element("b", { class: signClass(claim) }, sign, " ") : null, choice("polarity", claim.polarity)];
    const trust = claim.confidence === null || claim.confidence === undefined ? say("not_assessed") : this.meter(claim.confidence);
    return element(
      "section",
      { class: "claim" },
      titled ? element("h3", {}, sentence(claim)) : null,
      element(
        "dl",
        {},
        this.row("status", this.tag(claim) ?? choice("status", claim.status)),
        this.row("reason", words(claim.reason)),
        this.row("when", claim.when ? period(claim.when) : null),
        this.row("through", this.links(claim.through)),
        this.row("where", this.links(claim.where)),
        this.row("polarity", effect),
        this.row("because", claim.because ? choice("because", claim.because) : null),
        this.row("measure", words(claim.measure)),
        this.row("condition", words(claim.condition)),
        this.row("hedge", words(claim.hedge)),
        this.row("confidence", trust, element("span", { class: "quiet" }, " · ", count("independent", claim.independent_sources ?? 0))),
        this.row("record", this.record(claim.file, claim.line)),
      ),
      this.evidence(claim),
    );
  }

  meter(value) {
    const shown = new Intl.NumberFormat(state.language, { maximumFractionDigits: 2, minimumFractionDigits: 2 }).format(value);
    const bar = element("meter", { min: 0, max: 1, value: String(value), "aria-hidden": "true" });
    return [bar, " ", shown];
  }

  // Both sides in the same form, side by side where there is room.
  evidence(claim) {
    const against = claim.evidence.filter((item) => AGAINST.has(item.direction));
    const support = claim.evidence.filter((item) => !AGAINST.has(item.direction));
    const side = (key, items, none, kind) =>
      element(
        "div",
        { class: `side ${kind}` },
        element("h4", {}, say(key), " ", element("span", { class: "number" }, String(items.length))),
        items.length ? items.map((item) => this.item(item)) : element("p", { class: "quiet" }, say(none)),
      );
    return element(
      "div",
      { class: "evidence" },
      element("h3", {}, say("evidence")),
      element("div", { class: `sides${against.length ? " both" : ""}` }, side("for", support, "no_for", "for"), side("against", against, "no_against", "against")),
    );
  }

  item(item) {
    const source = SOURCES.get(item.source);
    const address = webAddress(source?.url);
    const told = [source?.author?.join(", "), source?.publisher, source?.published].filter(Boolean).join(" · ");
    const marks = [
      choice("direction", item.direction),
      source?.kind ? choice("kind", source.kind) : null,
      item.strength ? say("strength", { strength: choice("strength", item.strength) }) : null,
      source?.interest ? say("interest", { interest: choice("interest", source.interest) }) : null,
    ];
    const sayers = item.said_by.length ? this.links(item.said_by) : say("ours");
    return element(
      "article",
      { class: "item-of-evidence" },
      element("p", { class: "marks" }, marks.filter(Boolean).map((mark) => element("span", { class: "mark" }, mark))),
      words(item.gist, "blockquote") ?? element("p", { class: "quiet" }, say("no_gist")),
      element("p", { class: "said" }, element("span", { class: "quiet" }, say("said_by"), " "), sayers),
      element("cite", {}, words(source?.title) ?? item.source),
      told ? element("p", { class: "quiet" }, told) : null,
      element("p", { class: "quiet" }, item.at ? [item.at, " · "] : null, this.record(item.file, item.line)),
      address ? element("p", {}, element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, say("open_source"), " ↗")) : null,
    );
  }

  // ---- an entity

  entityPage(id, all) {
    const entity = ENTITIES.get(id);
    const members = entity.members ?? [];
    const names = new Set([...Object.values(entity.label), ...entity.also]);
    names.delete(nameOf(id));
    const note = text(entity.note) === text(entity.definition) ? null : words(entity.note);
    const groups = { drove: [], driven: [], other: [], figures: [] };
    for (const claimId of claimsOf.get(id) ?? []) {
      const claim = CLAIMS.get(claimId);
      const number = claim.value !== null && claim.value !== undefined;
      const group = number ? "figures" : !isCausal(claim) || !claim.object ? "other" : claim.subject === id ? "drove" : "driven";
      groups[group].push(claimId);
    }
    const used = namedIn.get(id) ?? [];
    const some = used.length || Object.values(groups).some((claims) => claims.length);
    return [
      this.heading([glyph(entity.type), " ", typeName(entity.type)], nameOf(id)),
      words(entity.definition, "p"),
      element(
        "dl",
        {},
        this.row("also", [...names].join(" · ")),
        this.row("roles", entity.roles.map(roleName).join(" · ")),
        this.row("in_place", entity.in ? this.entityLink(entity.in) : null),
        this.row("members", members.length ? element("ol", {}, members.map((id) => element("li", {}, this.entityLink(id)))) : null),
        this.row("active", entity.active ? period(entity.active) : null),
        this.row("note", note),
        this.row("track", entity.survivorship ? say("survivorship") : null),
        this.row("record", this.record(entity.file, entity.line)),
      ),
      this.drawing(id, all),
      ...Object.entries(groups).map(([key, claims]) => (claims.length ? this.claimGroup(say(key), claims) : null)),
      used.length ? this.claimGroup(say("used"), used) : null,
      some ? null : element("p", { class: "quiet" }, say("no_claims")),
    ];
  }

  // What of its neighbourhood is drawn, and how to draw more.
  drawing(id, all) {
    if (!NODES.has(id)) return element("p", { class: "quiet" }, say("not_drawable"));
    const missing = neighbours(id).filter((near) => !all.nodes.has(near)).length;
    const button = (label, how) => element("button", { type: "button", onclick: () => this.draw(id, how) }, label);
    const seed = state.seeds.some((found) => found.id === id);
    const more = missing ? button(seed ? count("more", missing) : say("add"), "more") : null;
    const alone = !state.opening && state.seeds.length === 1 && seed;
    return element("p", { class: "buttons" }, more, alone ? null : button(say("only"), "only"));
  }

  claimGroup(title, ids) {
    const line = (id) => {
      const claim = CLAIMS.get(id);
      const sign = signOf(claim);
      const mark = element("span", { class: `sign ${signClass(claim)}`, "aria-hidden": "true" }, sign || "·");
      const when = claim.when ? element("span", { class: "quiet" }, " ", period(claim.when)) : null;
      return element("li", {}, element("button", { type: "button", class: "claim-line", onclick: () => this.choose("claim", id) }, mark, element("span", {}, sentenceElements(claim), when, " ", this.tag(claim))));
    };
    return element("section", { class: "group" }, element("h3", {}, title, " ", element("span", { class: "number" }, String(ids.length))), element("ul", {}, ids.map(line)));
  }
}
