// Years and pixels, and the ticks between them.

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const MONTHS = [1, 3, 6];
export const NEAREST = 1400; // pixels of a year

export class Scale {
  constructor() {
    Object.assign(this, { from: 1950, perYear: 8, left: 0, width: 800, whole: [1900, 2030] });
  }

  get to() {
    return this.from + this.width / this.perYear;
  }

  x(year) {
    return this.left + (year - this.from) * this.perYear;
  }

  year(x) {
    return this.from + (x - this.left) / this.perYear;
  }

  // All of time that the data knows fits in, no more.
  least() {
    return this.width / (this.whole[1] - this.whole[0]);
  }

  set(from, perYear) {
    this.perYear = Math.max(this.least(), Math.min(NEAREST, perYear));
    this.from = Math.max(this.whole[0], Math.min(this.whole[1] - this.width / this.perYear, from));
  }

  show(from, to) {
    this.set(from, this.width / Math.max(1e-6, to - from));
  }

  pan(dx) {
    this.set(this.from - dx / this.perYear, this.perYear);
  }

  zoom(factor, x) {
    const kept = this.year(x);
    const perYear = Math.max(this.least(), Math.min(NEAREST, this.perYear * factor));
    this.set(kept - (x - this.left) / perYear, perYear);
  }

  // {at, year, month}: round years, or months where there is room for them.
  ticks(room = 62) {
    const months = MONTHS.find((many) => (many * this.perYear) / 12 >= room);
    const found = [];
    if (months) {
      for (let at = Math.ceil((this.from * 12) / months) * months; at / 12 <= this.to; at += months) found.push({ at: at / 12, year: Math.floor(at / 12), month: ((at % 12) + 12) % 12 });
      return found;
    }
    const step = STEPS.find((many) => many * this.perYear >= room) ?? STEPS.at(-1);
    for (let at = Math.ceil(this.from / step) * step; at <= this.to; at += step) found.push({ at, year: at, month: 0 });
    return found;
  }
}
