// What is written along the lines of the opening and of small parts: sign and mechanisms, turned as the line is.

import { FONT, apart, box, crosses, cut, lines, opened } from "../places.js";
import { chinese, nameOf, say } from "../words.js";

const SMALL = FONT.replace("12.5px", "11px");
const FEW = 24; // lines of a part that all have words
const STEEP = 0.4; // the least that a line goes to the side, of its length, for words to be read on it
const BESIDE = 24; // pixels beside a line within which its words stand

// A list in two lines of so many pixels: words are whole, and names that do not fit are left out; [] where the first word
// is too long.
function halves(list, above, below) {
  const [first] = lines(list, above, 2, SMALL).lines;
  const rest = list.slice(first.length);
  if (!chinese() && !/^\s/.test(rest) && !first.endsWith("-")) return [];
  const shown = cut(rest.trimStart(), below, SMALL);
  const comma = shown.endsWith("…") ? shown.lastIndexOf(say("comma").trimEnd()) : -1;
  return [first, comma > 0 ? `${shown.slice(0, comma)}…` : shown];
}

// Sign and mechanisms along the lines, as far as there is room, from left to right whichever way they run. Returns the edges that have them (`told`),
// and what goes on below the line where still nothing else stands then (`second`).
export function mechanisms(picture, ctx, at, mark, taken) {
  const every = picture.edges.get();
  const all = every.length <= FEW ? every : every.filter(({ from, to }) => opened(from) && opened(to));
  const count = (key, id) => all.filter((edge) => edge[key] === id).length;
  const thick = Math.max(0, picture.network.getScale() - 1); // lines are thicker in a plane that is larger
  const [over, under] = [4 + thick, -12 - thick]; // pixels from a line to the words above and below it
  const told = new Set();
  const second = [];
  for (const edge of all) {
    const back = at[edge.to].x < at[edge.from].x;
    const [tail, head] = [at[edge.from], at[edge.to]];
    const [a, b] = back ? [head, tail] : [tail, head];
    const far = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [dx, dy] = [(b.x - a.x) / far, (b.y - a.y) / far];
    const [behind, before] = [mark(edge.from) + 5, mark(edge.to) + 12];
    const [start, end] = back ? [before, far - behind] : [behind, far - before];
    if (!edge.through.length || !edge.mark || edge.named || edge.smooth.enabled || dx < STEEP || end <= start) continue;
    // Where lines of the opening run together there is no room between them: their words stand at the other end.
    const narrow = opened(edge.from) && opened(edge.to);
    const [shared, split] = [narrow && count("to", edge.to) > 1, narrow && count("from", edge.from) > 1];
    const [first, last] = back ? [split, shared] : [shared, split]; // ends to keep to: the left one, the right one
    const round = { left: Math.min(a.x, b.x) - BESIDE, right: Math.max(a.x, b.x) + BESIDE, top: Math.min(a.y, b.y) - BESIDE, bottom: Math.max(a.y, b.y) + BESIDE };
    const others = all.filter((one) => one !== edge).map(({ from, to }) => [at[from], at[to]]).filter((line) => crosses(round, line));
    ctx.font = SMALL;
    const sign = `${edge.sign} `;
    const indent = ctx.measureText(sign).width + 1;
    const place = (written, lead, up, parts) => {
      const near = taken.filter((has) => !apart(has, round));
      for (const wide of parts.map((part) => (end - start) * part)) {
        const shown = cut(written, wide - lead, SMALL);
        if ([...shown].length < Math.min([...written].length, chinese() ? 3 : 7)) return null;
        ctx.font = SMALL;
        const full = lead + ctx.measureText(shown).width;
        const left = first === last ? start + (end - start - full) / 2 : first ? start : end - full;
        const point = (way, high) => ({ x: a.x + dx * way + dy * high, y: a.y + dy * way - dx * high });
        const covered = [];
        for (let way = left + 4; way <= left + full - 4; way += 7) {
          const { x, y } = point(way, up + 4);
          covered.push(box(x, y - 4.5, 7, 9));
        }
        if (covered.some((want) => !near.every((has) => apart(has, want)) || others.some((line) => crosses(want, line)))) continue;
        taken.push(...covered);
        return { edge: edge.id, shown, ...point(left, up), turn: Math.atan2(dy, dx), ink: edge.ink };
      }
      return null;
    };
    const names = edge.through.map(nameOf);
    const whole = names.join(say("comma"));
    // What does not fit above the line goes on below it: in whole words, where no other line wants the room.
    const fits = indent + ctx.measureText(whole).width <= end - start;
    const [above, below] = fits || shared || split ? [] : halves(whole, end - start - indent, end - start);
    const kept = taken.length;
    const upper = below && place(above, indent, over, [1]);
    const lower = upper && place(below, 0, under, [1]);
    if (lower) {
      told.add(edge.id);
      picture.signed.add(edge.id);
      turned(picture, ctx, upper, sign, indent);
      turned(picture, ctx, lower, "", 0);
      continue;
    }
    taken.length = kept;
    const one = place(fits ? whole : names[0], indent, over, [1, 0.85, 0.7, 0.55]);
    if (!one) continue;
    told.add(edge.id);
    picture.signed.add(edge.id);
    turned(picture, ctx, one, sign, indent);
    if (!fits && names.length > 1) second.push(() => place(names.slice(1).join(say("comma")), 0, under, [1, 0.8]));
  }
  return { told, second };
}

// A text along a line.
export function turned(picture, ctx, text, sign, indent) {
  const { shown, x, y, turn, ink } = text;
  picture.along.push({ ...text, sign, indent });
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(turn);
  Object.assign(ctx, { textAlign: "left", textBaseline: "alphabetic", lineWidth: 3, font: `700 ${SMALL}` });
  if (sign) picture.write(ctx, sign, 0, 0, ink);
  ctx.font = SMALL;
  picture.write(ctx, shown, indent, 0, picture.quiet);
  ctx.restore();
}
