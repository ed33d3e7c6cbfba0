// The whole graph as columns of numbers, the best connected things first: what the overview draws.

import { ENTITIES } from "../data.js";
import { EDGES, NODES, before, degree } from "../graph.js";
import { marksOf } from "../part.js";
import { radius } from "../places.js";

const SIGNS = ["", "+", "−"];

export class Plane {
  constructor() {
    const things = [...NODES.keys()].map((id) => ({ id, links: degree(id) }));
    this.ids = things.sort((a, b) => b.links - a.links || before(a.id, b.id)).map(({ id }) => id);
    this.place = new Map(this.ids.map((id, at) => [id, at]));
    this.number = Uint32Array.from(this.ids, (id) => NODES.get(id).at);
    const count = this.ids.length;
    this.types = [...new Set(this.ids.map((id) => ENTITIES.get(id).type))].sort(before);
    const typeAt = new Map(this.types.map((type, at) => [type, at]));
    this.type = Uint16Array.from(this.ids, (id) => typeAt.get(ENTITIES.get(id).type));
    this.size = Float32Array.from(this.ids, radius);
    this.baseX = Float32Array.from(this.ids, (id) => NODES.get(id).x);
    this.baseY = Float32Array.from(this.ids, (id) => NODES.get(id).y);
    this.from = Uint32Array.from(EDGES, (edge) => this.place.get(edge.from));
    this.to = Uint32Array.from(EDGES, (edge) => this.place.get(edge.to));
    this.sign = Uint8Array.from(EDGES, (edge) => SIGNS.indexOf(edge.sign));
    EDGES.forEach((edge, at) => (edge.at = at)); // a line knows its number
    this.last = EDGES.at(-1);
    this.shown = new Uint8Array(count); // things that are in the part
    this.drawn = new Uint8Array(EDGES.length); // lines that are
  }

  // Whether more of the graph has been read since.
  get stale() {
    return this.ids.length !== NODES.size || this.last !== EDGES.at(-1);
  }

  get count() {
    return this.ids.length;
  }

  line(at) {
    return EDGES[at];
  }

  show({ nodes, edges }) {
    const marks = marksOf(nodes);
    for (let at = 0; at < this.shown.length; at += 1) this.shown[at] = marks[this.number[at]];
    this.drawn.fill(0);
    for (const edge of edges) this.drawn[edge.at] = 1;
  }
}
