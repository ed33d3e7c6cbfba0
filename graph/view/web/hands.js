// Moving a picture by hand: drag, pinch and wheel, for a mouse, a finger and a pen.

const SLACK = 5; // pixels that a hand may tremble and still mean a click

// Listen on `box`.
//   pan(dx, dy)           the picture is dragged by so many pixels
//   zoom(factor, x, y)    it is made larger around a point of the box
//   rest()                the hand has let go
//   turn(event)           what a wheel means: "zoom", "pan", or "" where it is left to the browser
export function hands(box, { pan, zoom, rest, turn = () => "zoom" }) {
  const held = new Map();
  let moved = false;
  let waiting = 0;
  const at = ({ clientX, clientY }) => {
    const { left, top } = box.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const rested = () => {
    clearTimeout(waiting);
    waiting = setTimeout(rest, 180);
  };

  box.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    if (!held.size) moved = false;
    held.set(event.pointerId, at(event));
  });
  box.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    if (!moved && held.size === 1 && Math.hypot(now.x - before.x, now.y - before.y) < SLACK) return;
    // Only now: a captured pointer would send its click to the box, not to what was clicked.
    if (!moved) for (const id of held.keys()) box.setPointerCapture(id);
    moved = true;
    const other = [...held].find(([id]) => id !== event.pointerId)?.[1];
    held.set(event.pointerId, now);
    if (!other) return void pan(now.x - before.x, now.y - before.y);
    const apart = (one) => Math.max(20, Math.hypot(one.x - other.x, one.y - other.y));
    const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
    pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    zoom(apart(now) / apart(before), middle.x, middle.y);
  });
  for (const name of ["pointerup", "pointercancel", "lostpointercapture"]) {
    box.addEventListener(name, (event) => {
      // What is touched holds the finger at first, and loses it to the box when it is dragged.
      if ((name === "lostpointercapture" && event.target !== box) || !held.delete(event.pointerId)) return;
      if (!held.size && moved) rested();
    });
  }
  // What ends a drag is no click.
  box.addEventListener("click", (event) => {
    if (!moved) return;
    moved = false;
    event.stopPropagation();
    event.preventDefault();
  }, { capture: true });
  box.addEventListener("wheel", (event) => {
    const means = turn(event);
    if (!means) return;
    event.preventDefault();
    const step = event.deltaMode === 1 ? 24 : event.deltaMode === 2 ? 300 : 1; // lines, pages, pixels
    const { x, y } = at(event);
    if (means === "pan") pan(-(event.deltaX || event.deltaY) * step, 0);
    // A pinch on a touchpad comes as a wheel with small steps and the control key.
    else zoom(2 ** (-Math.max(-240, Math.min(240, event.deltaY * step)) * (event.ctrlKey ? 0.01 : 0.0028)), x, y);
    rested();
  }, { passive: false });
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

const idle = window.requestIdleCallback ?? ((act) => setTimeout(act, 30));
// Do something once the next frame stands, the last of what was asked for: what may come after the picture.
export function afterwards() {
  let last = 0;
  return (act) => {
    last += 1;
    const own = last;
    if (act) requestAnimationFrame(() => idle(() => own === last && act(), { timeout: 250 }));
  };
}

// Do something once in the next frame, however often it is asked for.
export function soon(act) {
  let waiting = 0;
  return () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(act);
  };
}
