// The whole graph as columns of numbers, the best connected things first: what the overview draws.

import { ENTITIES } from "../data.js";
import { EDGES, NODES, before, degree } from "../graph.js";
import { marksOf } from "../part.js";
import { radius } from "../places.js";

const SIGNS = ["", "+", "−"];

export class Plane {
  constructor() {
    const nodes = [...NODES.values()].map((node) => ({ node, links: degree(node.id) })).sort((a, b) => b.links - a.links || before(a.node.id, b.node.id));
    const count = nodes.length;
    this.ids = nodes.map(({ node }) => node.id);
    const typesOf = this.ids.map((id) => ENTITIES.get(id).type);
    this.types = [...new Set(typesOf)].sort(before);
    const typeAt = new Map(this.types.map((type, at) => [type, at]));
    this.place = new Map();
    this.number = new Uint32Array(count);
    this.type = new Uint16Array(count);
    this.size = new Float32Array(count);
    this.baseX = new Float32Array(count);
    this.baseY = new Float32Array(count);
    const placeOf = new Uint32Array(count); // by a thing's number in the graph, its place here
    nodes.forEach(({ node }, at) => {
      this.place.set(node.id, at);
      this.number[at] = node.at;
      placeOf[node.at] = at;
      this.type[at] = typeAt.get(typesOf[at]);
      this.size[at] = radius(node.id);
      this.baseX[at] = node.x;
      this.baseY[at] = node.y;
    });
    this.from = new Uint32Array(EDGES.length);
    this.to = new Uint32Array(EDGES.length);
    this.sign = new Uint8Array(EDGES.length);
    EDGES.forEach((edge, at) => {
      this.from[at] = placeOf[edge.tail];
      this.to[at] = placeOf[edge.head];
      this.sign[at] = SIGNS.indexOf(edge.sign);
      edge.at = at; // a line knows its number
    });
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
