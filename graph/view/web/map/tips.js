// What a group and an arrow of the map say when the mouse is over them, and the lists that they open.

import { CLAIMS, ENTITIES } from "../data.js";
import { byType } from "../card.js";
import { glyph } from "../marks.js";
import { element, nameOf, period, say, sentence, sentenceElements, typeName } from "../words.js";
import { isArea, placeOf } from "./piles.js";
import { titleOf } from "./marks.js";

const MOST = 6; // lines of a tip

const line = (...content) => element("p", {}, ...content);
const quiet = (text) => element("p", { class: "quiet" }, text);

export function groupTip(group, inside, around) {
  const { things, piles, claims } = group;
  const single = things.length === 1 ? things[0] : null;
  const place = single ? placeOf(single) : group.key;
  const title = element("h4", {}, single ? nameOf(single) : titleOf(group));
  const facts = [
    claims.length ? quiet(say("map_claims_here", { count: claims.length })) : null,
    inside ? quiet(say("map_claims_inside", { count: inside })) : null,
    around ? quiet(say("map_claims_around", { count: around })) : null,
    isArea(place) && piles.length === 1 ? quiet(say("map_area", { name: nameOf(place) })) : null,
  ];
  if (single) {
    const where = place === single ? null : [say("comma"), nameOf(place)];
    return [title, line(glyph(ENTITIES.get(single).type), " ", typeName(ENTITIES.get(single).type), where), ...facts].flat().filter(Boolean);
  }
  const kinds = byType(things);
  const shown = kinds.slice(0, MOST).map(({ type, title: name, things: ids }) => line(glyph(type), " ", name, " ", element("span", { class: "number" }, String(ids.length))));
  const rest = kinds.slice(MOST).reduce((sum, kind) => sum + kind.things.length, 0);
  const places = piles.length > 1 ? quiet(piles.slice(0, MOST).map((pile) => nameOf(pile.place)).join(say("comma")) + (piles.length > MOST ? "…" : "")) : null;
  return [title, places, ...shown, rest ? quiet(say("map_more", { count: rest })) : null, ...facts].filter(Boolean);
}

export const claimsOf = ({ edges }) => edges.flatMap((edge) => edge.claims);

export function arrowTip(arrow) {
  const claims = claimsOf(arrow);
  const shown = claims.slice(0, MOST).map((id) => {
    const claim = CLAIMS.get(id);
    return line(sentenceElements(claim), claim.when ? element("span", { class: "quiet" }, " ", period(claim.when)) : null);
  });
  return [...shown, claims.length > MOST ? quiet(say("map_more", { count: claims.length - MOST })) : null].filter(Boolean);
}

export function arrowSaid(arrow) {
  const claims = claimsOf(arrow);
  const first = sentence(CLAIMS.get(claims[0]));
  return claims.length > 1 ? say("map_said_arrow", { claim: first, count: claims.length - 1 }) : first;
}
