// Words: how names, claims, dates and numbers are said in the reader's language.
// All text from the data reaches the page as text nodes: nothing here writes markup.

import { DATA, ENTITIES, LANGUAGES, MESSAGES, own } from "./data.js";
import { relationOf, signOf } from "./graph.js";
import { field, state } from "./store.js";

const FALLBACK = {
  en: ["en", "zh-Hans", "zh-Hant"],
  "zh-Hans": ["zh-Hans", "zh-Hant", "en"],
  "zh-Hant": ["zh-Hant", "zh-Hans", "en"],
};
const FIRST_LANGUAGE = document.documentElement.lang;
field("language", { key: "l", initial: FIRST_LANGUAGE, read: (text) => (LANGUAGES.includes(text) ? text : undefined) });

export const byId = (id) => document.getElementById(id);
export const chinese = () => state.language !== "en";

export function say(key, values = {}) {
  return MESSAGES[key][state.language].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

export function count(key, number) {
  return say(number === 1 ? `${key}_one` : key, { count: number });
}

// The text of a language map in the reader's language, else in the nearest that it has.
export function pick(map) {
  for (const language of FALLBACK[state.language]) {
    if (own(map, language)) return { text: map[language], language };
  }
  const other = Object.entries(map ?? {}).find(([, text]) => text);
  return other ? { text: other[1], language: other[0] } : null;
}

export const text = (map, instead = "") => pick(map)?.text ?? instead;
export const nameOf = (id) => text(ENTITIES.get(id)?.label, id);
export const classOf = (type) => own(DATA.classes, type) ?? { label: {}, colour: "#777777", shape: "dot" };
export const typeName = (type) => text(classOf(type).label, type);
export const roleName = (role) => text(own(DATA.roles, role)?.label, typeName(role));
export const choice = (list, key) => text(own(own(DATA.choices, list), key)?.label, key);

// Make an element; every child that is a string becomes a text node.
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

// Write a text where it does not stand yet: who touches an element has the page laid out again.
export function write(box, written) {
  if (box.textContent !== written) box.textContent = written;
}

// A language map as an element; text in another language than the reader's says which it is.
export function words(map, tag = "span") {
  const found = pick(map);
  if (!found) return null;
  if (found.language === state.language) return element(tag, {}, found.text);
  const name = own(MESSAGES, `in_language_${found.language}`) ? say(`in_language_${found.language}`) : found.language;
  const mark = element("span", { class: "tongue", lang: state.language }, name);
  return element(tag, { lang: found.language }, found.text, " ", mark);
}

// Formats are made once: the first of all costs the browser thirty milliseconds, so that small whole numbers take none.
const formats = new Map();
export function number(value) {
  if (typeof value !== "number" || (Number.isInteger(value) && Math.abs(value) < 1000)) return String(value);
  const large = Math.abs(value) >= 1e6;
  const style = large ? { notation: "compact", compactDisplay: "long", maximumFractionDigits: 2 } : { maximumFractionDigits: 6 };
  const key = `${state.language} ${large}`;
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(state.language, style));
  return formats.get(key).format(value);
}

export function amount(claim) {
  const unit = claim.unit ? text(own(DATA.units, claim.unit)?.label, claim.unit) : "";
  return [number(claim.value), unit].filter(Boolean).join(" ");
}

// One EDTF date in words; what is not understood stays as written.
function date(written) {
  const decade = /^(\d{3})X$/.exec(written);
  if (decade) return say("decade", { year: `${decade[1]}0` });
  const doubt = /^([^~?%]+)([~?%])$/.exec(written);
  if (doubt) return say(doubt[2] === "?" ? "perhaps" : "about", { date: date(doubt[1]) });
  return written;
}

export function period(written) {
  const ends = String(written).split("/");
  if (ends.length !== 2) return date(String(written));
  const [from, to] = ends.map((end) => (end === ".." || end === "" ? "" : date(end)));
  if (from && to) return say("span", { from, to });
  return from ? say("since", { from }) : say("until", { to });
}

// The parts of a claim in reading order: {part: "subject" | "verb" | "object", text, id}.
function parts(claim) {
  const verb = text(relationOf(claim).label, claim.relation.replaceAll("_", " "));
  const target =
    claim.object !== null && claim.object !== undefined
      ? { part: "object", text: nameOf(claim.object), id: claim.object }
      : claim.value !== null && claim.value !== undefined
        ? { part: "object", text: amount(claim), id: null }
        : null;
  // In Chinese the object may stand inside the verb: 使…衰落.
  const [before, after] = target && verb.includes("…") ? verb.split("…", 2) : [verb, ""];
  return [
    { part: "subject", text: nameOf(claim.subject), id: claim.subject },
    before ? { part: "verb", text: before } : null,
    target,
    after ? { part: "verb", text: after } : null,
  ].filter(Boolean);
}

// Words in a row: a space between, except between two Chinese characters.
function joint(left, right) {
  if (!chinese()) return " ";
  return /[\w)\]%]$/.test(left) || /^[\w([]/.test(right) ? " " : "";
}

export function sentence(claim) {
  return parts(claim).reduce((said, part) => (said ? said + joint(said, part.text) : "") + part.text, "");
}

// The sentence as elements: names that can be chosen, and the verb.
export function sentenceElements(claim, choose) {
  const made = [];
  let last = "";
  for (const part of parts(claim)) {
    if (made.length) made.push(joint(last, part.text));
    last = part.text;
    if (part.part === "verb") made.push(element("span", { class: `verb ${signClass(claim)}` }, part.text));
    else if (choose && part.id && ENTITIES.has(part.id)) {
      made.push(element("button", { type: "button", class: "link", onclick: () => choose(part.id) }, part.text));
    } else made.push(element("span", { class: "term" }, part.text));
  }
  return made;
}

export const signClass = (claim) => ({ "+": "plus", "−": "minus" })[signOf(claim)] ?? "plain";

// An outside address is a link only when it is an ordinary web address.
export function webAddress(written) {
  if (!/^https?:\/\//i.test(written ?? "")) return null;
  try {
    const found = new URL(written);
    return found.protocol === "https:" || found.protocol === "http:" ? found.href : null;
  } catch {
    return null;
  }
}

// Put the words of the reader's language into the fixed parts of the page.
// Once a language.
let put = "";
export function putTexts() {
  if (put === state.language) return;
  put = state.language;
  document.documentElement.lang = state.language;
  for (const found of document.querySelectorAll("[data-text]")) found.textContent = say(found.dataset.text);
  for (const found of document.querySelectorAll("[data-label]")) {
    found.setAttribute("aria-label", say(found.dataset.label));
    if (found.tagName === "BUTTON") found.title = say(found.dataset.label);
  }
  for (const found of document.querySelectorAll("[data-placeholder]")) {
    found.setAttribute("placeholder", say(found.dataset.placeholder));
  }
}
