// A claim in the panel: its sentence, what is said of it, how sure it is, and who says so.

import { choose } from "./actions.js";
import { CLAIMS, DATA, SOURCES } from "./data.js";
import { copier, entityLinks, evidence, record } from "./evidence.js";
import { claimsOf, edgeOfClaim, signOf } from "./graph.js";
import { claimGroup, heading, row, statusTag } from "./parts.js";
import { choice, count, element, period, say, sentence, sentenceElements, signClass, text, words } from "./words.js";

// Rows that other parts add to a claim: functions of (claim, id) that give elements.
export const claimExtras = [];

export function claimPage(id) {
  const edge = edgeOfClaim(id);
  const told = [id, ...(edge?.claims ?? []).filter((also) => also !== id)].filter((one) => CLAIMS.has(one));
  const { subject, object } = CLAIMS.get(id);
  const beside = claimsOf(subject).filter((also) => {
    const claim = CLAIMS.get(also);
    const same = (claim.subject === subject && claim.object === object) || (claim.subject === object && claim.object === subject);
    return object && same && !told.includes(also);
  });
  const title = sentenceElements(CLAIMS.get(id), (name) => choose("entity", name));
  return [heading(say("claim"), title), ...told.map((one, index) => claimBody(one, index > 0)), beside.length ? claimGroup(say("between"), beside) : null];
}

function claimBody(id, titled) {
  const claim = CLAIMS.get(id);
  const sign = signOf(claim);
  const effect = claim.polarity && [sign ? element("b", { class: signClass(claim) }, sign, " ") : null, choice("polarity", claim.polarity)];
  const trust = claim.confidence === null || claim.confidence === undefined ? say("not_assessed") : meter(claim.confidence);
  return element(
    "section",
    { class: "claim" },
    titled ? element("h3", {}, sentence(claim)) : null,
    element(
      "dl",
      {},
      row("status", statusTag(claim) ?? choice("status", claim.status)),
      row("reason", words(claim.reason)),
      row("when", claim.when ? period(claim.when) : null),
      row("through", entityLinks(claim.through)),
      row("where", entityLinks(claim.where)),
      row("polarity", effect),
      row("because", claim.because ? choice("because", claim.because) : null),
      row("measure", words(claim.measure)),
      row("condition", words(claim.condition)),
      row("hedge", words(claim.hedge)),
      row("confidence", trust, element("span", { class: "quiet" }, " · ", count("independent", claim.independent_sources ?? 0))),
      row("record", record(claim.file, claim.line)),
    ),
    ...claimExtras.flatMap((extra) => extra(claim, id)),
    element("p", { class: "buttons" }, copier(() => citation(id), say("copy_citation"))),
    evidence(claim),
  );
}

export function meter(value) {
  const shown = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2, minimumFractionDigits: 2 }).format(value);
  return [element("meter", { min: 0, max: 1, value: String(value), "aria-hidden": "true" }), " ", shown];
}

// A claim with its sources, as one would quote it: sentence, who says so, line of the facts, release.
export function citation(id) {
  const claim = CLAIMS.get(id);
  const sources = [...new Set(claim.evidence.map((item) => item.source))].map((name) => {
    const source = SOURCES.get(name);
    const who = [source?.author?.join(", "), source?.publisher].filter(Boolean).join(", ");
    return [who, text(source?.title) || name, source?.published, source?.url].filter(Boolean).join(". ");
  });
  const when = claim.when ? ` (${period(claim.when)})` : "";
  const { id: release } = DATA.release;
  return [`${sentence(claim)}${when}.`, ...sources.map((source) => `– ${source}`), `Agglo ${release}, ${claim.file}:${claim.line} (${id})`].join("\n");
}
