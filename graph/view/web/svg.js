// SVG by script: elements, and elements that are kept for as long as what they stand for is shown.

const SPACE = "http://www.w3.org/2000/svg";

// Make an SVG element; every child that is a string becomes a text node.
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SPACE, tag);
  put(made, attributes);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

// Put attributes on an element; null and false take one away.
export function put(made, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === null || value === undefined || value === false) made.removeAttribute(name);
    else if (made.getAttribute(name) !== String(value)) made.setAttribute(name, value === true ? "" : value);
  }
  return made;
}

// The children of an element, one for each item, kept by key: what is focused stays focused.
//   look  a text of what an item looks like: when it changes, `fill` is asked for the content anew
export class Keyed {
  constructor(parent, { make, look, fill }) {
    Object.assign(this, { parent, make, look, fill, made: new Map() });
  }

  // Show items; gives the element of each. Their order is that of the document, so of reading.
  show(items) {
    const kept = new Set(items.map(({ key }) => key));
    for (const [key, { node }] of this.made) {
      if (kept.has(key)) continue;
      node.remove();
      this.made.delete(key);
    }
    let before = null;
    for (const item of items) {
      let found = this.made.get(item.key);
      if (!found) this.made.set(item.key, (found = { node: this.make(item), look: null }));
      const look = this.look(item);
      if (found.look !== look) {
        found.node.replaceChildren(...this.fill(item, found.node));
        found.look = look;
      }
      found.item = item;
      // Moving a node takes its focus away, so only what stands wrong is moved.
      const next = before ? before.nextSibling : this.parent.firstChild;
      if (next !== found.node) this.parent.insertBefore(found.node, next);
      before = found.node;
    }
    return this.made;
  }

  node(key) {
    return this.made.get(key)?.node;
  }
}

// A text in lines, around a point: `align` is start, middle or end.
export function textLines(lines, x, y, { step = 15, align = "middle", ...rest } = {}) {
  return svg("text", { x, y, "text-anchor": align, ...rest }, lines.map((line, at) => svg("tspan", { x, dy: at ? step : 0 }, line)));
}
