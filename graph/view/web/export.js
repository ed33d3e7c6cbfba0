// Taking along what the page shows: the picture (PNG, SVG), its claims (JSON-LD, citations), the command, the address.

import { part } from "./actions.js";
import { command } from "./ask.js";
import { citation } from "./claim-page.js";
import { CLAIMS, DATA, ENTITIES, SOURCES, longTexts } from "./data.js";
import { copier } from "./evidence.js";
import { glyph } from "./marks.js";
import { save } from "./save.js";
import { state } from "./store.js";
import { alone, framed, raster, written } from "./drawing.js";
import { current } from "./views.js";
import { KINDS, rowsOf } from "./views/table/columns.js";
import { fileOf } from "./views/table/file.js";
import { byId, element, say, typeName } from "./words.js";

const BASE = "https://w3id.org/agglo/";

// The drawing of the open view with title, legend and release; null if the view is none.
export function drawing() {
  const found = current().svg?.();
  if (!found) return null;
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const types = [...new Set([...part().nodes].map((id) => ENTITIES.get(id).type))].slice(0, 9);
  return framed({
    drawing: found,
    title: byId("question").textContent,
    foot: `Agglo ${DATA.release.id} · ${byId("counts").textContent}`,
    ink: colour("--ink"),
    paper: colour("--paper"),
    quiet: colour("--quiet"),
    marks: types.map((type) => ({ glyph: alone(glyph(type)), label: typeName(type) })),
  });
}

// The shown claims as JSON-LD, with the ids of the RDF.
export function jsonLd() {
  const ref = (kind, id) => ({ "@id": `${BASE}${kind}/${id}` });
  const known = new Set();
  const claims = part().claims.map((id) => {
    const claim = CLAIMS.get(id);
    for (const end of [claim.subject, claim.object, ...claim.through, ...claim.where]) if (ENTITIES.has(end)) known.add(end);
    return {
      ...ref("claim", id),
      "@type": "Claim",
      subject: ref("id", claim.subject),
      relation: { "@id": `${BASE}ontology/${claim.relation}` },
      ...(claim.object ? { object: ref("id", claim.object) } : { value: claim.value, unit: claim.unit }),
      through: claim.through.map((one) => ref("id", one)),
      where: claim.where.map((one) => ref("id", one)),
      when: claim.when,
      status: claim.status,
      confidence: claim.confidence,
      evidence: claim.evidence.map((item) => ({ source: ref("source", item.source), direction: item.direction, at: item.at, gist: languages(item.gist) })),
      record: `${claim.file}:${claim.line}`,
    };
  });
  const things = [...known].map((id) => ({ ...ref("id", id), "@type": ENTITIES.get(id).type, label: languages(ENTITIES.get(id).label) }));
  const sources = [...new Set(part().claims.flatMap((id) => CLAIMS.get(id).evidence.map((item) => item.source)))];
  const texts = sources.filter((id) => SOURCES.has(id)).map((id) => ({ ...ref("source", id), "@type": "Source", title: languages(SOURCES.get(id).title), url: SOURCES.get(id).url }));
  return { "@context": { "@vocab": `${BASE}ontology/`, label: "http://www.w3.org/2004/02/skos/core#prefLabel", title: "http://purl.org/dc/terms/title", url: "https://schema.org/url" }, "@graph": [...claims, ...things, ...texts] };
}

const languages = (map) => Object.entries(map ?? {}).map(([language, value]) => ({ "@language": language, "@value": value }));

const fileName = (ending) => `agglo-${DATA.release.id}-${state.view}.${ending}`;

const ACTS = [
  { key: "save_png", drawn: true, act: async () => save(fileName("png"), await raster(drawing())) },
  { key: "save_svg", drawn: true, act: async () => save(fileName("svg"), new Blob([written(drawing())], { type: "image/svg+xml" })) },
  { key: "save_csv", act: async () => (await longTexts(), save(fileName("csv"), fileOf(KINDS.claims, rowsOf(part(), "claims")))) },
  { key: "save_jsonld", act: async () => (await longTexts(), save(fileName("jsonld"), new Blob([JSON.stringify(jsonLd(), null, 1)], { type: "application/ld+json" }))) },
];

let stands = "";
export function showExport() {
  const drawn = Boolean(current().svg);
  if (stands === `${state.language} ${drawn}`) return;
  stands = `${state.language} ${drawn}`;
  const rows = ACTS.map(({ key, act, drawn: needs }) => element("li", {}, element("button", { type: "button", disabled: Boolean(needs) && !drawn, "data-save": key, onclick: act }, say(key))));
  const copies = [
    copier(command, say("copy_command")),
    copier(() => location.href, say("copy_link")),
    copier(() => part().claims.slice(0, 500).map(citation).join("\n\n"), say("copy_citations")),
  ].map((button) => element("li", {}, button));
  byId("export").replaceChildren(...rows, ...copies);
}
