// The regular forms of English words; mirrors graph/ask/english.py.

const BE = new Map(Object.entries({ is: "are", was: "were", has: "have", does: "do" }));
const PAST = new Map(Object.entries({ drives: "drove", draws: "drew", makes: "made", gets: "got", leads: "led", transfers: "transferred" }));
const BASE = new Map(
  Object.entries({
    spun: "spin", led: "lead", drove: "drive", drew: "draw", made: "make", got: "get", went: "go", rose: "rise",
    closed: "close", declined: "decline", moved: "move",
  }),
);
const SIBILANT = /(?:s|x|z|ch|sh)$/;

const cut = (text) => {
  const at = text.indexOf(" ");
  return at < 0 ? [text, "", ""] : [text.slice(0, at), " ", text.slice(at + 1)];
};

export function plural(noun) {
  const at = noun.lastIndexOf(" ");
  const [before, last] = at < 0 ? ["", noun] : [noun.slice(0, at + 1), noun.slice(at + 1)];
  if (last === "person") return `${before}people`;
  if (/(?:^|[^aeiou])y$/.test(last)) return `${before}${last.slice(0, -1)}ies`;
  return before + last + (SIBILANT.test(last) ? "es" : "s");
}

function base(verb) {
  if (BASE.has(verb)) return BASE.get(verb);
  if (BE.has(verb)) return BE.get(verb);
  if (verb.endsWith("ed")) return verb.slice(0, -2);
  if (verb.endsWith("ies")) return `${verb.slice(0, -3)}y`;
  if (/(?:sses|xes|ches|shes)$/.test(verb)) return verb.slice(0, -2);
  return verb.endsWith("s") && !verb.endsWith("ss") ? verb.slice(0, -1) : verb;
}

// After `did`: from `drives`, from `spun off`, from `founded`.
export function baseForm(phrase) {
  const [verb, gap, rest] = cut(phrase);
  return (verb === "is" || verb === "was" ? "be" : base(verb)) + gap + rest;
}

// After a plural noun: `drive`, `are members of`; a past form stays.
export function pluralForm(phrase) {
  let [verb, gap, rest] = cut(phrase);
  const [article, , noun] = cut(rest);
  if (["is", "was"].includes(verb) && ["a", "an"].includes(article) && noun.endsWith(" of")) rest = `${plural(noun.slice(0, -3))} of`;
  return (BE.get(verb) ?? (verb.endsWith("s") ? base(verb) : verb)) + gap + rest;
}

export function pastForm(phrase) {
  const [verb, gap, rest] = cut(phrase);
  if (!verb.endsWith("s")) return phrase;
  const plain = base(verb);
  const regular = plain.endsWith("e") ? `${plain}d` : plain.endsWith("y") ? `${plain.slice(0, -1)}ied` : `${plain}ed`;
  return (PAST.get(verb) ?? regular) + gap + rest;
}
