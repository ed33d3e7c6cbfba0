// A picture made pixel by pixel: tens of thousands of lines and marks in milliseconds, which the canvas's own strokes
// take ten times as long for. Lines add up to a density, and a density becomes a colour: where many lines run, it is dark.

const INKS = 3; // kinds of lines
const FULL = 15; // coverage of a pixel by one line
const MOST = 4095; // lines on one pixel that still make a difference

export class Raster {
  constructor() {
    this.size(1, 1);
  }

  // Tells whether it has become another one, and so is empty.
  size(width, height) {
    if (this.width === width && this.height === height) return false;
    Object.assign(this, { width, height });
    this.image = new ImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.layers = Array.from({ length: INKS }, () => new Uint16Array(width * height));
    this.used = new Uint8Array(INKS);
    return true;
  }

  clearLines() {
    for (let ink = 0; ink < INKS; ink += 1) if (this.used[ink]) this.layers[ink].fill(0);
    this.used.fill(0);
  }

  // A line from (ax, ay) to (bx, by), as far as it lies in the picture; `times` is 1, or -1 to take it away again.
  line(ink, ax, ay, bx, by, times) {
    const right = this.width - 2;
    const down = this.height - 2;
    const dx = bx - ax;
    const dy = by - ay;
    let start = 0;
    let end = 1;
    if (dx === 0 ? ax < 1 || ax > right : false) return;
    if (dy === 0 ? ay < 1 || ay > down : false) return;
    if (dx !== 0) {
      const one = (1 - ax) / dx;
      const two = (right - ax) / dx;
      start = Math.max(start, Math.min(one, two));
      end = Math.min(end, Math.max(one, two));
    }
    if (dy !== 0) {
      const one = (1 - ay) / dy;
      const two = (down - ay) / dy;
      start = Math.max(start, Math.min(one, two));
      end = Math.min(end, Math.max(one, two));
    }
    if (start >= end) return;
    const layer = this.layers[ink];
    this.used[ink] = 1;
    const { width } = this;
    const steep = Math.abs(dy) > Math.abs(dx);
    // Along the longer way one pixel at a time, shared between the two pixels that the line passes between.
    // No lists of several values: tens of thousands of lines are drawn in a frame.
    let from = steep ? ay + dy * start : ax + dx * start;
    let to = steep ? ay + dy * end : ax + dx * end;
    let at = steep ? ax + dx * start : ay + dy * start;
    const slope = steep ? dx / dy : dy / dx;
    if (from > to) {
      at += slope * (to - from);
      const last = to;
      to = from;
      from = last;
    }
    const first = Math.ceil(from);
    const last = Math.floor(to);
    at += slope * (first - from);
    const along = steep ? width : 1;
    const across = steep ? 1 : width;
    for (let step = first, row = first * along; step <= last; step += 1, row += along, at += slope) {
      const near = at | 0;
      const far = times * (((at - near) * FULL) | 0);
      const pixel = row + near * across;
      layer[pixel] += times * FULL - far;
      layer[pixel + across] += far;
    }
  }

  // Begin the picture anew: paper, and on it the lines. For each of their kinds `inks` has {rgb, alpha}, how much one line
  // hides; `most` is how much all together do.
  lay(paper, inks, most) {
    const blank = mixed(0, ...paper, 256);
    inks.forEach(({ rgb, alpha }, ink) => {
      if (ink === 0) this.begin(Uint32Array.from(hiding(alpha, most), (share) => mixed(blank, ...rgb, share)));
      else if (this.used[ink]) this.add(ink, rgb, hiding(alpha, most));
    });
  }

  // On bare paper each density has its colour: it need not be mixed for each pixel.
  begin(colours) {
    const [layer] = this.layers;
    const { pixels } = this;
    for (let pixel = 0; pixel < layer.length; pixel += 1) {
      const density = layer[pixel];
      pixels[pixel] = colours[density > MOST ? MOST : density];
    }
  }

  add(ink, [red, green, blue], hides) {
    const layer = this.layers[ink];
    const { pixels } = this;
    for (let pixel = 0; pixel < layer.length; pixel += 1) {
      const density = layer[pixel];
      if (density === 0) continue;
      pixels[pixel] = mixed(pixels[pixel], red, green, blue, hides[density > MOST ? MOST : density]);
    }
  }

  // Put a small picture of a mark down, its middle at (x, y); `share` of 256 says how much of it is seen.
  stamp(stamp, x, y, share) {
    const { width, height, pixels } = this;
    const left = Math.round(x - stamp.side / 2) + stamp.left;
    const top = Math.round(y - stamp.side / 2) + stamp.top;
    const [fromX, toX] = [left < 0 ? -left : 0, left + stamp.width > width ? width - left : stamp.width];
    const [fromY, toY] = [top < 0 ? -top : 0, top + stamp.height > height ? height - top : stamp.height];
    const { data } = stamp;
    for (let row = fromY; row < toY; row += 1) {
      let pixel = (top + row) * width + left + fromX;
      const end = row * stamp.width + toX;
      for (let at = row * stamp.width + fromX; at < end; at += 1, pixel += 1) {
        const paint = data[at];
        const alpha = share === 256 ? paint >>> 24 : ((paint >>> 24) * share) >> 8;
        if (alpha >= 250) pixels[pixel] = paint;
        else if (alpha > 3) pixels[pixel] = mixed(pixels[pixel], paint & 255, (paint >>> 8) & 255, (paint >>> 16) & 255, alpha);
      }
    }
  }
}

// How much of a pixel is hidden (of 256), by the density of the lines on it.
const tables = new Map();
function hiding(alpha, most) {
  const key = `${alpha} ${most}`;
  if (!tables.has(key)) tables.set(key, Uint16Array.from({ length: MOST + 1 }, (_, density) => Math.round(256 * most * (1 - (1 - alpha / most) ** (density / FULL)))));
  return tables.get(key);
}

function mixed(under, red, green, blue, share) {
  const r = under & 255;
  const g = (under >>> 8) & 255;
  const b = (under >>> 16) & 255;
  return (
    0xff000000 |
    ((b + (((blue - b) * share) >> 8)) << 16) |
    ((g + (((green - g) * share) >> 8)) << 8) |
    (r + (((red - r) * share) >> 8))
  );
}
