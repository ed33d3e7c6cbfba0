// Sets and orders, as the engine needs them everywhere.

export const before = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

// Make something when it is first asked for, and keep it.
export function once(make) {
  let made;
  let ready = false;
  return () => {
    if (!ready) [made, ready] = [make(), true];
    return made;
  };
}

// A function whose value for each text (or set that is itself kept) is found once.
export function kept(find) {
  const found = new Map();
  return (key) => {
    if (!found.has(key)) found.set(key, find(key));
    return found.get(key);
  };
}

export function meets(one, other) {
  if (one.size > other.size) return meets(other, one);
  for (const each of one) if (other.has(each)) return true;
  return false;
}

export function both(one, other) {
  const found = new Set();
  for (const each of one) if (other.has(each)) found.add(each);
  return found;
}

export function either(sets) {
  const found = new Set();
  for (const set of sets) for (const each of set) found.add(each);
  return found;
}

export function less(one, other) {
  const found = new Set();
  for (const each of one) if (!other.has(each)) found.add(each);
  return found;
}

export function holds(large, small) {
  for (const each of small) if (!large.has(each)) return false;
  return true;
}

// Put a value into the list of a key.
export function put(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

// The order of two keys: texts, numbers, truth values (false first), or lists of them, compared place by place.
export function inOrder(a, b) {
  if (!Array.isArray(a)) return before(Number.isFinite(a) || typeof a === "string" ? a : Number(a), typeof b === "boolean" ? Number(b) : b);
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at += 1) {
    const found = inOrder(a[at], b[at]);
    if (found) return found;
  }
  return a.length - b.length;
}

// A list in the order of a key (texts by themselves need none); what has the same key stays in its order.
export function sorted(list, key) {
  if (!key) return [...list].sort(inOrder);
  return [...list]
    .map((each) => [key(each), each])
    .sort((a, b) => inOrder(a[0], b[0]))
    .map(([, each]) => each);
}

// The first of those with the least key; null if there are none.
export function least(list, key) {
  let [best, lowest] = [null, null];
  for (const each of list) {
    const mark = key(each);
    if (lowest === null || inOrder(mark, lowest) < 0) [best, lowest] = [each, mark];
  }
  return best;
}

export const unique = (list) => [...new Set(list)];
