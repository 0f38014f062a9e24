/** How often something was held back since it was last let through; null = hold it back. */
export type RepeatFilter = (what: string) => number | null;

const HELD_BACK_MS = 60_000;
const MOST_KNOWN = 1000;

/** Lets each thing through at once, and when it goes on once a minute. */
export function createRepeatFilter(now: () => number = Date.now): RepeatFilter {
  const known = new Map<string, { at: number; heldBack: number }>();
  return (what) => {
    const last = known.get(what);
    if (last && now() - last.at < HELD_BACK_MS) {
      last.heldBack += 1;
      return null;
    }
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(what, { at: now(), heldBack: 0 });
    return last?.heldBack ?? 0;
  };
}
