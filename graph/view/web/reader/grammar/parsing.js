// A small parser kit that keeps every way to read a text, so that a question with two readings is never guessed at;
// mirrors graph/ask/parsing.py. A parser gives all pairs [index after it, value] for a start index. Results are
// remembered a parser and index, so the work grows with the length of the question and not with the ways to read it.

import { glue } from "./folding.js";

const MAX_STEPS = 60000;
const MAX_WAYS = 400;
// More than the atoms of any question that is read.
const MOST_ATOMS = 1024;

// The text has more readings than anybody would mean.
export class TooInvolved extends Error {}

// A question while it is read. `breaks`: the atoms before which a comma or another break stands; `every`: names shorter
// than the longest one at a place are tried too; `furthest`: the atom at which the reader that came furthest gave up;
// `expected`: what would have fitted there.
export class Sentence {
  constructor(atoms, breaks = new Set(), text = "", every = false) {
    Object.assign(this, { atoms, breaks, text, every, furthest: 0, expected: new Set(), steps: 0 });
    this.memo = new Map();
    this.found = new Map();
    this.begun = [];
  }

  // The texts that begin at an atom, folded as the lexicon's: where each ends, and the text; shortest first.
  phrases(start, longest) {
    const begun = (this.begun[start] ??= start < this.atoms.length ? [[start + 1, this.atoms[start].text]] : []);
    while (begun.length < longest && start + begun.length < this.atoms.length && begun.length) {
      const [end, phrase] = begun.at(-1);
      begun.push([end + 1, phrase + glue(this.atoms[end - 1].text, this.atoms[end].text) + this.atoms[end].text]);
    }
    return begun.length > longest ? begun.slice(0, longest) : begun;
  }

  written(start, end) {
    return this.text.slice(this.atoms[start].start, this.atoms[end - 1].end);
  }

  // None of the expected things stands at an index.
  missed(index, ...expected) {
    if (index > this.furthest) {
      this.furthest = index;
      this.expected.clear();
    }
    if (index === this.furthest) for (const each of expected) this.expected.add(each);
  }

  // All that a parser reads from an index on.
  results(parser, index) {
    const key = parser.number * MOST_ATOMS + index;
    let found = this.memo.get(key);
    if (!found) {
      this.steps += 1;
      if (this.steps > MAX_STEPS) throw new TooInvolved();
      found = once(parser.run(this, index));
      if (found.length > MAX_WAYS) throw new TooInvolved();
      this.memo.set(key, found);
    }
    return found;
  }

  // The values of every reading of the whole sentence.
  readings(parser) {
    const every = this.results(parser, 0);
    for (const [end] of every) if (end < this.atoms.length) this.missed(end);
    return every.filter(([end]) => end === this.atoms.length).map(([, value]) => value);
  }
}

// Each way once; most often there is one or none, since values are slow to compare.
function once(ways) {
  const list = Array.isArray(ways) ? ways : [...ways];
  if (list.length < 2) return list;
  const kept = new Map();
  for (const way of list) {
    const key = JSON.stringify(way);
    if (!kept.has(key)) kept.set(key, way);
  }
  return [...kept.values()];
}

let made = 0;

export class Parser {
  constructor(run) {
    this.run = run;
    this.number = made += 1;
  }

  // The same with another value; null is no reading.
  map(make) {
    return new Parser((sentence, index) => {
      const found = [];
      for (const [end, value] of sentence.results(this, index)) {
        const other = make(value);
        if (other !== null) found.push([end, other]);
      }
      return found;
    });
  }

  // This and then another; `then` keeps what the other read, `skip` what this read.
  next(other) {
    return seq(this, other).map((values) => values[1]);
  }

  skip(other) {
    return seq(this, other).map((values) => values[0]);
  }

  or(other) {
    return alt(this, other);
  }
}

// No break here; no Chinese character here. They read nothing.
export const UNBROKEN = new Parser((sentence, index) => (sentence.breaks.has(index) ? [] : [[index, ""]]));
export const LATIN = new Parser((sentence, index) => (/[^\x00-\x7f]/.test(sentence.atoms[index]?.text ?? "") ? [] : [[index, ""]])); // eslint-disable-line no-control-regex

// One after the other; gives the list of their values.
export function seq(...parts) {
  return new Parser((sentence, index) => {
    let ways = [[index, []]];
    for (const part of parts) {
      const more = [];
      for (const [here, values] of ways) {
        for (const [end, value] of sentence.results(part, here)) more.push([end, [...values, value]]);
      }
      ways = once(more);
      if (ways.length > MAX_WAYS) throw new TooInvolved();
      if (!ways.length) break;
    }
    return ways;
  });
}

// Any of them.
export const alt = (...choices) => new Parser((sentence, index) => choices.flatMap((choice) => sentence.results(choice, index)));

// It any number of times; gives the list of the values.
export function many(part) {
  return new Parser((sentence, index) => {
    const ways = [[index, []]];
    for (const [here, values] of ways) {
      for (const [end, value] of sentence.results(part, here)) if (end > here) ways.push([end, [...values, value]]);
      if (ways.length > MAX_WAYS) throw new TooInvolved();
    }
    return ways;
  });
}

// It any number of times, for its words alone.
export function skip(part) {
  return new Parser((sentence, index) => {
    const ends = new Set([index]); // grows while it is walked
    for (const here of ends) for (const [end] of sentence.results(part, here)) ends.add(end);
    return Array.from(ends, (end) => [end, ""]);
  });
}

// It or nothing; nothing is an empty list where no other value is given.
export const maybe = (part, value = []) => new Parser((sentence, index) => [...sentence.results(part, index), [index, value]]);

// One or more of it with something between; gives the list of the values.
export const separated = (part, by) => seq(part, many(by.next(part))).map(([first, more]) => [first, ...more]);
