// The camera over a plane, and the hands that move it: mouse, wheel, fingers, keys.

const SLIP = 5; // pixels that a click may slip
const KEYS = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class Camera {
  // `moved` is called on every change; `tapped(point, twice)` on a click, `pointed(point or null)` while the mouse hovers.
  constructor(box, { moved, tapped, pointed, keyed }) {
    Object.assign(this, { box, moved, tapped, pointed, x: 0, y: 0, scale: 1, width: 900, height: 640, least: 0.001, most: 4, held: new Map(), dragging: false, flight: 0 });
    box.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    box.addEventListener("pointerdown", (event) => this.down(event));
    box.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, (event) => this.up(event));
    box.addEventListener("pointerleave", () => this.pointed(null));
    box.addEventListener("dblclick", (event) => this.tapped(this.point(event), true));
    box.addEventListener("keydown", (event) => {
      if (event.target === box && (keyed(event) || this.key(event))) event.preventDefault();
    });
  }

  // Asked once, not for every point: an answer may cost a layout of the page.
  measure() {
    this.width = this.box.clientWidth || 900;
    this.height = this.box.clientHeight || 640;
  }

  point({ clientX, clientY }) {
    const { left, top } = this.box.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  // From the plane to the window, and back.
  toWindow(x, y) {
    return { x: (x - this.x) * this.scale + this.width / 2, y: (y - this.y) * this.scale + this.height / 2 };
  }

  toPlane({ x, y }) {
    return { x: (x - this.width / 2) / this.scale + this.x, y: (y - this.height / 2) / this.scale + this.y };
  }

  set(x, y, scale) {
    Object.assign(this, { x, y, scale: Math.min(this.most, Math.max(this.least, scale)) });
    this.moved();
  }

  pan(dx, dy) {
    this.land();
    this.set(this.x - dx / this.scale, this.y - dy / this.scale, this.scale);
  }

  // Zoom by a factor; what is under the point stays under it.
  zoom(factor, point = { x: this.width / 2, y: this.height / 2 }) {
    this.land();
    const under = this.toPlane(point);
    const scale = Math.min(this.most, Math.max(this.least, this.scale * factor));
    this.set(under.x - (point.x - this.width / 2) / scale, under.y - (point.y - this.height / 2) / scale, scale);
  }

  // Go to a place, in a short flight unless the reader wants none.
  go(x, y, scale, fly) {
    this.land();
    if (!fly || still.matches) {
      this.set(x, y, scale);
      return;
    }
    const from = { x: this.x, y: this.y, scale: this.scale };
    const start = performance.now();
    const step = (now) => {
      const part = Math.min(1, Math.max(0, (now - start) / 260));
      const eased = part * part * (3 - 2 * part);
      // The scale grows by factors; the place follows it, so that the way looks straight.
      const at = from.scale * (scale / from.scale) ** eased;
      const way = Math.abs(scale - from.scale) < 1e-9 ? eased : (1 / from.scale - 1 / at) / (1 / from.scale - 1 / scale);
      this.flight = part < 1 ? requestAnimationFrame(step) : 0;
      this.set(from.x + (x - from.x) * way, from.y + (y - from.y) * way, part < 1 ? at : scale);
    };
    this.flight = requestAnimationFrame(step);
  }

  land() {
    cancelAnimationFrame(this.flight);
    this.flight = 0;
  }

  wheel(event) {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 33 : 1;
    // A pinch on a touch pad comes as a wheel with Ctrl, in smaller steps.
    this.zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), this.point(event));
  }

  down(event) {
    if (event.button > 0) return;
    this.box.setPointerCapture(event.pointerId);
    this.held.set(event.pointerId, this.point(event));
    if (this.held.size === 1) Object.assign(this, { start: this.point(event), dragging: false });
    else this.dragging = true; // two fingers never click
    this.land();
  }

  move(event) {
    const now = this.point(event);
    const last = this.held.get(event.pointerId);
    if (!last) {
      if (event.pointerType === "mouse") this.pointed(now);
      return;
    }
    if (!this.dragging && Math.hypot(now.x - this.start.x, now.y - this.start.y) < SLIP) return;
    this.dragging = true;
    this.pointed(null);
    const other = [...this.held].find(([id]) => id !== event.pointerId)?.[1];
    this.held.set(event.pointerId, now);
    if (!other) this.pan(now.x - last.x, now.y - last.y);
    else {
      const middle = (one) => ({ x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 });
      const far = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
      this.zoom(far(now) / far(last), middle(last));
      this.pan(middle(now).x - middle(last).x, middle(now).y - middle(last).y);
    }
  }

  up(event) {
    const tap = this.held.delete(event.pointerId) && !this.dragging && event.type === "pointerup";
    if (!this.held.size) this.dragging = false;
    if (tap) this.tapped(this.point(event), false);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const way = KEYS[event.key];
    const step = event.shiftKey ? 240 : 60;
    if (way) this.pan(way[0] * step, way[1] * step);
    else if (event.key === "+" || event.key === "=") this.zoom(1.35);
    else if (event.key === "-" || event.key === "_") this.zoom(1 / 1.35);
    else return false;
    return true;
  }
}
