// The questions that can be asked, each a sentence with blanks to fill: one click away from the opening.
//
// A form is a reading whose names are blanks; its sentence, in the reader's language, tells where the blanks stand.

import { ask } from "./ask.js";
import { DATA, ENTITIES, own } from "./data.js";
import { picker } from "./picker.js";
import { BLANKS, FORMS, sentence } from "./reader/index.js";
import { state, subscribe } from "./store.js";
import { byId, element, say } from "./words.js";

const fitting = (classes) => (id) => {
  const type = ENTITIES.get(id)?.type;
  return classes.includes(type) || (own(DATA.classes, type)?.parents ?? []).some((parent) => classes.includes(parent));
};

// The pieces of a form's sentence: texts, and blanks.
function pieces(reading) {
  try {
    return sentence(reading, state.language, { short: true }).split(/([\ue000-\ue002])/u).filter(Boolean);
  } catch {
    return []; // a form that this graph has no words for
  }
}

const filled = (value, names) => (typeof value === "string" && names.has(value) ? names.get(value) : value);
function complete(reading, names) {
  const fill = (one) => ({ ...one, entity: filled(one.entity, names) });
  return { ...reading, subject: fill(reading.subject), object: fill(reading.object), mechanism: filled(reading.mechanism, names) };
}

function row({ reading, takes }) {
  const parts = pieces(reading);
  if (!parts.length) return null;
  const fields = new Map();
  const said = parts.map((part) => {
    if (!BLANKS.includes(part)) return element("span", {}, part);
    const made = picker({ label: say("blank"), fits: takes[part] ? fitting(takes[part]) : undefined, taken: () => mark() });
    fields.set(part, made);
    return made;
  });
  const note = element("span", { class: "quiet fault", role: "alert" });
  const names = () => new Map([...fields].map(([blank, made]) => [blank, made.get()]));
  const button = element("button", { type: "submit", class: "go" }, say("ask_go"));
  const mark = () => (button.disabled = [...names().values()].some((id) => !id));
  const send = (event) => {
    event.preventDefault();
    const wrong = button.disabled ? null : ask(complete(reading, names()));
    note.textContent = wrong ? wrong.error : "";
    if (!wrong) byId("questions").close();
  };
  mark();
  return element("li", {}, element("form", { class: "form", onsubmit: send }, element("span", { class: "said" }, said), button, note));
}

function fill() {
  const groups = [...new Set(FORMS.map(({ group }) => group))].map((group) => {
    const rows = FORMS.filter((one) => one.group === group).map(row).filter(Boolean);
    return rows.length ? element("section", {}, element("h3", {}, say(`ask_${group}`)), element("ul", {}, rows)) : null;
  });
  byId("forms").replaceChildren(...groups.filter(Boolean));
}

byId("others").addEventListener("click", () => {
  fill();
  byId("questions").showModal();
});
byId("close-questions").addEventListener("click", () => byId("questions").close());
subscribe((changed) => {
  if (changed.has("language") && byId("questions").open) fill();
});

