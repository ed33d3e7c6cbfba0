// Which things of a kind there are, anywhere or in some places; or where one is. Mirrors graph/ask/kinds/instances.py.

import { CLAIMS, ENTITIES } from "../../data.js";
import { Row, inAndOut, lookedAt } from "../answer.js";
import { NOWHERE } from "../edges.js";
import { FILTERS } from "../reading.js";
import { lineOf, named, note } from "../said.js";
import { sorted, unique } from "../sets.js";
import { derivations, factKey, lifting, mentions } from "../tables.js";
import { instances as allOf, parents, within } from "../things.js";

// One row for each thing of a class or role that is in the places that the filters name, those of which most is on
// record first. Of a thing by itself one row, if anything says where it is.
function instances(look, reading) {
  const { type, entity: about } = reading.subject;
  const members = about ? new Set([about].filter((id) => parents().get(id)?.size)) : allOf(type);
  const here = [...members].filter((id) => inAndOut(within(id), reading.filters));
  const ranked = sorted(here, (id) => [-mentions(id).length, id]);
  const naming = unique(here.flatMap(mentions)).length;
  const examined = { ...lookedAt(naming, naming), things: here.length };
  return { reading, rows: ranked.map((id) => row(look, type, id)), examined };
}

function row(look, type, id) {
  const notes = [...where(look, id), ...role(look, type, id), note("claims", [mentions(id).length])];
  return new Row(look, NOWHERE, { ends: [id, ""], title: note("thing", [named(id)]), notes });
}

function* where(look, id) {
  const lifts = lifting();
  const said = mentions(id).filter((claim) => {
    const { subject, status, object, relation } = CLAIMS.get(claim);
    return subject === id && status === "accepted" && object && lifts.has(relation);
  });
  const around = sorted(unique(said.map((claim) => CLAIMS.get(claim).object)));
  if (said.length) yield note("in", [around.map(named)], best(look, said));
  const recorded = sorted([...(parents().get(id) ?? [])].filter((up) => !around.includes(up)));
  if (recorded.length) yield note("in-record", [recorded.map(named), lineOf(ENTITIES.get(id))]);
}

// The claims by which a rule gave it the role that is asked for.
function* role(look, type, id) {
  const ways = derivations().get(factKey({ subject: id, relation: "type", object: type })) ?? [];
  const claims = unique(ways.flatMap(({ premises }) => premises.map(({ claim }) => claim)).filter(Boolean));
  if (claims.length) yield note("role", [named(type), claims.length], best(look, claims));
}

const best = (look, claims) => sorted(claims, (id) => [-(look.view(id).confidence ?? 0), id]);

export const INSTANCES = { answer: instances, general: true, filters: new Set(FILTERS.filter((name) => ["places", "not_places"].includes(name))) };
