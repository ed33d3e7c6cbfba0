// Where a point of the Earth stands in the window: the Equal Earth projection, turned so that the middle of the window
// is its middle meridian.
//
// B. Šavrič, T. Patterson, B. Jenny: The Equal Earth map projection. International Journal of Geographical Information
// Science 33 (2019), doi:10.1080/13658816.2018.1504949. With sin θ = √3/2 · sin φ:
//   x = λ cos θ / (√3/2 · (A1 + 3 A2 θ² + θ⁶ (7 A3 + 9 A4 θ²)))
//   y = θ (A1 + A2 θ² + θ⁶ (A3 + A4 θ²))

const [A1, A2, A3, A4] = [1.340264, -0.081106, 0.000893, 0.003796];
const ROOT = Math.sqrt(3) / 2;
export const rad = (degrees) => (degrees * Math.PI) / 180;
const deg = (radians) => (radians * 180) / Math.PI;
export const EARTH = 6371; // kilometres

// How wide a radian of longitude is at a latitude, and how high the latitude stands.
export function level(latitude) {
  const t = Math.asin(ROOT * Math.sin(rad(latitude)));
  const t2 = t * t;
  const t6 = t2 ** 3;
  return { wide: Math.cos(t) / (ROOT * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2))), high: t * (A1 + A2 * t2 + t6 * (A3 + A4 * t2)) };
}

export const WORLD = 2 * Math.PI * level(0).wide; // width of the world at scale 1
const TOP = level(90).high;

// The latitude that stands so high.
function latitudeAt(high) {
  const sought = Math.max(-TOP, Math.min(TOP, high));
  let [low, up] = [-90, 90];
  for (let round = 0; round < 40; round += 1) {
    const middle = (low + up) / 2;
    if (level(middle).high < sought) low = middle;
    else up = middle;
  }
  return (low + up) / 2;
}

// A longitude between -180 and 180.
export const wrapped = (longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180;

const [SOUTH, NORTH] = [-58, 80]; // where the middle of the window may be
export const NEAREST = 80000; // pixels of a radian: 80 metres a pixel
const smooth = (value) => value * value * (3 - 2 * value);

// What of the world is in the window.
export class Camera {
  constructor() {
    Object.assign(this, { lon: 10, lat: 20, scale: 150, width: 900, height: 600 });
    this.settle();
  }

  size(width, height) {
    Object.assign(this, { width, height });
    this.settle();
  }

  set({ lon = this.lon, lat = this.lat, scale = this.scale }) {
    this.scale = Math.max(this.least(), Math.min(NEAREST, scale));
    this.lon = wrapped(lon);
    this.lat = Math.max(SOUTH, Math.min(NORTH, lat));
    this.settle();
  }

  // The scale at which the whole world just fits in.
  least() {
    return Math.min((this.width - 16) / WORLD, (this.height - 16) / (level(84).high - level(-58).high));
  }

  // An equal-area map has right shapes at two latitudes only. Zoomed in, heights are stretched until they are right in
  // the middle of the window.
  settle() {
    this.here = level(this.lat);
    const near = Math.max(0, Math.min(1, (Math.log2(WORLD * this.scale) - 11.6) / 1.8));
    const right = (this.here.wide / Math.cos(rad(this.lat))) ** 2;
    this.tall = 1 + (right - 1) * smooth(near);
  }

  // Pixels of a point given by its longitude and its level; x may lie beyond the edge of the world.
  at(lon, { wide, high }) {
    return { x: this.width / 2 + this.scale * wide * rad(wrapped(lon - this.lon)), y: this.y(high) };
  }

  y(high) {
    return this.height / 2 - this.scale * this.tall * (high - this.here.high);
  }

  place(x, y) {
    const high = this.here.high + (this.height / 2 - y) / (this.scale * this.tall);
    const lat = latitudeAt(high);
    return { lat, lon: wrapped(this.lon + deg((x - this.width / 2) / (this.scale * level(lat).wide))) };
  }

  pan(dx, dy) {
    const high = this.here.high + dy / (this.scale * this.tall);
    this.set({ lon: this.lon - deg(dx / (this.scale * this.here.wide)), lat: latitudeAt(high) });
  }

  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const kept = this.place(x, y);
    this.set({ scale: this.scale * factor });
    const { x: right, y: down } = this.at(kept.lon, level(kept.lat));
    this.pan(x - right, y - down);
  }

  // The view that has all points in the window, less the margins; {lon, lat, scale}.
  over(points, { side = 70, top = 56, most = 900 } = {}) {
    if (!points.length) return { lon: 10, lat: 22, scale: this.least() };
    const lon = middleOf(points.map((point) => point.lon));
    const highs = points.map(({ lat }) => level(lat).high);
    const [low, up] = [Math.min(...highs), Math.max(...highs)];
    const lat = latitudeAt((low + up) / 2);
    const wide = Math.max(...points.map((point) => 2 * Math.abs(rad(wrapped(point.lon - lon))) * level(point.lat).wide));
    const scale = Math.min(most, (this.width - 2 * side) / (wide || 1e-9), (this.height - 2 * top) / (up - low || 1e-9));
    return { lon, lat, scale: Math.max(this.least(), scale) };
  }

  // Kilometres of a pixel, in the middle of the window.
  kilometres() {
    return (EARTH * Math.cos(rad(this.lat))) / (this.scale * this.here.wide);
  }
}

// The middle of the longitudes: opposite to the widest gap between them; where they are all around the world, the
// meridian at which no land is cut.
function middleOf(longitudes) {
  const sorted = [...new Set(longitudes)].sort((a, b) => a - b);
  const gaps = sorted.map((lon, at) => ({ after: lon, wide: (at + 1 < sorted.length ? sorted[at + 1] : sorted[0] + 360) - lon }));
  const { after, wide } = gaps.reduce((best, gap) => (gap.wide > best.wide ? gap : best));
  return wide < 130 ? 11 : wrapped(after + wide + (360 - wide) / 2);
}
