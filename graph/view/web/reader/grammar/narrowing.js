// The parts of a question that narrow its answer: mechanisms, places, periods, sources, confidence, chains; mirrors
// graph/ask/narrowing.py.

import { once } from "../../engine/sets.js";
import { UNBROKEN, alt, many, maybe, separated, seq } from "./parsing.js";
import { MAX_HOPS, said, together } from "./reading.js";
import { any, entity, number, source, wholeNumber, word } from "./terminals.js";

// `places`; `gap`: what may stand between two parts of a question, everything but a place; `margin`: what may stand
// before and after, everything.
export const narrowing = once(() => {
  const places = separated(any("the").next(entity(["Place"])), word("or", "and"));
  const joint = any("and", "but");
  const filters = alt(...mechanisms(), ...periods(), ...clocks(), ...trust(), ...checks()).map((found) => said(found));
  const unplaced = joint.next(filters.or(chains()));
  const inside = joint.next(word("in")).next(places.map((ids) => said({ places: ids })));
  const silent = word("noise").map(() => said());
  const outside = word("not").next(word("in")).or(word("outside"));
  const elsewhere = outside.next(places.map((ids) => said({ not_places: ids })));
  const toward = word("toward").next(places).map((ids) => said({ places: ids }, null, false, true));
  const placed = alt(inside, joint.next(elsewhere), toward);
  return { places, gap: many(unplaced.or(silent)).map(together), margin: many(alt(unplaced, placed, silent)).map(together) };
});

function mechanisms() {
  const mechanism = any("the").next(entity(["Mechanism"]));
  const anyOf = separated(mechanism, word("or"));
  const allOf = separated(mechanism.map((one) => [one]), word("and"));
  const barred = word("not").next(word("through")).or(word("lacking"));
  return [
    word("through").next(anyOf.map((ids) => [ids]).or(allOf)).map((groups) => ({ through: groups })),
    barred.next(anyOf.map((ids) => ({ not_through: ids }))),
  ];
}

const since = (year) => ({ since: year });
const until = (year) => ({ until: year });
const plainYear = once(() => wholeNumber(1000, 2999, "year"));
const aYear = once(() => maybe(word("year")).next(plainYear()).skip(maybe(word("year"))));

function periods() {
  const [the, plain, year] = [any("the"), plainYear(), aYear()];
  const pair = seq(year, word("to", "and").next(year)).or(seq(plain, year));
  const spell = pair.map((years) => ({ since: Math.min(...years), until: Math.max(...years) }));
  const decade = plain.map((found) => (found % 10 === 0 ? found : null));
  const century = wholeNumber(10, 30, "century").skip(word("century"));
  const tens = wholeNumber(0, 90, "decade").map((found) => (found % 10 === 0 ? found : null));
  const spoken = seq(century, tens).map(([hundreds, more]) => (hundreds - 1) * 100 + more);
  const decades = decade.or(spoken).skip(word("decade"));
  return [
    word("since").next(year.map(since)).skip(maybe(word("since_end"))),
    maybe(word("in")).next(year.map(since)).skip(word("since_end")),
    word("after").next(year.map((found) => since(found + 1))),
    maybe(word("since", "in")).next(year.map((found) => since(found + 1))).skip(word("after_end")),
    word("before").next(year.map((found) => until(found - 1))),
    maybe(word("before", "in")).next(year.map((found) => until(found - 1))).skip(word("before_end")),
    word("until", "by").next(year.map(until)).skip(maybe(word("until_end"))),
    year.map(until).skip(word("until_end")),
    maybe(word("between", "since", "in")).next(spell).skip(maybe(word("between_end"))),
    word("in").next(the).next(year.map((found) => ({ since: found, until: found }))),
    plain.skip(word("year")).map((found) => ({ since: found, until: found })),
    maybe(word("in")).next(the).next(decades.map((found) => ({ since: found, until: found + 9 }))),
    word("since").next(the).next(decades.map(since)),
    word("after").next(the).next(decades.map((found) => since(found + 10))),
    word("before").next(the).next(decades.map((found) => until(found - 1))),
  ];
}

// The two clocks: as of 1985, 按1985年当时; as known by 2010, 按2010年已知.
function clocks() {
  const [then, known] = [aYear().map((found) => ({ as_of: found })), aYear().map((found) => ({ known_by: found }))];
  return [
    word("as_of").next(then).skip(maybe(word("as_of_end"))),
    maybe(word("in", "according", "as_of")).next(then).skip(word("as_of_end")),
    word("known_by").next(known).skip(maybe(word("known_by_end"))),
    maybe(word("in", "until", "according", "known_by")).next(known).skip(word("known_by_end")),
  ];
}

function trust() {
  const sources = separated(any("the").next(source()), word("or")).map((found) => [...new Set(found.flat())].sort());
  const line = number(0, 1, "confidence");
  return [
    word("according").next(sources.map((ids) => ({ sources: ids }))).skip(maybe(word("said"))),
    word("confidence").next(line.map((found) => ({ confidence: found }))),
    word("at_least").next(line.map(atLeast)),
  ];
}

// Since when somebody must have read the source: `checked since 2019-05-01`, 核查不早于2019年5月1日.
function checks() {
  const month = UNBROKEN.next(wholeNumber(1, 12, "month")).skip(maybe(word("month")));
  const day = UNBROKEN.next(wholeNumber(1, 31, "day")).skip(maybe(word("day")));
  const year = wholeNumber(1000, 2999, "year").skip(maybe(word("year")));
  const date = alt(seq(year), seq(year, month), seq(year, month, day)).map(dated).map((first) => ({ checked_since: first }));
  return [
    word("checked_since").next(date).skip(maybe(word("since_end", "after_end"))),
    maybe(word("since")).next(date).skip(word("checked_since_end")),
  ];
}

function chains() {
  const steps = wholeNumber(1, MAX_HOPS, "steps").skip(word("steps"));
  const bounded = word("at_most").next(steps).or(steps.skip(word("steps_end")));
  return word("directly").map(() => 1).or(bounded).map((hops) => said({}, hops));
}

// A year, a month or a day in ISO 8601; null if there is no such day.
function dated([year, ...rest]) {
  const text = [String(year).padStart(4, "0"), ...rest.map((found) => String(found).padStart(2, "0"))].join("-");
  const days = rest.length > 1 ? new Date(Date.UTC(year, rest[0], 0)).getUTCDate() : 31;
  return (rest[1] ?? 1) <= days ? text : null;
}

// The filter that keeps a line itself too: confidence has two decimals, so it is above the last one below it.
function atLeast(line) {
  const hundredths = Math.ceil(Number((line * 100).toFixed(6)));
  return hundredths ? { confidence: (hundredths - 1) / 100 } : null;
}
