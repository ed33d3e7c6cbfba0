// The ways between two things, over claims of any kind and direction: the shortest, and all others up to a few steps.
// (What drove what, in the direction of causes, is a question: ask.js.)
import { CLAIMS } from "./data.js";
import { entityExtras } from "./entity-page.js";
import { entityLink } from "./evidence.js";
import { NODES, before, linesOf, other } from "./graph.js";
import { starts } from "./panel.js";
import { bringers, stays } from "./part.js";
import { claimLine } from "./parts.js";
import { picker } from "./picker.js";
import { forget } from "./places.js";
import { change, field, state } from "./store.js";
import { element, nameOf, number, say } from "./words.js";

const MOST = 60; // ways that are told
const STEPS = 4; // of a way that is not the shortest

field("between", {
  key: "between",
  initial: null,
  write: (ends) => (ends ? ends.join("~") : ""),
  read: (text) => {
    const ends = text.split("~");
    return ends.length === 2 && ends[0] !== ends[1] && ends.every((id) => NODES.has(id)) ? ends : undefined;
  },
});

const shown = (edge) => edge.claims.some((id) => stays(CLAIMS.get(id)));

// Steps from everything to a thing, as far as `most`.
function distances(goal, most) {
  const found = new Map([[goal, 0]]);
  for (const [id, far] of found) {
    if (far === most) continue;
    for (const edge of linesOf(id)) if (!found.has(other(edge, id)) && shown(edge)) found.set(other(edge, id), far + 1);
  }
  return found;
}

// Ways from one thing to another, shortest first: each a list of edges. All of the shortest length, and the simple ones
// of up to STEPS steps, MOST in all; `more` if there are others.
export function ways(from, to) {
  const far = distances(to, Infinity);
  if (!far.has(from)) return { found: [], more: false };
  const found = [];
  const longest = Math.max(STEPS, far.get(from));
  for (let length = far.get(from); length <= longest && found.length <= MOST; length += 1) walk(from, to, length, far, [], new Set([from]), found);
  return { found: found.slice(0, MOST), more: found.length > MOST };
}

function walk(at, to, left, far, trail, seen, found) {
  if (found.length > MOST) return;
  if (at === to) {
    if (!left) found.push([...trail]);
    return;
  }
  if (!left) return;
  const near = linesOf(at).filter((edge) => shown(edge) && !seen.has(other(edge, at)) && (far.get(other(edge, at)) ?? Infinity) < left);
  for (const edge of near.sort((a, b) => before(a.id, b.id))) {
    const next = other(edge, at);
    seen.add(next);
    trail.push(edge);
    walk(next, to, left - 1, far, trail, seen, found);
    trail.pop();
    seen.delete(next);
  }
}

bringers.push(() => {
  if (!state.between) return { claims: [], things: [] };
  return { claims: ways(...state.between).found.flat().map((edge) => edge.claims[0]), things: state.between };
});

export function linkUp(from, to) {
  forget();
  change({ between: [from, to], opening: 0, everything: false, seeds: [], selected: null, ...("asked" in state ? { asked: "" } : {}) }, { step: true });
}

starts.push(() => {
  if (!state.between) return null;
  const [from, to] = state.between;
  const { found, more } = ways(from, to);
  const stop = () => {
    forget();
    change({ between: null, opening: 1 }, { step: true });
  };
  const way = (edges) => element("li", {}, element("p", { class: "quiet" }, say(edges.length === 1 ? "way_step" : "way_steps", { count: edges.length })), element("ul", {}, edges.map((edge) => element("li", {}, claimLine(edge.claims[0])))));
  return [
    element("div", { class: "heading" }, element("div", {}, element("p", { class: "kicker" }, say("between_kicker")), element("h2", {}, entityLink(from), " – ", entityLink(to)))),
    found.length ? element("ol", { class: "answers" }, found.map(way)) : element("p", { class: "notice" }, say("between_none")),
    more ? element("p", { class: "quiet" }, say("between_more", { count: number(MOST) })) : null,
    element("p", { class: "buttons" }, element("button", { type: "button", onclick: stop }, say("answer_back"))),
  ];
});

// In the page of a thing: pick the other end.
entityExtras.push((id) => {
  if (!NODES.has(id)) return [];
  const label = say("between_label", { name: nameOf(id) });
  return [element("p", { class: "to" }, element("span", { class: "quiet" }, say("between_to"), " "), picker({ label, fits: (one) => NODES.has(one) && one !== id, taken: (one) => one && linkUp(id, one) }))];
});

