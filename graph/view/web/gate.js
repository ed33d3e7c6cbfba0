// In a large page a state can be shown only when what it needs has been read.

import { opensOn } from "./data.js";
import { edgeOfClaim } from "./graph.js";
import { LARGE, demand, detailed, plane, planeIsRead, saying, wholeIsRead } from "./large.js";
import { addressOf, addressed, awaited, gates } from "./store.js";
import { byId, say } from "./words.js";

export function missing() {
  byId("counts").textContent = byId("said").textContent = say("folder_missing", { folder: LARGE.folder });
}

// A promise of what a state lacks, or null if it lacks nothing.
async function lack(next) {
  if (!planeIsRead()) await plane();
  const chosen = next.selected;
  const claims = chosen?.kind === "claim" ? [chosen.id, ...(edgeOfClaim(chosen.id)?.claims ?? [])] : [];
  await detailed(chosen?.kind === "entity" ? [chosen.id] : [], claims);
}

if (LARGE) {
  gates.push((next) => {
    const address = addressOf(next);
    const needs = demand(address);
    if (needs === "whole" && !wholeIsRead()) {
      // What reasons over the whole graph was made for a page that has it from the start.
      byId("counts").textContent = saying("reading");
      if (location.hash !== address) history.pushState(null, "", `${location.pathname}${location.search}${address}`);
      location.reload();
      return new Promise(() => {});
    }
    if (needs === "opening") return null;
    if (planeIsRead() && !next.selected) return null;
    return lack(next).catch((error) => {
      missing();
      throw error;
    });
  });
}

// Begin once what the address asks for has been read, or has failed to be; at once, and without a promise, in a page
// that holds all.
export function entered(begin) {
  if (!LARGE) {
    begin();
    return null;
  }
  return (async () => {
    try {
      if (demand(opensOn()) !== "opening") await plane();
      await Promise.all(awaited(addressed().found));
      begin();
    } catch {
      begin();
      missing();
    }
  })();
}
