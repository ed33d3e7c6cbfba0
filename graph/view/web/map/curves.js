// Arrows as curves between two marks.

const HEAD = 8; // pixels of an arrow's head

// A curve from one mark to another, {x, y, r} each: {line, head, at}, the first two as SVG paths, `at` gives the point at a
// share of its way. It bends to the left of that, so that there and back are two curves; `lane` bends it farther.
export function bent(from, to, lane = 0) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const far = Math.hypot(dx, dy) || 1;
  const bend = Math.min(120, 0.16 * far + 12) + 18 * lane;
  const control = { x: (from.x + to.x) / 2 + (dy / far) * bend, y: (from.y + to.y) / 2 - (dx / far) * bend };
  const point = (t) => mix(from, control, to, t);
  return cutBetween(point, from, to);
}

// A curve between two rows of an open group: it leaves and arrives level, and bulges into the middle between the columns.
export function level(from, to, middle) {
  const same = from.side === to.side;
  const reach = same ? from.x - from.side * 46 : middle;
  const [one, two] = [{ x: reach, y: from.y }, { x: reach, y: to.y }];
  const point = (t) => {
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    return { x: a * from.x + b * one.x + c * two.x + d * to.x, y: a * from.y + b * one.y + c * two.y + d * to.y };
  };
  return cutBetween(point, from, to);
}

function mix(a, b, c, t) {
  const [one, two, three] = [(1 - t) ** 2, 2 * t * (1 - t), t * t];
  return { x: one * a.x + two * b.x + three * c.x, y: one * a.y + two * b.y + three * c.y };
}

// The part of a curve between the edges of the two marks, with a head at its end.
function cutBetween(point, from, to) {
  const away = (t, { x, y, r }) => {
    const here = point(t);
    return Math.hypot(here.x - x, here.y - y) - r;
  };
  let [start, end] = [0, 1];
  while (start < 0.45 && away(start, from) < 3) start += 0.01;
  while (end > 0.55 && away(end, to) < 3) end -= 0.01;
  let neck = end;
  const tip = point(end);
  while (neck > start && Math.hypot(point(neck).x - tip.x, point(neck).y - tip.y) < HEAD) neck -= 0.01;
  const base = point(neck);
  const long = Math.hypot(tip.x - base.x, tip.y - base.y) || 1;
  const [x, y] = [(tip.x - base.x) / long, (tip.y - base.y) / long];
  const corner = (side) => text({ x: tip.x - HEAD * x + side * HEAD * 0.45 * y, y: tip.y - HEAD * y - side * HEAD * 0.45 * x });
  const steps = 24;
  const points = Array.from({ length: steps + 1 }, (_, at) => text(point(start + ((neck - start) * at) / steps)));
  return { line: `M${points.join("L")}`, head: `M${text(tip)}L${corner(1)}L${corner(-1)}Z`, at: (share) => point(start + (end - start) * share) };
}

const text = ({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
