// What happened: which firms went bankrupt, when something closed. Mirrors graph/ask/kinds/events.py.

import { Row, lookedAt, pathOf } from "../answer.js";
import { claimPasses } from "../inquest.js";
import { sorted } from "../sets.js";
import { kindsOf, ofRelations } from "../tables.js";
import { instances } from "../things.js";

// The accepted claims that it happened, by the time of the event; each is one row.
function events(look, reading) {
  const { entity: about, type } = reading.subject;
  const members = type ? instances(type) : null;
  const wanted = ofRelations(kindsOf(reading.relation))
    .map((id) => look.view(id))
    .filter((claim) => claim.status === "accepted" && ["", claim.subject].includes(about) && (!members || members.has(claim.subject)));
  const kept = wanted.filter((claim) => claimPasses(look, claim, reading.filters));
  const rows = sorted(kept, ({ edge }) => [!edge.dated, edge.since, edge.claim]).map((claim) => new Row(look, pathOf(claim)));
  return { reading, rows, examined: lookedAt(wanted.length, rows.length, rows.length) };
}

export const EVENTS = { answer: events, general: true };
