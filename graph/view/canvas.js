// The canvas: places for what is drawn, labels that keep their size and never cover each other, the network.

const FONT = '12.5px system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const LINE = 15; // pixels from one line of a label to the next
const WIDEST = 124; // pixels of a line before it wraps
const NEAR = 150; // pixels that a line is pulled to, where there is room
const ruler = document.createElement("canvas").getContext("2d");

// Lines of a label, at most three; Chinese may break anywhere, other writing at spaces.
const wrapped = new Map();
function lines(label) {
  if (wrapped.has(label)) return wrapped.get(label);
  ruler.font = FONT;
  const made = [""];
  for (const piece of label.match(/[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]|\s*[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+/g) ?? [label]) {
    const longer = made[made.length - 1] + piece;
    if (!made[made.length - 1] || ruler.measureText(longer).width <= WIDEST) made[made.length - 1] = longer;
    else made.push(piece.trim());
  }
  let shown = made.length > 3 ? [made[0], made[1], `${made[2]}…`] : made;
  shown = shown.map((line) => {
    let cut = line;
    while (ruler.measureText(cut).width > WIDEST * 1.35) cut = `${[...cut].slice(0, -2).join("")}…`;
    return cut;
  });
  const found = { lines: shown, width: Math.max(...shown.map((line) => ruler.measureText(line).width)) };
  wrapped.set(label, found);
  return found;
}

// Room for a node under its longest name, so that a change of language moves nothing.
const rooms = new Map();
function room(id) {
  if (!rooms.has(id)) {
    const all = Object.values(ENTITIES.get(id).label).map(lines);
    const deepest = Math.max(1, ...all.map((label) => label.lines.length));
    rooms.set(id, {
      width: Math.max(44, ...all.map((label) => label.width)) + 14,
      height: 2 * radius(id) + deepest * LINE + 16,
    });
  }
  return rooms.get(id);
}

// Where nodes stand now: in the order of the given places, evened out to fill the window, then pushed apart.
const spots = new Map();
let plane = null;

function place(ids, edges, size) {
  const fresh = [...ids].filter((id) => !spots.has(id));
  if (!fresh.length) return;
  if (!spots.size) {
    const across = (axis) => fresh.map((id) => NODES.get(id)[axis]);
    plane = { x: evened(across("x"), size.width - 150), y: evened(across("y"), size.height - 100) };
  }
  for (const id of fresh) {
    const node = NODES.get(id);
    spots.set(id, { x: plane.x(node.x), y: plane.y(node.y) });
  }
  part(new Set(fresh), edges, size.height / size.width);
}

// A rising map of the values onto `length` pixels around 0. Half of it is the rank of a value: what is drawn of
// a large graph leaves gaps where the rest would stand, and the rank closes them without changing who is left of whom.
function evened(values, length) {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high, last] = [sorted[0], sorted.at(-1), sorted.length - 1];
  const span = high - low || 1;
  const pixels = Math.min(Math.max(60, length), 150 * Math.max(1, last));
  return (value) => {
    const linear = (value - low) / span;
    const above = sorted.findIndex((one) => one > value);
    const rank = above < 1 || last < 1 ? linear : (above - 1 + (value - sorted[above - 1]) / (sorted[above] - sorted[above - 1])) / last;
    return pixels * ((linear + rank) / 2 - 0.5);
  };
}

// Push overlapping rooms apart, along the way that costs least in this window, and nodes off the lines of others;
// only fresh nodes move.
function part(fresh, edges, slope) {
  const bodies = [...spots].map(([id, { x, y }]) => ({ id, x, y, free: fresh.has(id), r: radius(id), ...room(id) }));
  const at = new Map(bodies.map((body) => [body.id, body]));
  const lines = edges.map(({ from, to }) => [at.get(from), at.get(to)]);
  const rounds = bodies.length > 150 ? 120 : 240;
  for (let round = 0; round < rounds; round += 1) {
    if (round < rounds / 2) pull(lines);
    let moved = round < rounds / 2 || (round < rounds * 0.75 && offLines(bodies, lines, 1.5 - (2 * round) / rounds));
    for (let i = 0; i < bodies.length; i += 1) {
      for (let j = i + 1; j < bodies.length; j += 1) {
        const [a, b] = [bodies[i], bodies[j]];
        const x = (a.width + b.width) / 2 - Math.abs(b.x - a.x);
        const y = (a.height + b.height) / 2 - Math.abs(b.y - a.y);
        if (x <= 0.5 || y <= 0.5 || !(a.free || b.free)) continue;
        moved = true;
        const share = a.free && b.free ? 0.5 : 1;
        // Rooms are wider than high: with the bare overlap nearly all would be stacked into columns.
        const axis = x * slope * slope * 0.75 < y ? "x" : "y";
        const step = (axis === "x" ? x : y) * share * 0.8 * (b[axis] < a[axis] ? -1 : 1);
        if (a.free) a[axis] -= step;
        if (b.free) b[axis] += step;
      }
    }
    if (!moved) break;
  }
  for (const { id, x, y } of bodies) spots.set(id, { x, y });
}

// Draw the ends of a long line nearer: what lay between them in the whole graph is not in this picture.
function pull(lines) {
  const moves = new Map();
  for (const [a, b] of lines) {
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length <= NEAR) continue;
    const step = (0.1 * (length - NEAR)) / length;
    for (const [one, two] of [[a, b], [b, a]]) {
      if (!one.free) continue;
      const sum = moves.get(one) ?? { x: 0, y: 0, count: 0 };
      moves.set(one, { x: sum.x + (two.x - one.x) * step, y: sum.y + (two.y - one.y) * step, count: sum.count + 1 });
    }
  }
  for (const [body, { x, y, count }] of moves) {
    body.x += x / count;
    body.y += y / count;
  }
}

// A node on a line that does not end at it would read as a stop on the way.
function offLines(bodies, lines, force) {
  let moved = false;
  for (const [a, b] of lines) {
    const [wide, high] = [b.x - a.x, b.y - a.y];
    const length = Math.hypot(wide, high) || 1;
    for (const body of bodies) {
      if (!body.free || body === a || body === b) continue;
      const lack = body.r + 16 - Math.abs((body.y - a.y) * wide - (body.x - a.x) * high) / length;
      if (lack <= 0) continue;
      const along = ((body.x - a.x) * wide + (body.y - a.y) * high) / length;
      if (along < 12 || along > length - 12) continue;
      const side = (body.y - a.y) * wide < (body.x - a.x) * high ? -1 : 1;
      const step = (lack * 0.6 * force * side) / length;
      body.x -= high * step;
      body.y += wide * step;
      moved = true;
    }
  }
  return moved;
}

const box = (x, top, width, height) => ({ left: x - width / 2, right: x + width / 2, top, bottom: top + height });
const under = ({ x, y }, r, label) => box(x, y + r + 4, label.width + 4, label.lines.length * LINE);

class Picture {
  // Draw into `box`; `choose(kind, id)` is called with what the reader clicks, or with nothing.
  constructor(box, choose) {
    this.box = box;
    this.nodes = new vis.DataSet();
    this.edges = new vis.DataSet();
    this.near = null; // ids that stand out while something is selected
    this.hovered = null;
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
    box.setAttribute("role", "img");
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
    this.network.on("afterDrawing", (ctx) => this.drawLabels(ctx));
  }

  // The part that is visible; everything that is not in it goes.
  show({ nodes, edges }) {
    place(nodes, edges, this.size());
    this.colours();
    this.emphasise(edges);
    const gone = (set, keep) => set.remove(set.getIds().filter((id) => !keep.has(id)));
    gone(this.edges, new Set(edges.map((edge) => edge.id)));
    gone(this.nodes, nodes);
    this.nodes.update([...nodes].map((id) => ({ id, ...spots.get(id) })));
    this.edges.update(edges.map((edge) => this.edgeLook(edge)));
    const chosen = state.selected;
    const edge = chosen?.kind === "claim" ? edgeOfClaim.get(chosen.id)?.id : null;
    this.network.setSelection(
      {
        nodes: chosen?.kind === "entity" && nodes.has(chosen.id) ? [chosen.id] : [],
        edges: edge && this.edges.get(edge) ? [edge] : [],
      },
      { highlightEdges: false },
    );
    this.box.setAttribute("aria-label", say("picture_label", { nodes: nodes.size, claims: edges.length }));
  }

  size() {
    return { width: this.box.clientWidth || 900, height: this.box.clientHeight || 640 };
  }

  colours() {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.ink = colour("--ink");
    this.paper = colour("--paper");
    this.accent = colour("--accent");
    this.lines = { "+": colour("--plus"), "−": colour("--minus"), "": colour("--plain") };
  }

  emphasise(edges) {
    const chosen = state.selected;
    const edge = chosen?.kind === "claim" ? edgeOfClaim.get(chosen.id) : null;
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
      smooth: edge.smooth,
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

  drawNode({ ctx, id, x, y, state: { selected, hover } }) {
    const r = radius(id) * this.swell();
    const look = classOf(ENTITIES.get(id).type);
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
      },
      nodeDimensions: { width: 2.3 * r, height: 2.3 * r },
    };
  }

  // Names and signs in the reader's pixels at any zoom, best known first; what would cover another waits.
  drawLabels(ctx) {
    const scale = this.network.getScale();
    const at = Object.fromEntries(Object.entries(this.network.getPositions()).map(([id, { x, y }]) => [id, { x: x * scale, y: y * scale }]));
    const first = (id) => (id === this.hovered || id === state.selected?.id ? 2 : this.near?.has(id) ? 1 : 0);
    const ids = Object.keys(at).sort((a, b) => first(b) - first(a) || degree(b) - degree(a) || (a < b ? -1 : 1));
    const mark = (id) => radius(id) * this.swell() * scale;
    const taken = ids.map((id) => ({ id, ...box(at[id].x, at[id].y - mark(id), 2 * mark(id), 2 * mark(id)) }));
    const apart = (one, two) => one.left >= two.right || one.right <= two.left || one.top >= two.bottom || one.bottom <= two.top;
    const free = (want, id) => taken.every((has) => has.id === id || apart(has, want));
    // Under each node there is room for its name; another name may stand there only once that one has its place.
    const kept = new Map(ids.map((id) => [id, under(at[id], mark(id), lines(nameOf(id)))]));
    const polite = (want) => want.below || [...kept.values()].every((has) => apart(has, want));
    ctx.save();
    ctx.scale(1 / scale, 1 / scale);
    Object.assign(ctx, { textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: 4, strokeStyle: this.paper });
    const write = (line, x, y, colour) => {
      ctx.strokeText(line, x, y);
      ctx.fillStyle = colour;
      ctx.fillText(line, x, y);
    };
    ctx.font = FONT;
    for (const id of ids) {
      const label = lines(nameOf(id));
      const places = this.sides(id, at, mark(id), label);
      kept.delete(id);
      const open = places.filter((want) => want.inside && free(want, id));
      const spot = open.find(polite) ?? open[0] ?? (first(id) === 2 ? places[0] : null);
      if (!spot) continue;
      taken.push(spot);
      ctx.globalAlpha = this.near && first(id) === 0 ? 0.28 : 1;
      label.lines.forEach((line, index) => write(line, (spot.left + spot.right) / 2, spot.top + index * LINE, this.ink));
    }
    ctx.globalAlpha = 1;
    const crowded = scale < 0.55 && this.edges.length > 120;
    for (const edge of this.edges.get()) {
      // From afar the dash and the colour tell the sign; signs by the hundred would only hide the lines.
      if (!edge.mark || (crowded && !edge.named)) continue;
      ctx.font = !edge.named ? FONT.replace("12.5px", "600 16px") : FONT.replace("12.5px", "600 12px");
      const width = ctx.measureText(edge.mark).width + 6;
      // The drawn line itself, since a bent one does not pass through the middle of its ends.
      const line = this.network.body.edges[edge.id].edgeType;
      const spots = [0.5, 0.4, 0.6, 0.3, 0.7].map((way) => line.getPoint(way)).map(({ x, y }) => box(x * scale, y * scale - 9, width, 17));
      const spot = spots.find((want) => free(want, null));
      if (!spot) continue;
      taken.push(spot);
      write(edge.mark, (spot.left + spot.right) / 2, spot.top + 1, edge.ink);
    }
    ctx.restore();
  }

  // Places for a node's label, the one with the fewest lines through it first.
  sides(id, at, r, label) {
    const [width, height] = [label.width + 4, label.lines.length * LINE];
    const { x, y } = at[id];
    const places = [
      { ...under(at[id], r, label), below: true, is: ([, down]) => down > 0.4, cost: 0 },
      { ...box(x, y - r - 4 - height, width, height), is: ([, down]) => down < -0.4, cost: 0.3 },
      { ...box(x + r + 5 + width / 2, y - height / 2, width, height), is: ([right]) => right > 0.7, cost: 0.4 },
      { ...box(x - r - 5 - width / 2, y - height / 2, width, height), is: ([right]) => right < -0.7, cost: 0.5 },
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
      place.inside = place.left >= left && place.right <= left + wide && place.top >= top && place.bottom <= top + high;
      if (!place.inside) place.cost += 1.5;
    }
    return places.sort((a, b) => a.cost - b.cost);
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
    const aside = Math.min(76, width / 7);
    const scale = Math.min(1.1, (width - 2 * aside) / (right - left || 1), (height - 112) / (bottom - top || 1));
    this.network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.max(0.15, scale),
      animation: false,
    });
  }
}
