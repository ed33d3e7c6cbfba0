// How texts are compared: as atoms without case, accents, width, script variant or punctuation; mirrors graph/folding.py.
// An atom is a Chinese character, a number, or a run of other letters, so that Chinese needs no spaces.

const HAN = /^[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}]/u;
const ATOM = /[\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}]|\p{Nd}+(?:\.\p{Nd}+)?|(?:(?![\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3134f}]|\p{Nd})[\p{L}\p{N}])+/gu;
const ASCII_ATOM = /[0-9]+(?:\.[0-9]+)?|[a-z]+/g;
export const isAscii = (text) => !/[^\x00-\x7f]/.test(text); // eslint-disable-line no-control-regex

export const isHan = (text) => HAN.test(text);
const lastOf = (text) => [...text.slice(-2)].at(-1) ?? "";

// Where the atoms of a text stand, {text, start, end}; `table`: Traditional to Simplified characters, a Map.
export function atoms(text, table) {
  const normal = text.normalize("NFC");
  return Array.from(normal.matchAll(ATOM), (found) => {
    return { text: plain(found[0], table), start: found.index, end: found.index + found[0].length };
  });
}

function plain(text, table) {
  if (isAscii(text)) return text.toLowerCase();
  const bare = text.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ").replace(/\p{M}/gu, "");
  return Array.from(bare, (letter) => table?.get(letter) ?? letter).join("");
}

// What stands between two atoms in a folded text: a space, except beside Chinese.
export const glue = (before, after) => (isHan(after) || isHan(lastOf(before)) ? "" : " ");

// Atoms as one text to look up.
export function key(found) {
  let result = "";
  for (const { text } of found) result += result ? glue(result, text) + text : text;
  return result;
}

// A text as it is looked up.
export function fold(text, table) {
  if (isAscii(text)) return (text.toLowerCase().match(ASCII_ATOM) ?? []).join(" ");
  return key(atoms(text, table));
}
