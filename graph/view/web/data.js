// The data of the page: what is drawn first as plain JSON, all else packed (deflate, then base64).

const block = (id) => document.getElementById(id);

// The value in a block of the page, packed or plain.
export async function unpacked(id) {
  const { type, textContent } = block(id);
  if (type === "application/json") return JSON.parse(textContent);
  const stream = new Blob([bytesOf(textContent)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

export const own = (table, key) => (table && Object.hasOwn(table, key) ? table[key] : undefined);
export const LANGUAGES = ["en", "zh-Hans", "zh-Hant"];
export const MESSAGES = await unpacked("messages");
// What pyvis holds: the nodes and edges of the first sight.
export const FIRST = { nodes: await unpacked("nodes"), edges: await unpacked("edges") };
export const DATA = await unpacked("data");
// Maps, since an id may be any word, `constructor` too.
export const ENTITIES = new Map(Object.entries(DATA.entities));
export const CLAIMS = new Map(Object.entries(DATA.claims));
export const SOURCES = new Map(Object.entries(DATA.sources));

// Long texts (gists, notes, titles of sources) are a block of their own, which is read once the first sight is drawn.
// They are put where they belong, so that `text.gist`, `entity.note` and `source.title` can be read by whoever waited.
let reading = null;
export function longTexts() {
  reading ??= unpacked("texts").then((texts) => {
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
