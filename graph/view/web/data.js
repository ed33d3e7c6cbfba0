// The data of the page: what is drawn first as plain JSON, all else packed (deflate, then base64).

import { unpacked } from "./unpack.js";

// The value in a block of the page, packed or plain.
export async function inBlock(id) {
  const { type, textContent } = document.getElementById(id);
  return type === "application/json" ? JSON.parse(textContent) : unpacked(textContent);
}

export const own = (table, key) => (table && Object.hasOwn(table, key) ? table[key] : undefined);
// What the status of a claim is that does not stand: it is listed but never drawn.
export const FALLEN = new Set(["rejected", "superseded", "withdrawn"]);
export const LANGUAGES = ["en", "zh-Hans", "zh-Hant"];
export const MESSAGES = await inBlock("messages");
// What pyvis holds: the nodes and edges of the first sight.
export const FIRST = { nodes: await inBlock("nodes"), edges: await inBlock("edges") };
export const DATA = await inBlock("data");
// What the address asks for, else what the page opens on.
export const opensOn = () => location.hash.slice(1) || DATA.start || "";
// Maps, since an id may be any word, `constructor` too.
export const ENTITIES = new Map(Object.entries(DATA.entities));
export const CLAIMS = new Map(Object.entries(DATA.claims));
export const SOURCES = new Map(Object.entries(DATA.sources));

// Long texts (gists, notes, titles of sources) are a block of their own, which is read once the first sight is drawn.
// They are put where they belong, so that `text.gist`, `entity.note` and `source.title` can be read by whoever waited.
let reading = null;
export function longTexts() {
  reading ??= inBlock("texts").then((texts) => {
    for (const [id, more] of Object.entries(texts.entities)) Object.assign(ENTITIES.get(id), more);
    for (const [id, more] of Object.entries(texts.sources)) Object.assign(SOURCES.get(id), more);
    for (const [id, { evidence, ...more }] of Object.entries(texts.claims)) {
      const claim = CLAIMS.get(id);
      Object.assign(claim, more);
      evidence.forEach((item, index) => Object.assign(claim.evidence[index], item));
    }
    return true;
  });
  return reading;
}
