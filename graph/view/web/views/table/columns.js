// The columns of the two tables: what a row shows, is sorted by, is found by, and gives to a file.
//
//   key, wide   name in the address, and least width in pixels
//   ids         the things that it names: it shows their names, and is found by all their names in all scripts
//   text        what it shows in place of that
//   also        more that it is found by
//   value       the number to sort by, null where there is none; a column with it is `numeric` unless it is `mixed`
//   order       the text to sort by, where that is not what it shows
//   file        [heading, value] pairs for a file, where that is not its key and what it shows or its number

import { CLAIMS, DATA, ENTITIES, own } from "../../data.js";
import { relationOf, signOf } from "../../graph.js";
import { amount, choice, classOf, nameOf, period, say, text, typeName } from "../../words.js";

const isNumber = (value) => typeof value === "number";
const relationName = (claim) => text(relationOf(claim).label, claim.relation.replaceAll("_", " "));
const whole = (value) => (isNumber(value) ? String(value) : "");
const sourcesOf = (claim) => new Set(claim.evidence.map(({ source }) => source)).size;
const inWords = (written) => (written ? period(written) : "");

const claims = [
  { key: "subject", wide: 190, ids: ({ claim }) => [claim.subject] },
  {
    key: "relation",
    wide: 132,
    text: ({ claim }) => [signOf(claim), relationName(claim)].filter(Boolean).join(" "),
    also: ({ claim }) => Object.values(relationOf(claim).label).join("\n"),
    order: ({ claim }) => relationName(claim),
    file: ({ claim }) => [["relation", relationName(claim)]],
  },
  {
    key: "object",
    wide: 200,
    mixed: true,
    ids: ({ claim }) => (claim.object ? [claim.object] : []),
    text: ({ claim }) => (claim.object ? nameOf(claim.object) : isNumber(claim.value) ? amount(claim) : ""),
    value: ({ claim }) => (!claim.object && isNumber(claim.value) ? claim.value : null),
    file: ({ claim }) => [
      ["object", claim.object ? nameOf(claim.object) : ""],
      ["value", isNumber(claim.value) ? claim.value : ""],
      ["unit", claim.unit ? text(own(DATA.units, claim.unit)?.label, claim.unit) : ""],
    ],
  },
  { key: "through", wide: 172, ids: ({ claim }) => claim.through },
  { key: "where", wide: 116, ids: ({ claim }) => claim.where },
  { key: "when", wide: 116, text: ({ claim }) => inWords(claim.when), also: ({ claim }) => claim.when ?? "", order: ({ claim }) => claim.when ?? "", file: ({ claim }) => [["when", claim.when ?? ""]] },
  { key: "status", wide: 104, text: ({ claim }) => choice("status", claim.status), also: ({ claim }) => claim.status },
  { key: "confidence", wide: 122, numeric: true, value: ({ claim }) => claim.confidence ?? null, text: ({ claim }) => (isNumber(claim.confidence) ? claim.confidence.toFixed(2) : say("not_assessed")) },
  { key: "independent", wide: 122, numeric: true, value: ({ claim }) => claim.independent_sources ?? null, text: ({ claim }) => whole(claim.independent_sources) },
  { key: "sources", wide: 94, numeric: true, value: ({ claim }) => sourcesOf(claim), text: ({ claim }) => whole(sourcesOf(claim)) },
  { key: "record", wide: 210, text: ({ claim }) => `${claim.file}:${claim.line}` },
];

const entity = ({ id }) => ENTITIES.get(id);
const things = [
  { key: "name", wide: 212, ids: ({ id }) => [id] },
  { key: "type", wide: 112, text: (row) => typeName(entity(row).type), also: (row) => Object.values(classOf(entity(row).type).label).join("\n") },
  { key: "place", wide: 128, ids: (row) => [entity(row).in].filter(Boolean) },
  { key: "active", wide: 106, text: (row) => inWords(entity(row).active), also: (row) => entity(row).active ?? "", order: (row) => entity(row).active ?? "", file: (row) => [["active", entity(row).active ?? ""]] },
  { key: "incoming", wide: 88, numeric: true, value: ({ incoming }) => incoming, text: ({ incoming }) => whole(incoming) },
  { key: "outgoing", wide: 88, numeric: true, value: ({ outgoing }) => outgoing, text: ({ outgoing }) => whole(outgoing) },
];

export const KINDS = { claims, things };
export const textOf = (column, row) => (column.text ? column.text(row) : column.ids(row).map(nameOf).join(say("comma")));

// The rows of a part: {id, claim} each, or {id, incoming, outgoing}.
export function rowsOf(part, kind) {
  if (kind === "claims") return part.claims.map((id) => ({ id, claim: CLAIMS.get(id) }));
  const [incoming, outgoing] = [new Map(), new Map()];
  const add = (map, id) => id && map.set(id, (map.get(id) ?? 0) + 1);
  for (const id of part.claims) {
    add(outgoing, CLAIMS.get(id).subject);
    add(incoming, CLAIMS.get(id).object);
  }
  return [...part.nodes].map((id) => ({ id, incoming: incoming.get(id) ?? 0, outgoing: outgoing.get(id) ?? 0 }));
}
