// Names of things as they are looked up: without case, accents and the difference of scripts; mirrors graph/folding.py.

import { DATA, ENTITIES } from "../data.js";

const VARIANTS = new Map(Object.entries(DATA.reader?.variants ?? {}));
const simplified = (text) => [...text].map((letter) => VARIANTS.get(letter) ?? letter).join("");

export const folded = (text) => simplified(text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()).replace(/[^\p{L}\p{N}]+/gu, " ").trim();

let table = null;
// The ids of the things that have a name.
export function named(text) {
  if (ENTITIES.has(text)) return [text];
  if (!table) {
    table = new Map();
    for (const [id, { label, also }] of ENTITIES) {
      for (const name of new Set([...Object.values(label), ...also].map(folded))) table.set(name, [...(table.get(name) ?? []), id]);
    }
  }
  const key = folded(text);
  return table.get(key) ?? table.get(key.replace(/^the /, "")) ?? [];
}
