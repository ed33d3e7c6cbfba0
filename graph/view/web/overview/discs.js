// Where the discs of groups stand, and things within them: important things in the middle, in rings; linked discs near
// each other. Nothing is left to chance, so the same graph is always drawn alike.

const ROUNDS = 300;
const GAP = 0.55; // of a step, between two discs
const DENSE = 0.45; // of a step, between things that stand together only because they have no group

// {x, y}: where the plane's things stand; gives each group its middle (x, y) and radius r. `aspect` is the window's
// width for its height.
export function arranged(plane, groups, of, step, aspect) {
  for (const group of groups) {
    group.rings = ringsOf(group.members.length);
    group.step = group.key ? step : step * DENSE;
    group.r = (group.rings + 0.75) * group.step;
    group.middle = middleOf(plane, group.members);
    Object.assign(group, group.middle);
  }
  settle(groups, weights(plane, groups, of), step * GAP, aspect);
  const x = new Float32Array(plane.count);
  const y = new Float32Array(plane.count);
  for (const group of groups) inRings(plane, group, x, y);
  return { x, y };
}

// The middle of some things in the whole layout.
function middleOf(plane, members) {
  let [x, y] = [0, 0];
  for (const at of members) {
    x += plane.baseX[at];
    y += plane.baseY[at];
  }
  return { x: x / members.length, y: y / members.length };
}

// Rings around one thing in the middle: six in the first, six more in each next one.
function ringsOf(count) {
  let rings = 0;
  while (1 + 3 * rings * (rings + 1) < count) rings += 1;
  return rings;
}

// Members come with the best connected first. Within a ring each keeps to the side where the whole layout has it.
function inRings(plane, { members, middle, x: midX, y: midY, rings, step }, x, y) {
  const turns = Float64Array.from(members, (at) => Math.atan2(plane.baseY[at] - middle.y, plane.baseX[at] - middle.x));
  let start = 0;
  for (let ring = 0; ring <= rings; ring += 1) {
    const slots = Uint32Array.from({ length: Math.min(Math.max(1, 6 * ring), members.length - start) }, (_, at) => start + at);
    slots.sort((a, b) => turns[a] - turns[b] || members[a] - members[b]);
    slots.forEach((member, slot) => {
      const angle = -Math.PI + ((slot + (ring % 2) / 2) * 2 * Math.PI) / slots.length;
      x[members[member]] = midX + ring * step * Math.cos(angle);
      y[members[member]] = midY + ring * step * Math.sin(angle);
    });
    start += slots.length;
  }
}

// How many lines run between two groups, whether they are shown or not: [a, b, lines].
function weights(plane, groups, of) {
  const lines = tally(plane, groups.length, of, null);
  const found = [];
  for (let a = 0; a < groups.length; a += 1) {
    for (let b = a + 1; b < groups.length; b += 1) {
      const weight = lines[a * groups.length + b] + lines[b * groups.length + a];
      if (weight) found.push([a, b, weight]);
    }
  }
  return found;
}

// The lines from each group to each other, as a table; only those that `drawn` tells, if it is given.
export function tally(plane, count, of, drawn) {
  const lines = new Uint32Array(count * count);
  for (let line = 0; line < plane.from.length; line += 1) {
    if (!drawn || drawn[line]) lines[of[plane.from[line]] * count + of[plane.to[line]]] += 1;
  }
  return lines;
}

// Bring linked discs together without letting any two overlap.
function settle(groups, links, gap, aspect) {
  if (!groups.length) return;
  const area = groups.reduce((sum, { r }) => sum + (r + gap / 2) ** 2, 0);
  const reach = Math.sqrt(area) * 1.1;
  const middle = { x: groups.reduce((sum, { x }) => sum + x, 0) / groups.length, y: groups.reduce((sum, { y }) => sum + y, 0) / groups.length };
  const far = Math.max(1, ...groups.map(({ x, y }) => Math.hypot(x - middle.x, y - middle.y)));
  groups.forEach((group, at) => {
    // Groups on one spot would have no way apart.
    group.x = ((group.x - middle.x) / far) * reach * Math.sqrt(aspect) + Math.cos(at);
    group.y = ((group.y - middle.y) / far) * reach / Math.sqrt(aspect) + Math.sin(at);
  });
  const total = new Float64Array(groups.length);
  for (const [a, b, weight] of links) {
    total[a] += weight;
    total[b] += weight;
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const heat = 1 - round / ROUNDS;
    for (const [a, b, weight] of links) draw(groups[a], groups[b], gap, 0.12 * heat * (weight / Math.sqrt(total[a] * total[b])));
    for (const group of groups) {
      group.x *= 1 - (0.03 * heat) / aspect;
      group.y *= 1 - 0.03 * heat * aspect;
    }
    for (let again = 0; again < (heat < 0.2 ? 4 : 2); again += 1) part(groups, gap);
  }
  for (let round = 0; round < 200 && part(groups, gap); round += 1);
}

function draw(one, two, gap, share) {
  const dx = two.x - one.x;
  const dy = two.y - one.y;
  const far = Math.sqrt(dx * dx + dy * dy) || 1;
  const slack = far - one.r - two.r - gap;
  if (slack <= 0) return;
  const heavy = one.r ** 2 / (one.r ** 2 + two.r ** 2);
  const pull = (Math.min(share, 0.5) * slack) / far;
  one.x += dx * pull * (1 - heavy);
  one.y += dy * pull * (1 - heavy);
  two.x -= dx * pull * heavy;
  two.y -= dy * pull * heavy;
}

// Push overlapping discs apart, the smaller one farther; tells whether there were any.
function part(groups, gap) {
  let moved = false;
  for (let a = 0; a < groups.length; a += 1) {
    const one = groups[a];
    for (let b = a + 1; b < groups.length; b += 1) {
      const two = groups[b];
      const dx = two.x - one.x;
      const dy = two.y - one.y;
      const room = one.r + two.r + gap;
      // Most are far apart: told without a root, since this is asked some million times.
      if (dx * dx + dy * dy >= room * room) continue;
      const far = Math.hypot(dx, dy) || 1;
      const lack = room - far;
      if (lack <= 0.5) continue;
      moved = true;
      const heavy = one.r ** 2 / (one.r ** 2 + two.r ** 2);
      const [x, y] = [(dx / far) * lack, (dy / far) * lack];
      one.x -= x * (1 - heavy);
      one.y -= y * (1 - heavy);
      two.x += x * heavy;
      two.y += y * heavy;
    }
  }
  return moved;
}
