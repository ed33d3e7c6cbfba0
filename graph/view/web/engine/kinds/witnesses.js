// Which things rest on one witness: every claim of a cause behind them comes from one group of sources.
// Mirrors graph/ask/kinds/witnesses.py.

import { Row, inAndOut, lookedAt } from "../answer.js";
import { Path, byObject, byRank } from "../edges.js";
import { claimPasses } from "../inquest.js";
import { choiceLabel, message, note, markedTitle } from "../said.js";
import { either, holds, meets, sorted, unique } from "../sets.js";
import { choices, kindsOf } from "../tables.js";
import { instances, within } from "../things.js";
import { INTERESTED } from "../weighed.js";

const VERDICTS = ["single-interested-witness", "single-witness-partly-interested", "single-witness"];

// One row for each thing of a class that rests on one witness, the interested ones first; its path holds all the claims
// that lead to the thing, which are no chain. Filters on places are about the thing, the others about the claims.
function witnesses(look, reading) {
  const unplaced = { ...reading.filters, places: [], not_places: [] };
  const members = instances(reading.subject.type);
  const isMember = (id) => members.has(id) && inAndOut(within(id), reading.filters);
  const found = look.edges(kindsOf("drives")).filter((edge) => edge.sign > 0 && isMember(edge.object));
  const kept = found.filter((edge) => claimPasses(look, look.view(edge.claim), unplaced));
  const led = byObject(kept);
  const rows = [...led].map(([end, causes]) => row(look, reading.language, end, causes)).filter(Boolean);
  const ordered = sorted(rows, (each) => [VERDICTS.indexOf(each.verdict), -each.hops, each.start]);
  return { reading, rows: ordered, examined: { ...lookedAt(found.length, kept.length, kept.length), things: led.size } };
}

function row(look, language, end, causes) {
  const ordered = causes.map((edge) => new Path([edge])).sort(byRank).map((path) => path.edges[0]);
  const claims = ordered.map((edge) => look.view(edge.claim));
  if (either(claims.map((claim) => claim.groups)).size !== 1 || !claims.every((claim) => claim.groups.size)) return null;
  const sources = sorted(either(claims.map((claim) => claim.supporting))).map((id) => look.source(id));
  const interests = new Set(sources.map((source) => source.interest));
  const [side, partly, one] = VERDICTS;
  const verdict = holds(INTERESTED, interests) ? side : meets(interests, INTERESTED) ? partly : one;
  return new Row(look, new Path(ordered), { verdict, ends: [end, ""], notes: notes(sources, interests, language) });
}

// Who the witness is: the makers that all its texts share, else the texts; and what stake it has.
function notes(sources, interests, language) {
  const makers = sources.map((each) => [...each.author, each.publisher].filter(Boolean));
  const shared = unique(makers[0]).filter((maker) => makers.every((others) => others.includes(maker)));
  const names = shared.length ? shared : sources.map((each) => markedTitle(each.id, language));
  const comma = message("list", language);
  const witness = note("witness", [unique(names).join(comma), sources.length]);
  const known = sorted(interests).filter((name) => Object.hasOwn(choices("interest"), name));
  if (!known.length) return [witness];
  return [witness, note("interest", [known.map((name) => choiceLabel("interest", name, language)).join(comma)])];
}

export const WITNESSES = { answer: witnesses, general: true };
