// The state of the page, and how it stands in the address.
//
// A part of the page that has state makes a field of it: `field("through", {key: "through", initial: …})`. Who changes
// the state calls `change`, which tells every subscriber and writes the address; nothing else writes either.

import { opensOn } from "./data.js";

const VERSION = "2";
const fields = new Map();
const listeners = [];
export const state = {};

const valueOf = (initial) => (typeof initial === "function" ? initial() : initial);

// Make a field of the state.
//   key      its name in the address; none: not kept there
//   initial  the value at the start, or a function that gives it
//   write    the text of a value in the address; "" is left out
//   absent   the value where an address does not name it, if that depends on what the address names
//   read     the value of a text, or undefined if it cannot be one (the address is then told to be from elsewhere)
export function field(name, { key, initial, write = (value) => value ?? "", absent = () => valueOf(initial), read = (text) => text }) {
  fields.set(name, { key, initial, write, absent, read });
  state[name] = valueOf(initial);
}

// A field that is a set of words.
export function setField(name, key, known = () => true) {
  field(name, {
    key,
    initial: () => new Set(),
    write: (found) => [...found].map(encodeURIComponent).join(","),
    read: (text) => {
      const words = text.split(",").filter(Boolean).map(decoded);
      return words.every((word) => word !== undefined && known(word)) ? new Set(words) : undefined;
    },
  });
}

function decoded(word) {
  try {
    return decodeURIComponent(word);
  } catch {
    return undefined;
  }
}

// Be told of every change: `listener(changed, step)`, `changed` the names of the fields.
export const subscribe = (listener) => listeners.push(listener);

// What must be there before a state can be shown: functions of a state that give a promise of it, or nothing.
export const gates = [];
export const awaited = (next) => gates.map((gate) => gate(next)).filter(Boolean);

// Change fields. `step`: the reader will want to come back to what was before (a new entry of the history).
export function change(patch, { step = false } = {}) {
  for (const name of Object.keys(patch)) if (!fields.has(name)) throw new Error(`no field ${name}`);
  const waits = awaited({ ...state, ...patch });
  if (waits.length) {
    // What cannot be read is told by the gate; the state then stays as it is.
    Promise.all(waits).then(() => apply(patch, step), () => {});
  } else apply(patch, step);
}

function apply(patch, step) {
  Object.assign(state, patch);
  tell(Object.keys(patch), step);
  keep(step);
}

export function reset(names) {
  change(Object.fromEntries(names.map((name) => [name, valueOf(fields.get(name).initial)])), { step: true });
}

function tell(changed, step) {
  for (const listener of listeners) listener(new Set(changed), step);
}

// The address of a state, `{...state, ...patch}`.
export function addressOf(patch = {}) {
  const wanted = { ...state, ...patch };
  const hash = new URLSearchParams();
  for (const [name, { key, initial, write }] of fields) {
    if (!key) continue;
    const text = write(wanted[name]);
    if (text && text !== write(valueOf(initial))) hash.set(key, text);
  }
  if ([...hash].length) hash.set("v", VERSION);
  // A comma, a colon and a space as people read them: none of them has a meaning in a fragment.
  return hash.size ? `#${String(hash).replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%2F", "/")}` : "";
}

export function keep(step = false) {
  if (location.hash === addressOf()) return;
  try {
    history[step ? "pushState" : "replaceState"](null, "", `${location.pathname}${location.search}${addressOf()}`);
  } catch {
    // A page inside another document has no address of its own; the state then lives as long as the page.
  }
}

// The state that the address tells, or what the page was made to open on: {found, known}; `known` is whether all that it says is known here.
export function addressed() {
  const hash = new URLSearchParams(opensOn());
  const said = new URLSearchParams(hash); // what can be read of it
  const found = { ...state };
  // Language and theme are the reader's, whatever entry of the history is shown.
  for (const [name, { key, initial, read }] of fields) {
    if (!key || !hash.has(key)) continue;
    const value = read(hash.get(key));
    if (value === undefined) said.delete(key);
    found[name] = value === undefined ? valueOf(initial) : value;
  }
  for (const [name, { key, absent }] of fields) if (key && !hash.has(key)) found[name] = absent(said);
  return { found, known: said.size === hash.size };
}

// Take the state from the address; tells whether all that it says is known here.
export function enter() {
  const { found, known } = addressed();
  const changed = [...fields].filter(([name, { write }]) => write(found[name]) !== write(state[name])).map(([name]) => name);
  Object.assign(state, found);
  tell(changed, false);
  return known;
}
