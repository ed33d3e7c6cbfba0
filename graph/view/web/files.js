// The folder beside a large page. Its files are scripts that hand over their text: a page that was opened from disk may
// read nothing else, and only a script of the page itself may add one (its policy says `strict-dynamic`).

import { unpacked } from "./unpack.js";

const asked = new Map(); // name: {take}
let own = null; // {folder, stamp}

// Say where the files are; what is handed over must bear the stamp.
export function shelf(folder, stamp) {
  own = { folder, stamp };
  window.aggloFile = (name, stamped, text) => {
    if (stamped === own.stamp) asked.get(name)?.take(text);
  };
}

// The value of a file; fails if it is missing or of another graph.
export async function readFile(name) {
  if (!/^[a-z]+-\d+$/.test(name)) throw new Error(`no file ${name}`);
  const text = await new Promise((take, fail) => {
    asked.set(name, { take });
    const script = document.createElement("script");
    script.src = `${encodeURIComponent(own.folder)}/${name}.js`;
    // A file that was read has handed over its text by now: then failing does nothing.
    script.onload = script.onerror = () => {
      script.remove();
      asked.delete(name);
      fail(new Error(`${own.folder}/${name}.js`));
    };
    document.head.append(script);
  });
  return unpacked(text);
}
