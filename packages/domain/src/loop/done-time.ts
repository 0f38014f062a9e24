/** A phone claims no earlier time than this for what it sends: whatever waits longer, its clock is likelier to be wrong. */
export const CLAIMED_WITHIN_MS = 7 * 24 * 3_600_000;

/** Between a phone's last look at its clock and the server's. */
const ON_ITS_WAY_MS = 3_600_000;

/** Why something cannot have been done at `doneAt`, as told at `now`; null = it can. */
export function findDoneProblem(doneAt: Date, now: Date): "ahead" | "too-long-ago" | null {
  if (doneAt > now) return "ahead";
  return now.getTime() - doneAt.getTime() > CLAIMED_WITHIN_MS + ON_ITS_WAY_MS ? "too-long-ago" : null;
}
