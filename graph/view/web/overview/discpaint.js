// Discs of groups: a ring that shows of which types its things are, a name, how many; lines as wide as the links are many.

import { tint } from "../marks.js";
import { FONT, LINE, cut, lines as wrapped } from "../places.js";
import { classOf } from "../words.js";
import { free, measured } from "./names.js";

const BOLD = FONT.replace("12.5px", "600 13px");
const SMALL = FONT.replace("12.5px", "11.5px");
export const BAR = 38; // pixels above, where the control of the groups stands
const SMALLEST = 9; // pixels of letters
const HAN = /[\u2e80-\u9fff]/;
const LEAST = 24; // pixels of a radius that a name fits into

// Draw the discs of a scene, links first. Adds to `taken` what names must keep clear of.
export function drawDiscs(context, { groups, colours }, camera, taken) {
  const discs = groups.list.filter(({ count }) => count).map((group) => ({ group, r: group.r * camera.scale, ...camera.toWindow(group.x, group.y) }));
  const at = new Map(discs.map((disc) => [disc.group, disc]));
  drawLinks(context, groups, at, colours);
  const sight = discs.filter(({ x, y, r }) => x + r > 0 && y + r > 0 && x - r < camera.width && y - r < camera.height);
  for (const disc of sight) drawDisc(context, disc, colours, groups.hovered === disc.group);
  const closed = sight.filter(({ group }) => !group.open);
  for (const { x, y, r } of closed) taken.push({ left: x - r * 0.8, right: x + r * 0.8, top: y - r * 0.8, bottom: y + r * 0.8 });
  for (const disc of closed.filter(({ r }) => r >= LEAST)) nameInside(context, disc, colours);
  for (const disc of closed.filter(({ r }) => r < LEAST).sort((a, b) => b.group.count - a.group.count)) nameBeside(context, disc, colours, camera, taken);
  for (const disc of sight.filter(({ group }) => group.open)) nameAbove(context, disc, colours, camera, taken);
}

function drawLinks(context, { links }, at, colours) {
  // Who has opened a group asks about that one.
  const near = links.some(({ from, to }) => from.open || to.open) ? links.filter(({ from, to }) => from.open || to.open) : links;
  const most = Math.max(1, ...near.map(({ weight }) => weight));
  context.strokeStyle = colours.plain;
  context.lineCap = "round";
  for (const { from, to, weight } of near) {
    const [one, two] = [at.get(from), at.get(to)];
    const far = Math.hypot(two.x - one.x, two.y - one.y);
    if (far <= one.r + two.r) continue;
    const [dx, dy] = [(two.x - one.x) / far, (two.y - one.y) / far];
    const share = Math.sqrt(weight / most);
    context.globalAlpha = 0.1 + 0.35 * share;
    context.lineWidth = 0.7 + 6 * share;
    context.beginPath();
    context.moveTo(one.x + dx * one.r, one.y + dy * one.r);
    context.lineTo(two.x - dx * two.r, two.y - dy * two.r);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.lineCap = "butt";
}

function drawDisc(context, { group, x, y, r }, colours, hovered) {
  if (!group.open) {
    context.beginPath();
    context.arc(x, y, r, 0, 2 * Math.PI);
    context.fillStyle = colours.card;
    context.fill();
  }
  const width = Math.min(5, Math.max(1.5, r * 0.09));
  let turn = -Math.PI / 2;
  context.lineWidth = group.open ? 2 : width;
  for (const [type, count] of group.types) {
    const part = (count / group.count) * 2 * Math.PI;
    // A thin gap tells neighbours of one colour apart.
    const gap = group.types.length > 1 ? Math.min(part / 4, 1.2 / Math.max(8, r)) : 0;
    context.beginPath();
    context.arc(x, y, r - width / 2, turn + gap, turn + part - gap);
    context.strokeStyle = tint(classOf(type).colour);
    context.stroke();
    turn += part;
  }
  if (!hovered) return;
  context.beginPath();
  context.arc(x, y, r + 3, 0, 2 * Math.PI);
  context.strokeStyle = colours.accent;
  context.lineWidth = 2;
  context.stroke();
}

// The largest letters in which no word of the name is wider than the disc; a word that even the smallest cannot hold is
// cut, not broken.
function nameInside(context, { group, x, y, r }, colours) {
  const wide = Math.max(40, r * 1.72);
  const words = group.name.split(/(?<=[\s-])/);
  const longest = Math.max(1, ...words.filter((word) => !HAN.test(word)).map((word) => measured(word.trim(), FONT, 400).width));
  // A little less: letters of another size are not quite in proportion.
  const size = Math.min(r < 46 ? 11.5 : 12.5, Math.max(SMALLEST, (12 * wide) / longest));
  const font = FONT.replace("12.5px", `${size.toFixed(1)}px`);
  const most = Math.max(1, Math.min(3, Math.floor((r * 1.4) / LINE) - 1));
  const name = words.map((word) => (HAN.test(word) ? word : word.replace(/\S+/, (letters) => cut(letters, wide, font)))).join("");
  const { lines } = wrapped(name, wide, most, font);
  const line = size * 1.2;
  const top = y - ((lines.length + 1) * line) / 2;
  Object.assign(context, { textAlign: "center", textBaseline: "top", fillStyle: colours.ink, font });
  lines.forEach((each, index) => context.fillText(each, x, top + index * line));
  Object.assign(context, { font: SMALL, fillStyle: colours.quiet });
  context.fillText(measured(group.told, SMALL, 400).width < wide * 0.95 ? group.told : String(group.count), x, top + lines.length * line + 1);
}

function nameBeside(context, { group, x, y, r }, colours, camera, taken) {
  Object.assign(context, { textAlign: "center", textBaseline: "middle", fillStyle: colours.quiet, font: SMALL });
  if (measured(String(group.count), SMALL).width < 1.6 * r) context.fillText(String(group.count), x, y + 0.5);
  const { shown, width } = measured(group.name);
  const place = free({ x, y, r }, width, camera, taken);
  if (!place) return;
  taken.push(place);
  Object.assign(context, { font: FONT, textBaseline: "top", fillStyle: colours.ink, strokeStyle: colours.paper, lineWidth: 3.5 });
  const middle = (place.left + place.right) / 2;
  context.strokeText(shown, middle, place.top + 1);
  context.fillText(shown, middle, place.top + 1);
}

// The name of an open group, over its upper edge or at that of the window.
function nameAbove(context, { group, x, y, r }, colours, camera, taken) {
  const written = `${group.name} · ${group.told}`;
  const { shown, width } = measured(written, BOLD, 360);
  const middle = Math.min(camera.width - width / 2 - 10, Math.max(width / 2 + 10, x));
  const top = Math.max(BAR + 8, y - r - LINE - 8);
  taken.push({ left: middle - width / 2 - 6, right: middle + width / 2 + 6, top: top - 2, bottom: top + LINE + 4 });
  context.beginPath();
  context.roundRect(middle - width / 2 - 8, top - 3, width + 16, LINE + 8, 9);
  context.fillStyle = colours.card;
  context.globalAlpha = 0.92;
  context.fill();
  context.globalAlpha = 1;
  Object.assign(context, { font: BOLD, textAlign: "center", textBaseline: "top", fillStyle: colours.ink });
  context.fillText(shown, middle, top + 1);
}
