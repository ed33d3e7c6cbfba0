// How like one text is to another: the share of letters in common, in order (the Indel ratio of rapidfuzz), 0 to 1.

export function likeness(one, other) {
  const whole = one.length + other.length;
  return whole ? (2 * common(one, other)) / whole : 1;
}

// The length of the longest common subsequence.
function common(one, other) {
  let [row, next] = [new Uint16Array(other.length + 1), new Uint16Array(other.length + 1)];
  for (const letter of one.split("")) {
    for (let at = 1; at <= other.length; at += 1) {
      if (other[at - 1] === letter) next[at] = row[at - 1] + 1;
      else next[at] = row[at] > next[at - 1] ? row[at] : next[at - 1];
    }
    [row, next] = [next, row];
  }
  return row[other.length];
}

// The texts most like one, best first; those less like it than `least`, or much less than the best, are none.
export function nearest(text, known, least, limit = 3) {
  const far = 0.12;
  const found = [];
  for (const each of known) {
    const most = (2 * Math.min(text.length, each.length)) / (text.length + each.length);
    if (most < least) continue;
    const like = likeness(text, each);
    if (like >= least) found.push([like, each]);
  }
  found.sort(([a, one], [b, other]) => b - a || (one < other ? -1 : 1));
  return found.filter(([like]) => like >= found[0][0] - far).slice(0, limit).map(([, each]) => each);
}
