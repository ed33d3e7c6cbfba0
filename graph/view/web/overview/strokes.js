// Lines that are near enough to be read: with arrows, dashes by sign, bent apart where several join the same two things.

const REACH = 9; // pixels of an arrow's head

export class Strokes {
  // `near` are the numbers of the lines; `painter` knows where things are in the window.
  draw(context, scene, painter, near) {
    if (!near.length) return;
    const { plane, bold, colours } = scene;
    this.lanes(plane, near);
    for (const line of near) {
      const path = this.path(scene, painter, line);
      if (!path) continue;
      const edge = plane.line(line);
      const strong = bold?.has(line);
      context.globalAlpha = strong ? 1 : bold ? 0.25 : 0.75;
      context.strokeStyle = context.fillStyle = colours.lines[plane.sign[line]];
      context.lineWidth = strong ? 1.9 : 1.3;
      context.setLineDash(edge.dashes || []);
      context.beginPath();
      context.moveTo(path.from.x, path.from.y);
      context.quadraticCurveTo(path.bend.x, path.bend.y, path.to.x, path.to.y);
      context.stroke();
      this.arrow(context, path);
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  // Lines between the same two things, numbered.
  lanes(plane, near) {
    const beside = new Map();
    this.lane = new Map();
    for (const line of near) {
      const [a, b] = [plane.from[line], plane.to[line]];
      const pair = a < b ? a * plane.count + b : b * plane.count + a;
      const lane = beside.get(pair) ?? 0;
      beside.set(pair, lane + 1);
      this.lane.set(line, lane);
    }
  }

  // Where a line begins, bends and ends in the window; null if its ends are too close together.
  path(scene, painter, line) {
    const { plane } = scene;
    const { sx, sy } = painter;
    const [a, b] = [plane.from[line], plane.to[line]];
    const [dx, dy] = [sx[b] - sx[a], sy[b] - sy[a]];
    const far = Math.hypot(dx, dy);
    const [start, end] = [painter.radius(scene, a) + 1, painter.radius(scene, b) + 3];
    if (far < start + end + 2) return null;
    const lane = this.lane?.get(line) ?? 0;
    // Seen from the thing that comes first in the plane, so that both ways bend apart.
    const side = (lane % 2 ? 1 : -1) * (a < b ? 1 : -1);
    const out = lane ? side * Math.ceil(lane / 2) * Math.min(0.22 * far, 60) : 0;
    const bend = { x: (sx[a] + sx[b]) / 2 - (dy / far) * out, y: (sy[a] + sy[b]) / 2 + (dx / far) * out };
    const cut = (from, to, length) => {
      const way = Math.hypot(to.x - from.x, to.y - from.y) || 1;
      return { x: from.x + ((to.x - from.x) / way) * length, y: from.y + ((to.y - from.y) / way) * length };
    };
    return { from: cut({ x: sx[a], y: sy[a] }, bend, start), bend, to: cut({ x: sx[b], y: sy[b] }, bend, end) };
  }

  arrow(context, { bend, to }) {
    const turn = Math.atan2(to.y - bend.y, to.x - bend.x);
    context.beginPath();
    context.moveTo(to.x, to.y);
    for (const side of [-0.4, 0.4]) context.lineTo(to.x - REACH * Math.cos(turn + side), to.y - REACH * Math.sin(turn + side));
    context.fill();
  }

  // The line nearest to a point in the window, within a few pixels.
  hit(scene, painter, near, { x, y }) {
    let best = null;
    for (const line of near) {
      const path = this.path(scene, painter, line);
      if (!path) continue;
      for (let way = 0; way <= 1; way += 0.04) {
        const [p, q, r] = [(1 - way) ** 2, 2 * way * (1 - way), way ** 2];
        const off = Math.hypot(p * path.from.x + q * path.bend.x + r * path.to.x - x, p * path.from.y + q * path.bend.y + r * path.to.y - y);
        const step = Math.hypot(path.to.x - path.from.x, path.to.y - path.from.y) * 0.02;
        if (off < Math.max(6, step) && (!best || off < best.off)) best = { line, off };
      }
    }
    return best?.line ?? null;
  }
}
