// Questions in words: reading them, and writing readings.

import { DATA, LANGUAGES, own } from "../data.js";
import { FILTERS, KINDS } from "../engine/index.js";
import { hasClock } from "../engine/kinds/load.js";
import { BLANKS, FORMS } from "./forms.js";
import { canRead } from "./grammar/lexicon.js";
import { MAX_LENGTH, understood } from "./grammar/read.js";
import { refusal } from "./grammar/refusal.js";
import { named } from "./names.js";
import { sentence } from "./sentence.js";

const MORE = DATA.reader ?? {};
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

// Patterns of all forms in all languages: {pattern, blanks, reading, language}; made when a question is first read.
let made = null;
function patterns() {
  made ??= LANGUAGES.flatMap((language) => FORMS.flatMap(({ reading }) => pattern(reading, language)));
  return made;
}

function pattern(reading, language) {
  const said = sentence(reading, language, { short: true }).replace(/[?？]$/u, "");
  const blanks = [...said].filter((letter) => BLANKS.includes(letter));
  const source = escaped(plain(said)).replace(/[\ue000-\ue002]/gu, "(.+?)");
  return [{ pattern: new RegExp(`^${source}$`, "iu"), blanks, reading, language }];
}

const plain = (text) => text.trim().replace(/[?？。.!！]+$/u, "").replace(/\s+/g, " ");

// Read a question as the command reads it: {reading}, or {error, …} that says what is wrong with it (`refusal`). What the
// grammar does not read, and a page without one, is read by the forms that the page offers. `language`: of messages.
export function read(text, language) {
  if (!canRead) return patterned(text);
  const found = understood(text);
  if (found.reading) return unanswered(found.reading) ? NOT_HERE : found;
  const offered = found.error === "unread" && text.length <= MAX_LENGTH ? patterned(text) : found;
  return offered.reading ? offered : refusal(found, language);
}

const NOT_HERE = { error: "not_here", message: "", hint: "", at: null, suggestions: [] };
// What the page has no data for: when sources were checked, and which claims bore the most load at another time.
const unanswered = ({ kind, filters }) =>
  !KINDS.has(kind) || (kind === "load" && hasClock(filters)) || Object.keys(filters).some((name) => !FILTERS.includes(name));

const UNREAD = { ...NOT_HERE, error: "unread" };
function patterned(text) {
  if (!MORE.messages) return UNREAD; // a page without the texts of questions
  const [clause, filters] = narrowing(plain(text));
  for (const { pattern: form, blanks, reading, language } of patterns()) {
    const found = form.exec(clause);
    if (!found) continue;
    const names = new Map();
    for (const [at, blank] of blanks.entries()) {
      const ids = named(found[at + 1]);
      if (ids.length === 1) names.set(blank, ids[0]);
    }
    if (names.size === new Set(blanks).size) return { reading: { ...filled(reading, names), filters, language } };
  }
  return UNREAD;
}

// The filters that stand at the end of a question, and what is before them.
function narrowing(text) {
  const filters = {};
  const parts = text.split(/, |，/u);
  while (parts.length > 1 && narrowed(parts.at(-1), filters)) parts.pop();
  return [parts.join(", "), filters];
}

const NUMBERS = ["since", "until", "as_of", "known_by", "confidence"];

function narrowed(part, filters) {
  for (const language of LANGUAGES) {
    const texts = own(MORE.messages, language) ?? {};
    const matches = (name) => new RegExp(`^${escaped(texts[name]).replace(/\\\{0\\\}/, "(.+?)").replace(/\\\{1\\\}/, "(.+?)")}$`, "iu").exec(part);
    if (matches("hops") || matches("one-hop")) return true;
    const spell = matches("between");
    if (spell && spell.slice(1, 3).every((year) => /^\d+$/.test(year))) return Object.assign(filters, { since: Number(spell[1]), until: Number(spell[2]) });
    for (const name of NUMBERS) {
      const found = matches(name);
      if (found && !Number.isNaN(Number(found[1]))) return Object.assign(filters, { [name]: Number(found[1]) });
    }
    const found = matches("through");
    const ids = found ? found[1].split(texts.or).map((name) => named(name)) : [[]];
    if (ids.every((one) => one.length === 1)) return Object.assign(filters, { through: [ids.flat()] });
  }
  return false;
}

const fill = (value, names) => (names.has(value) ? names.get(value) : value);
function filled(reading, names) {
  const slot = (one) => ({ ...one, entity: fill(one.entity, names) });
  return { ...reading, subject: slot(reading.subject), object: slot(reading.object), mechanism: fill(reading.mechanism, names) };
}

export { BLANKS, FORMS, sentence };
