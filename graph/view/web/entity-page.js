// A thing in the panel: its names, where it is, what it drove and what drove it, what it is an example of, what is in dispute.

import { draw, fold } from "./actions.js";
import { CLAIMS, ENTITIES } from "./data.js";
import { entityLink, entityLinks, record } from "./evidence.js";
import { NODES, claimsOf, isCausal, namedIn, neighbours } from "./graph.js";
import { glyph } from "./marks.js";
import { claimGroup, heading, row } from "./parts.js";
import { state } from "./store.js";
import { count, element, nameOf, period, roleName, say, text, typeName, words } from "./words.js";

// Sections that other parts add to a thing: functions of its id that give elements.
export const entityExtras = [];

const NEAR = 30; // neighbours that are named

export function entityPage(id, all) {
  const entity = ENTITIES.get(id);
  const members = entity.members ?? [];
  const names = new Set([...Object.values(entity.label), ...entity.also]);
  names.delete(nameOf(id));
  const note = text(entity.note) === text(entity.definition) ? null : words(entity.note);
  const groups = grouped(id);
  const used = namedIn(id);
  const some = used.length || Object.values(groups).some((claims) => claims.length);
  return [
    heading([glyph(entity.type), " ", typeName(entity.type)], nameOf(id)),
    words(entity.definition, "p"),
    element(
      "dl",
      {},
      row("also", [...names].join(" · ")),
      row("roles", entity.roles.map(roleName).join(" · ")),
      row("in_place", entity.in ? entityLink(entity.in) : null),
      row("broader", entityLinks(entity.broader ?? [])),
      row("members", members.length ? element("ol", {}, members.map((one) => element("li", {}, entityLink(one)))) : null),
      row("active", entity.active ? period(entity.active) : null),
      row("note", note),
      row("track", entity.survivorship ? say("survivorship") : null),
      row("record", record(entity.file, entity.line)),
    ),
    drawing(id, all),
    ...entityExtras.flatMap((extra) => extra(id)),
    ...Object.entries(groups).map(([key, claims]) => (claims.length ? claimGroup(say(key), claims) : null)),
    used.length ? claimGroup(say("used"), used) : null,
    nearby(id),
    some ? null : element("p", { class: "quiet" }, say("no_claims")),
  ];
}

const inDispute = (claim) => claim.status === "contested" || claim.evidence.some((item) => item.direction === "disputes");

// Its claims by what they are to it. What is in dispute stands first, and once.
function grouped(id) {
  const groups = { disputed: [], drove: [], driven: [], frameworks: [], other: [], figures: [] };
  for (const claimId of claimsOf(id)) groups[groupOf(CLAIMS.get(claimId), id)].push(claimId);
  return groups;
}

function groupOf(claim, id) {
  if (inDispute(claim)) return "disputed";
  if (claim.value !== null && claim.value !== undefined) return "figures";
  if (claim.relation === "exemplifies") return "frameworks";
  if (!isCausal(claim) || !claim.object) return "other";
  return claim.subject === id ? "drove" : "driven";
}

function nearby(id) {
  const found = neighbours(id);
  if (!found.length) return null;
  const more = found.length > NEAR ? element("p", { class: "quiet" }, say("more_neighbours", { count: found.length - NEAR })) : null;
  const title = element("h3", {}, say("neighbours"), " ", element("span", { class: "number" }, String(found.length)));
  return element("section", { class: "group" }, title, element("p", { class: "near" }, entityLinks(found.slice(0, NEAR))), more);
}

// What of its neighbourhood is drawn, and how to draw more or less.
function drawing(id, all) {
  if (!NODES.has(id)) return element("p", { class: "quiet" }, say("not_drawable"));
  const missing = neighbours(id).filter((near) => !all.nodes.has(near)).length;
  const button = (label, act) => element("button", { type: "button", onclick: act }, label);
  const seed = state.seeds.some((found) => found.id === id);
  const more = missing ? button(seed ? count("more", missing) : say("add"), () => draw(id, "more")) : null;
  const alone = !state.opening && !state.everything && state.seeds.length === 1 && seed;
  const less = seed && !alone ? button(say("fold"), () => fold(id)) : null;
  return element("p", { class: "buttons" }, more, less, alone ? null : button(say("only"), () => draw(id, "only")));
}
