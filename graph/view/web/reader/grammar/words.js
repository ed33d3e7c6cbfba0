// Regular forms of English words that the vocabulary does not list; mirrors the reading side of graph/ask/english.py.

const SIBILANT = /(?:s|x|z|ch|sh)$/;
const ENDINGS = [["ies", "y"], ["ied", "y"], ["ing", ""], ["ing", "e"], ["ed", ""], ["ed", "e"], ["s", ""]];

// What a noun may be the plural of.
export function singulars(noun) {
  if (noun.length < 4 || !noun.endsWith("s") || noun.endsWith("ss")) return [];
  const found = [noun.slice(0, -1)];
  if (noun.endsWith("ies")) found.push(`${noun.slice(0, -3)}y`);
  else if (noun.endsWith("es")) found.push(noun.slice(0, -2));
  return found;
}

// The forms that the vocabulary may list for a verb in another form: without an ending, or with that of `drives`.
export function bases(verb) {
  const stems = ENDINGS.filter(([ending]) => verb.endsWith(ending) && verb.length > ending.length + 2)
    .map(([ending, instead]) => verb.slice(0, -ending.length) + instead);
  return (stems.length ? stems : [verb]).flatMap((stem) => [stem, thirdPerson(stem)]).filter((each) => each !== verb);
}

function thirdPerson(base) {
  if (/y$/.test(base) && !/[aeiou]y$/.test(base) && base.length > 1) return `${base.slice(0, -1)}ies`;
  return base + (SIBILANT.test(base) ? "es" : "s");
}
