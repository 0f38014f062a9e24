type Parts = Record<string, unknown>;

/**
 * The answer `after` with each part of the answer `before` in its place that equals its own, so that nothing is drawn again
 * because of it; `before` itself where all is equal. In place of `replaceEqualDeep` of TanStack Query, whose copies are made
 * property by property: V8 keeps such an object of twenty properties or more as a hash table, of three times the memory, and
 * a wall that is on for an hour ends with one for each incident that it shows.
 */
export function shareEqual(before: unknown, after: unknown): unknown {
  if (Array.isArray(before) && Array.isArray(after))
    return shareParts(before, after, (all: unknown[]) => [...all]);
  if (isPlain(before) && isPlain(after)) return shareParts(before, after, (all: Parts) => ({ ...all }));
  return Object.is(before, after) ? before : after;
}

/** A copy is made only where parts of both are needed; it has the shape of `after` from the start. */
function shareParts<Whole extends object>(before: Whole, after: Whole, copy: (whole: Whole) => Whole): Whole {
  if (before === after) return before;
  const keys = Object.keys(after) as (keyof Whole)[];
  let isSame = keys.length === Object.keys(before).length;
  let shared: Whole | null = null;
  for (const key of keys) {
    const part = shareEqual(before[key], after[key]) as Whole[keyof Whole];
    if (!Object.is(part, after[key])) (shared ??= copy(after))[key] = part;
    isSame &&= key in before && Object.is(part, before[key]);
  }
  return isSame ? before : (shared ?? after);
}

/** A value as JSON has it; what has a class of its own, like columns of numbers, is compared by nobody. */
function isPlain(value: unknown): value is Parts {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
