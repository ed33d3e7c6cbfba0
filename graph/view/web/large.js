// A large page: it holds the opening picture, and reads the rest from the folder beside it when it is asked for.
//
// First the plane: all things and claims in short, enough to search, to draw and to filter. Then details: the texts and
// the evidence of some of them. What reasons over the whole graph needs the whole of it, and gets it before the page
// begins (see gate.js).

import { CLAIMS, DATA, ENTITIES, MESSAGES, SOURCES, opensOn } from "./data.js";
import { readFile, shelf } from "./files.js";

export const LARGE = DATA.large ?? null;
if (LARGE) shelf(LARGE.folder, LARGE.stamp);
// How many there are, whether they are read or not.
export const totals = () => ({ things: LARGE?.things ?? ENTITIES.size, claims: LARGE?.claims ?? CLAIMS.size });
// Where things stand: [x, y].
export const POSITIONS = new Map(Object.entries(DATA.positions));

// What must be done anew when more has been read.
const listeners = [];
export const onMore = (listener) => listeners.push(listener);
// An index of the tables: made when it is first asked for, and anew when more has been read.
export function indexed(make) {
  let made = null;
  onMore(() => (made = null));
  return () => (made ??= { value: make() }).value;
}

let reading = null;
let read = LARGE === null;
export const planeIsRead = () => read;

// Read the plane; fails with the name of a file that is missing.
export function plane() {
  reading ??= readPlane().catch((error) => {
    reading = null;
    throw error;
  });
  return reading;
}

// Let the browser do what waits. A timer would make it four milliseconds each time.
const breathe = () => globalThis.scheduler?.yield?.() ?? new Promise((done) => setTimeout(done));

async function readPlane() {
  if (read) return;
  for (const [name, take] of [["things", takeThing], ["lines", takeClaim]]) {
    const files = Array.from({ length: LARGE.rows[name] }, (_, number) => readFile(`${name}-${number}`));
    // All are asked for at once, and taken one after the other with time to breathe.
    for (const file of files) file.catch(() => {});
    let start = 0;
    for (const file of files) {
      start = takeRows(await file, start, take);
      await breathe();
    }
  }
  read = true;
  for (const listener of listeners) listener();
}

// Give each record of the columns to `take`, with the number of the file that holds the rest of it. Records are copies of
// one that has all keys, which is quicker than to give each its keys one by one.
function takeRows({ ids, keys }, start, take) {
  const like = Object.fromEntries(["shelf", ...Object.keys(keys)].map((key) => [key, null]));
  const records = ids.map((_, row) => ({ ...like, shelf: Math.floor((start + row) / LARGE.details) }));
  for (const [key, { plain, values, codes }] of Object.entries(keys)) {
    if (plain) plain.forEach((value, row) => (records[row][key] = value));
    else codes.forEach((code, row) => (records[row][key] = values[code]));
  }
  ids.forEach((id, row) => take(id, records[row]));
  return start + ids.length;
}

function takeThing(id, record) {
  if (record.x !== null) POSITIONS.set(id, [record.x, record.y]);
  if (ENTITIES.has(id)) ENTITIES.get(id).community = record.community;
  else ENTITIES.set(id, record);
}

function takeClaim(id, record) {
  record.evidence = [];
  if (!CLAIMS.has(id)) CLAIMS.set(id, record);
}

// ---- details

const details = new Map(); // name of a file: its promise
// Read what the given things and claims lack; nothing if that is nothing.
export function detailed(things, claims) {
  const names = new Set();
  for (const id of things) if (ENTITIES.get(id)?.shelf !== undefined) names.add(`thing-${ENTITIES.get(id).shelf}`);
  for (const id of claims) if (CLAIMS.get(id)?.shelf !== undefined) names.add(`claim-${CLAIMS.get(id).shelf}`);
  return names.size ? Promise.all([...names].map(detail)) : null;
}

function detail(name) {
  if (!details.has(name)) {
    const promise = readFile(name).then(({ records, sources }) => {
      const table = name.startsWith("thing") ? ENTITIES : CLAIMS;
      for (const [id, more] of Object.entries(records)) {
        const record = table.get(id);
        if (record?.shelf === undefined) continue;
        Object.assign(record, more);
        delete record.shelf;
      }
      for (const [id, source] of Object.entries(sources)) SOURCES.set(id, source);
    });
    promise.catch(() => details.delete(name));
    details.set(name, promise);
  }
  return details.get(name);
}

// Read all there is.
let whole = LARGE === null;
export const wholeIsRead = () => whole;
async function readWhole(told) {
  await plane();
  const names = [["thing", LARGE.things], ["claim", LARGE.claims]].flatMap(([name, many]) => Array.from({ length: Math.ceil(many / LARGE.details) }, (_, number) => `${name}-${number}`));
  for (let start = 0; start < names.length; start += 8) {
    told(start / names.length);
    await Promise.all(names.slice(start, start + 8).map(detail));
  }
  whole = true;
}

// ---- what an address needs

const OPENING = new Set(["v", "l", "t", "o", "x", "k", "w"]);
const PLANE = new Set(["s", "d", "all", "g", "gi"]);
const VIEWS = new Set(["picture", "list"]); // show what is drawn; other views may count all there is

// How much of the graph a state needs, by its address: "opening", "plane" or "whole".
export function demand(address) {
  if (!LARGE) return "opening";
  const hash = new URLSearchParams(address.replace(/^#/, ""));
  const keys = [...hash.keys()];
  if (keys.some((key) => !OPENING.has(key) && !PLANE.has(key)) || !VIEWS.has(hash.get("w") ?? "picture")) return "whole";
  return keys.some((key) => PLANE.has(key)) ? "plane" : "opening";
}

export const saying = (key) => MESSAGES[key][new URLSearchParams(location.hash.slice(1)).get("l") ?? document.documentElement.lang] ?? MESSAGES[key].en;
function tell(text) {
  document.getElementById("counts").textContent = text;
}

// What the address asks for is read before the rest of the page begins.
if (demand(opensOn()) !== "opening") {
  tell(saying("reading"));
  try {
    if (demand(opensOn()) === "plane") await plane();
    else await readWhole((share) => tell(`${saying("reading")} ${Math.round(100 * share)} %`));
  } catch {
    // Said once the page stands: see gate.js.
  }
}
