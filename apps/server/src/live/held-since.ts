/** Two clocks are read one after the other: so far apart it is still the same moment. */
const SAME_MS = 1000;

/**
 * Says at a time of the database since when changes do not reach the screens although the database answers; null while they
 * are not held up for longer than `afterMs`.
 */
export function createHeldSince({
  behindMs,
  afterMs,
}: {
  behindMs: () => number;
  afterMs: number;
}): (now: Date) => Date | null {
  let said: number | null = null;
  return (now) => {
    const heldMs = behindMs();
    const since = heldMs > afterMs ? now.getTime() - heldMs : null;
    const isSame = since !== null && said !== null && Math.abs(since - said) < SAME_MS;
    if (!isSame) said = since;
    return said === null ? null : new Date(said);
  };
}
