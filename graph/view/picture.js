// The picture: which part of the graph is drawn, where it stands, and how vis-network draws it.

const NODES = new Map(read("nodes").map((node) => [node.id, node]));
const EDGES = read("edges");
const LIMIT = 300; // nodes drawn at once
const PAGE = 24; // neighbours that one step adds
const OPENING = new Set(DATA.opening.claims);

const edgeOfClaim = new Map(EDGES.flatMap((edge) => edge.claims.map((claim) => [claim, edge])));
const edgesOf = new Map([...NODES.keys()].map((id) => [id, []]));
for (const edge of EDGES) {
  edgesOf.get(edge.from).push(edge);
  if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge);
}
const degree = (id) => edgesOf.get(id)?.length ?? 0;
const other = (edge, id) => (edge.from === id ? edge.to : edge.from);
const kindOf = (edge) => (edge.kind === "causal" ? "causal" : "structural");

// The neighbours of an entity: those with most links of their own first, then by id.
function neighbours(id) {
  const found = new Set((edgesOf.get(id) ?? []).map((edge) => other(edge, id)));
  found.delete(id);
  return [...found].sort((a, b) => degree(b) - degree(a) || (a < b ? -1 : 1));
}

// What the state asks to be drawn, before filters: {nodes, edges, left}; `left` did not fit in.
function wanted() {
  const nodes = new Set();
  const around = new Set();
  const left = new Set();
  const add = (id, close) => {
    if (!NODES.has(id)) return;
    if (!nodes.has(id) && nodes.size >= LIMIT) left.add(id);
    else {
      nodes.add(id);
      if (close) around.add(id);
    }
  };
  if (state.opening) {
    for (const edge of EDGES.filter((edge) => edge.claims.some((claim) => OPENING.has(claim)))) {
      add(edge.from, false);
      add(edge.to, false);
    }
  }
  for (const { id } of state.seeds) add(id, true);
  for (const { id, pages } of state.seeds) {
    for (const near of neighbours(id).slice(0, PAGE * pages)) add(near, true);
  }
  const edges = EDGES.filter(
    (edge) =>
      nodes.has(edge.from) &&
      nodes.has(edge.to) &&
      ((state.opening && edge.claims.some((claim) => OPENING.has(claim))) || (around.has(edge.from) && around.has(edge.to))),
  );
  return { nodes, edges, left };
}

// What is left of it after the filters; a node that only hidden edges held goes with them.
function filtered(all) {
  const passes = (id) => !state.hiddenTypes.has(ENTITIES.get(id).type);
  const edges = all.edges.filter(
    (edge) => !state.hiddenKinds.has(kindOf(edge)) && passes(edge.from) && passes(edge.to),
  );
  const held = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
  const asked = new Set(state.seeds.map((seed) => seed.id));
  const loose = (id) => held.has(id) || asked.has(id) || !all.edges.some((edge) => edge.from === id || edge.to === id);
  return { nodes: new Set([...all.nodes].filter((id) => passes(id) && loose(id))), edges };
}

// Shapes as SVG paths, so that legend, lists and canvas show the same mark.
function outline(shape, r) {
  const ring = (corners, turn, radii = [r]) =>
    "M" +
    Array.from({ length: corners * radii.length }, (_, i) => {
      const angle = turn + (i * 2 * Math.PI) / (corners * radii.length);
      const far = radii[i % radii.length];
      return `${(far * Math.cos(angle)).toFixed(2)} ${(far * Math.sin(angle)).toFixed(2)}`;
    }).join("L") +
    "Z";
  const oval = (x, y) => `M${-x} 0A${x} ${y} 0 1 1 ${x} 0A${x} ${y} 0 1 1 ${-x} 0Z`;
  switch (shape) {
    case "square":
      return ring(4, Math.PI / 4, [r * 1.2]);
    case "diamond":
      return ring(4, 0, [r * 1.2]);
    case "triangle":
      return ring(3, -Math.PI / 2, [r * 1.2]);
    case "triangleDown":
      return ring(3, Math.PI / 2, [r * 1.2]);
    case "hexagon":
      return ring(6, 0, [r * 1.1]);
    case "star":
      return ring(5, -Math.PI / 2, [r * 1.4, r * 0.66]);
    case "ellipse":
      return oval(r * 1.3, r * 0.8);
    case "box":
      return `M${-r * 1.2} ${-r * 0.75}H${r * 1.2}V${r * 0.75}H${-r * 1.2}Z`;
    default:
      return oval(r, r);
  }
}

const dark = () => document.documentElement.dataset.theme === "dark";

// A class's colour, lighter on a dark page.
function tint(written) {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(written ?? "");
  const rgb = parts ? parts.slice(1).map((part) => parseInt(part, 16)) : [119, 119, 119];
  return `rgb(${rgb.map((part) => Math.round(dark() ? part + (255 - part) * 0.22 : part)).join(",")})`;
}

function glyph(type) {
  const look = classOf(type);
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  made.setAttribute("viewBox", "-12 -12 24 24");
  made.setAttribute("class", "glyph");
  made.setAttribute("aria-hidden", "true");
  path.setAttribute("d", outline(look.shape, 8));
  path.setAttribute("fill", tint(look.colour));
  made.append(path);
  return made;
}

// A line as in the picture, for the legend.
function stroke(dashes, name) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  made.setAttribute("viewBox", "0 0 44 12");
  made.setAttribute("class", `stroke ${name}`);
  made.setAttribute("aria-hidden", "true");
  for (const [shape, broken] of [["M1 6H34", dashes], ["M34 2.5L42 6L34 9.5Z", ""]]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", shape);
    if (broken) path.setAttribute("stroke-dasharray", broken);
    made.append(path);
  }
  return made;
}

const radius = (id) => 7 + Math.min(8, 1.9 * Math.sqrt(degree(id)));
