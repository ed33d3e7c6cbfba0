// The canvas: the network, its marks, and names that keep their size and never cover each other.

import { CLAIMS, DATA, ENTITIES, own } from "../data.js";
import { NODES, degree, edgeOfClaim, other } from "../graph.js";
import { inkOn, letterDrop, letterOf, outline, tint } from "../marks.js";
import { ASIDE, FONT, LINE, MIDDLE, WIDEST, apart, box, cut, lines, opened, place, radius, spots } from "../places.js";
import { choose } from "../actions.js";
import { composed } from "../drawing.js";
import { PAGES } from "../part.js";
import { state } from "../store.js";
import { register } from "../views.js";
import { mechanisms, turned } from "./network-along.js";
import { networkSvg } from "./network-svg.js";
import { Overview } from "./overview.js";
import { classOf, count, element, nameOf, say, text } from "../words.js";

const READABLE = 0.92; // the least scale at which the names of the opening have room
const NEAREST = 1.1; // the largest scale at which a few things are brought into a window
const under = ({ x, y }, r, label) => box(x, y + r + 4, label.width + 4, label.lines.length * LINE);

class Picture {
  // Draw into `box`; `choose(kind, id)` is called with what the reader clicks, or with nothing.
  constructor(box, choose) {
    this.box = box;
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.near = null; // ids that stand out while something is selected
    this.hovered = null;
    this.wide = DATA.opening.name; // pixels of a line of a name in the opening
    this.written = new Map(); // where names stand, in pixels from the middle of the plane
    this.signed = new Set(); // edges whose sign is written
    this.signAt = new Map(); // where signs stand by themselves
    this.along = []; // what is written along lines: {edge, shown, x, y, turn, ink, sign, indent}
    this.network = new vis.Network(box, { nodes: this.nodes, edges: this.edges }, {
      physics: false,
      layout: { improvedLayout: false, randomSeed: 1 },
      nodes: { shape: "custom", ctxRenderer: (about) => this.drawNode(about) },
      edges: {
        width: 1.5,
        hoverWidth: 1,
        selectionWidth: 1.5,
        arrowStrikethrough: false,
        arrows: { to: { enabled: true, scaleFactor: 0.55 } },
        chosen: { label: false },
      },
      interaction: { hover: true, dragNodes: false, selectConnectedEdges: false, hoverConnectedEdges: false, zoomSpeed: 0.6 },
    });
    // The list is the way in for the keyboard: one stop there, none here.
    box.querySelector(".vis-network")?.setAttribute("tabindex", "-1");
    this.frameBox = box.querySelector(".vis-network") ?? box;
    this.frameBox.setAttribute("role", "img");
    this.network.on("click", ({ nodes, edges }) => {
      if (nodes.length) choose("entity", nodes[0]);
      else if (edges.length) choose("claim", edges[0]);
      else choose(null, null);
    });
    for (const [event, id] of [["hoverNode", true], ["blurNode", false]]) {
      this.network.on(event, ({ node }) => {
        this.hovered = id ? node : null;
        box.classList.toggle("over", id);
        this.network.redraw();
      });
    }
    this.network.on("hoverEdge", () => box.classList.add("over"));
    this.network.on("blurEdge", () => box.classList.remove("over"));
    this.network.on("beforeDrawing", () => this.measureNodes());
    this.network.on("afterDrawing", (ctx) => this.drawLabels(ctx));
  }

  // vis-network takes the size of a node from its last drawing, and would end the first one's lines elsewhere.
  measureNodes() {
    for (const { id } of this.nodes.get()) {
      const size = 2.3 * this.reach(id);
      Object.assign(this.network.body.nodes[id].shape, { customSizeWidth: size, customSizeHeight: size, refreshNeeded: true });
    }
  }

  // The part that is visible; everything that is not in it goes.
  show({ nodes, edges }) {
    place(nodes, edges, this.size());
    this.colours();
    this.emphasise(edges);
    // vis-network draws at every change of its tables; one drawing of all changes is enough.
    const { renderer } = this.network;
    renderer.allowRedraw = false;
    const gone = (set, keep) => set.remove(set.getIds().filter((id) => !keep.has(id)));
    gone(this.edges, new Set(edges.map((edge) => edge.id)));
    gone(this.nodes, nodes);
    this.nodes.update([...nodes].map((id) => ({ id, ...spots.get(id) })));
    const pair = ({ from, to }) => [from, to].sort().join(" ");
    const beside = new Map();
    for (const edge of edges) beside.set(pair(edge), (beside.get(pair(edge)) ?? 0) + 1);
    this.edges.update(edges.map((edge) => ({ ...this.edgeLook(edge), smooth: beside.get(pair(edge)) > 1 ? edge.smooth : { enabled: false } })));
    const chosen = state.selected;
    const edge = chosen?.kind === "claim" ? edgeOfClaim(chosen.id)?.id : null;
    this.network.setSelection(
      {
        nodes: chosen?.kind === "entity" && nodes.has(chosen.id) ? [chosen.id] : [],
        edges: edge && this.edges.get(edge) ? [edge] : [],
      },
      { highlightEdges: false },
    );
    renderer.allowRedraw = true;
    this.network.body.emitter.emit("_requestRedraw");
    this.frameBox.setAttribute("aria-label", say("picture_label", { things: count("things", nodes.size), claims: count("claims", edges.length) }));
  }

  size() {
    return { width: this.box.clientWidth || 900, height: this.box.clientHeight || 640 };
  }

  colours() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.ink = colour("--ink");
    this.paper = colour("--paper");
    this.quiet = colour("--quiet");
    this.accent = colour("--accent");
    this.lines = { "+": colour("--plus"), "−": colour("--minus"), "": colour("--plain") };
  }

  emphasise(edges) {
    const chosen = state.selected;
    const edge = chosen?.kind === "claim" ? edgeOfClaim(chosen.id) : null;
    if (edge) this.near = new Set([edge.from, edge.to]);
    else if (chosen?.kind === "entity" && NODES.has(chosen.id)) {
      const touching = edges.filter((edge) => edge.from === chosen.id || edge.to === chosen.id);
      this.near = new Set([chosen.id, ...touching.map((edge) => other(edge, chosen.id))]);
    } else this.near = null;
  }

  edgeLook(edge) {
    const chosen = state.selected;
    const picked = chosen?.kind === "claim" && edge.claims.includes(chosen.id);
    const touching = chosen?.kind === "entity" && (edge.from === chosen.id || edge.to === chosen.id);
    const faint = this.near !== null && !picked && !touching;
    const colour = this.lines[edge.sign];
    const relation = text(own(DATA.relations, edge.relation)?.label, edge.relation.replaceAll("_", " "));
    return {
      id: edge.id,
      from: edge.from,
      to: edge.to,
      dashes: edge.dashes,
      sign: edge.label,
      through: [...new Set(edge.claims.flatMap((id) => CLAIMS.get(id).through))].filter((id) => ENTITIES.has(id)),
      ink: colour,
      named: picked || touching,
      mark: picked || touching ? [edge.label, relation].filter(Boolean).join(" ") : faint ? "" : edge.label,
      color: { color: colour, highlight: colour, hover: colour, opacity: faint ? 0.16 : 0.9, inherit: false },
    };
  }

  // Marks shrink less than the plane when the reader zooms out, so that they stay marks.
  swell() {
    const scale = this.network?.getScale() ?? 1;
    return scale < 1 ? scale ** -0.55 : scale ** -0.3;
  }

  reach(id) {
    return (opened(id) ? Math.min(10, radius(id)) : radius(id)) * this.swell();
  }

  drawNode({ ctx, id, x, y, state: { selected, hover } }) {
    const r = this.reach(id);
    const look = classOf(ENTITIES.get(id).type);
    const letter = letterOf(ENTITIES.get(id).type);
    return {
      drawNode: () => {
        ctx.translate(x, y);
        ctx.globalAlpha = this.near && !this.near.has(id) ? 0.22 : 1;
        if (selected || hover) {
          ctx.beginPath();
          ctx.arc(0, 0, r * 1.75, 0, 2 * Math.PI);
          ctx.fillStyle = this.accent;
          ctx.globalAlpha = selected ? 0.28 : 0.14;
          ctx.fill();
          ctx.globalAlpha = 1;
        }
        const path = new Path2D(outline(look.shape, r));
        ctx.lineJoin = "round";
        ctx.lineWidth = 3.5;
        ctx.strokeStyle = this.paper;
        ctx.stroke(path);
        ctx.fillStyle = tint(look.colour);
        ctx.fill(path);
        if (!letter || r * this.network.getScale() < 6) return;
        ctx.font = `700 ${r * 1.15}px system-ui, sans-serif`;
        Object.assign(ctx, { textAlign: "center", textBaseline: "middle", fillStyle: inkOn(look.colour) });
        ctx.fillText(letter, 0, r * 0.06 + letterDrop(look.shape, r));
      },
    };
  }

  // Names and signs in the reader's pixels at any zoom, best known first; what would cover another waits.
  drawLabels(ctx) {
    const scale = this.network.getScale();
    const at = Object.fromEntries(Object.entries(this.network.getPositions()).map(([id, { x, y }]) => [id, { x: x * scale, y: y * scale }]));
    const mark = (id) => this.reach(id) * scale;
    const taken = Object.keys(at).map((id) => ({ id, ...box(at[id].x, at[id].y - mark(id), 2 * mark(id), 2 * mark(id)) }));
    ctx.save();
    ctx.scale(1 / scale, 1 / scale);
    Object.assign(ctx, { textBaseline: "top", lineJoin: "round", lineWidth: 4, strokeStyle: this.paper });
    this.names(ctx, at, mark, taken);
    this.signs(ctx, at, mark, taken);
    ctx.restore();
  }

  lettering(id) {
    if (!opened(id)) return lines(nameOf(id));
    return lines(nameOf(id), DATA.opening.sides[id] === "below" ? MIDDLE * this.wide : this.wide, 7);
  }

  names(ctx, at, mark, taken) {
    const first = (id) => (id === this.hovered || id === state.selected?.id ? 3 : opened(id) ? 2 : this.near?.has(id) ? 1 : 0);
    const ids = Object.keys(at).sort((a, b) => first(b) - first(a) || degree(b) - degree(a) || (a < b ? -1 : 1));
    const free = (want, id) => taken.every((has) => has.id === id || apart(has, want));
    // Under each node there is room for its name; another name may stand there only once that one has its place.
    const labels = new Map(ids.map((id) => [id, this.lettering(id)]));
    const kept = new Map(ids.map((id) => [id, this.sides(id, at, mark(id), labels.get(id))[0]]));
    const polite = (want) => want.own || [...kept.values()].every((has) => apart(has, want));
    this.written.clear();
    this.signed.clear();
    this.signAt.clear();
    this.along = [];
    ctx.font = FONT;
    for (const id of ids) {
      let label = labels.get(id);
      const places = this.sides(id, at, mark(id), label);
      const own = places[0];
      places.sort((a, b) => a.cost - b.cost);
      kept.delete(id);
      const fits = (want) => want.inside && free(want, id);
      const open = (opened(id) ? [own] : places).filter(fits);
      let spot = open.find(polite) ?? open[0];
      // A name of the opening keeps its side; seen from afar it has one line.
      if (!spot && opened(id) && label.lines.length > 1) {
        const short = cut(nameOf(id), Math.min(this.wide, Math.max(60, 2 * DATA.opening.aside * this.network.getScale() - 46)), FONT);
        label = { lines: [short], width: ctx.measureText(short).width };
        spot = [this.sides(id, at, mark(id), label)[0]].find(fits);
      }
      spot ??= first(id) === 3 ? own : null;
      if (!spot) continue;
      if (spot === own) label = labels.get(id);
      taken.push(spot);
      this.written.set(id, { ...spot, lines: label.lines });
      ctx.globalAlpha = this.near && !this.near.has(id) ? 0.28 : 1;
      ctx.textAlign = spot.align;
      const x = { left: spot.left, right: spot.right, center: (spot.left + spot.right) / 2 }[spot.align];
      label.lines.forEach((line, index) => this.write(ctx, line, x, spot.top + index * LINE, this.ink));
    }
    ctx.globalAlpha = 1;
  }

  write(ctx, line, x, y, colour) {
    ctx.strokeText(line, x, y);
    ctx.fillStyle = colour;
    ctx.fillText(line, x, y);
  }

  signs(ctx, at, mark, taken) {
    const scale = this.network.getScale();
    const free = (want) => taken.every((has) => apart(has, want));
    const crowded = scale < 0.55 && this.edges.length > 120;
    const { told, second } = mechanisms(this, ctx, at, mark, taken);
    ctx.textAlign = "center";
    for (const edge of this.edges.get()) {
      // From afar the dash and the colour tell the sign; signs by the hundred would only hide the lines.
      if (!edge.mark || told.has(edge.id) || (crowded && !edge.named)) continue;
      ctx.font = !edge.named ? FONT.replace("12.5px", "600 16px") : FONT.replace("12.5px", "600 12px");
      const width = ctx.measureText(edge.mark).width + 6;
      // The drawn line itself, since a bent one does not pass through the middle of its ends.
      const line = this.network.body.edges[edge.id].edgeType;
      const spots = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2].map((way) => line.getPoint(way)).map(({ x, y }) => box(x * scale, y * scale - 9, width, 17));
      const spot = spots.find(free) ?? (opened(edge.from) && opened(edge.to) ? spots[0] : null);
      if (!spot) continue;
      taken.push(spot);
      this.signed.add(edge.id);
      this.signAt.set(edge.id, spot);
      this.write(ctx, edge.mark, (spot.left + spot.right) / 2, spot.top + 1, edge.ink);
    }
    for (const below of second.map((make) => make()).filter(Boolean)) turned(this, ctx, below, "", 0);
  }

  // Places for a node's label: its own first, each with what speaks against it.
  sides(id, at, r, label) {
    const [width, height] = [label.width + 4, label.lines.length * LINE];
    const { x, y } = at[id];
    const own = opened(id) ? DATA.opening.sides[id] : "below";
    const places = [
      { ...under(at[id], r, label), side: "below", align: "center", is: ([, down]) => down > 0.4, cost: 0 },
      { ...box(x, y - r - 4 - height, width, height), side: "above", align: "center", is: ([, down]) => down < -0.4, cost: 0.3 },
      { ...box(x + r + ASIDE + width / 2, y - height / 2, width, height), side: "right", align: "left", is: ([right]) => right > 0.7, cost: 0.4 },
      { ...box(x - r - ASIDE - width / 2, y - height / 2, width, height), side: "left", align: "right", is: ([right]) => right < -0.7, cost: 0.5 },
    ];
    for (const near of this.network.getConnectedNodes(id)) {
      const [right, down] = [at[near].x - x, at[near].y - y];
      const far = Math.hypot(right, down) || 1;
      for (const place of places) if (place.is([right / far, down / far])) place.cost += 1;
    }
    const { width: wide, height: high } = this.size();
    const start = this.network.DOMtoCanvas({ x: 0, y: 0 });
    const scale = this.network.getScale();
    const [left, top] = [start.x * scale, start.y * scale];
    for (const place of places) {
      place.own = place.side === own;
      place.inside = place.left >= left && place.right <= left + wide && place.top >= top && place.bottom <= top + high;
      if (!place.inside) place.cost += 1.5;
      if (place.own && opened(id)) place.cost = -1;
    }
    return places.sort((a, b) => b.own - a.own);
  }

  // Bring nodes into the window; `only` leaves the camera alone when they are in it already.
  frame(ids, only = false) {
    const found = [...ids].filter((id) => this.nodes.get(id)).map((id) => spots.get(id));
    if (!found.length) return;
    const { width, height } = this.size();
    const [xs, ys] = [found.map(({ x }) => x), found.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    if (only) {
      const start = this.network.DOMtoCanvas({ x: 30, y: 30 });
      const end = this.network.DOMtoCanvas({ x: width - 30, y: height - 30 });
      if (left >= start.x && right <= end.x && top >= start.y && bottom <= end.y) return;
    }
    // Names keep their size at any zoom, so the margins are pixels of the window.
    const aside = Math.min(state.opening ? this.wide + 26 : 76, width / 5);
    const nearest = NEAREST * Math.min(2, Math.max(1, Math.min(width / 1000, height / 700))); // a wall's window may show more
    const scale = Math.min(nearest, (width - 2 * aside) / (right - left || 1), (height - 112) / (bottom - top || 1));
    this.look((left + right) / 2, (top + bottom) / 2, Math.max(0.15, scale));
  }

  // Fill the window with one page of the opening; a larger window has wider names too, and longer lines.
  framePage([left, top, right, bottom]) {
    const { width, height } = this.size();
    const { aside } = DATA.opening;
    const inner = right - left - 2 * aside;
    const edge = 20; // pixels from a node to its name, and from that to the next column
    let scale = width / (right - left);
    if (scale * aside - edge > WIDEST) scale = (width - 2 * (WIDEST + edge)) / inner;
    scale = Math.min(scale, (height - 12) / (bottom - top), 1.6);
    const wide = Math.min(scale * aside, (width - scale * inner) / 2) - edge;
    this.wide = Math.round(Math.min(190, Math.max(80, wide)));
    // Too narrow for both columns with their names: the first one, readable, and the reader pans to the other.
    if (scale < READABLE && width < height) {
      this.wide = DATA.opening.name;
      this.look(left + width / READABLE / 2, top + height / READABLE / 2, READABLE);
    } else this.look((left + right) / 2, (top + bottom) / 2, scale);
  }

  look(x, y, scale) {
    this.network.moveTo({ position: { x, y }, scale, animation: false });
  }
}

// Things that vis-network draws smoothly with their names; more are drawn by the overview.
const MOST = 400;

function make(box) {
  const [net, far] = ["net", "overview"].map((name) => box.appendChild(element("div", { class: name, hidden: name === "overview" })));
  let [picture, overview] = [null, null];
  let shown = { nodes: new Set() };
  const near = () => (picture ??= new Picture(net, choose));
  const whole = () => shown.nodes.size + (shown.hidden ?? 0) > MOST;
  return {
    get picture() {
      return near();
    },
    get overview() {
      return whole() ? overview : null;
    },
    show(part) {
      shown = part;
      [net.hidden, far.hidden] = [whole(), !whole()];
      if (whole()) (overview ??= new Overview(far)).show(part);
      else near().show(part);
    },
    frame: (ids, only) => (whole() ? overview.frame(ids, only) : near().frame(ids, only)),
    get svg() {
      return () => (whole() ? composed(overview.stage) : networkSvg(near()));
    },
    // The page of the opening that was added last, or all that is drawn.
    fit(all = false) {
      const page = !state.seeds.length && !state.everything && (!all || state.opening === 1) ? PAGES[state.opening - 1] : null;
      if (whole()) overview.fit(all);
      else if (page) near().framePage(page.box);
      else near().frame(shown.nodes);
    },
  };
}

register({ name: "picture", label: "picture", make });
