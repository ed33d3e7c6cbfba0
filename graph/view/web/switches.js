// Switches of a view: buttons that show a field of the state and change it.

import { change, state } from "./store.js";
import { element, say } from "./words.js";

// Buttons in a row, of which one is pressed. `options`: [value, message] each.
export function oneOf(name, label, options) {
  const buttons = options.map(([value]) => element("button", { type: "button", "data-value": value, onclick: () => change({ [name]: value }) }));
  const box = element("div", { class: "choice", role: "group", "data-switch": name }, buttons);
  return {
    box,
    show() {
      box.setAttribute("aria-label", say(label));
      options.forEach(([value, key], at) => {
        buttons[at].textContent = say(key);
        buttons[at].setAttribute("aria-pressed", String(state[name] === value));
      });
    },
  };
}

// One button that is pressed or not.
export function onOff(name, key, { step = false } = {}) {
  const box = element("button", { type: "button", class: "onoff", "data-switch": name, onclick: () => change({ [name]: !state[name] }, { step }) });
  return {
    box,
    show() {
      box.textContent = say(key);
      box.setAttribute("aria-pressed", String(Boolean(state[name])));
    },
  };
}
