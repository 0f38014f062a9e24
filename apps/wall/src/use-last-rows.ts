import { useQueue } from "@getu/ui";
import type { QueueRows, QueueView } from "@getu/ui";

/**
 * Longer than an outage that nobody comes to look at, and two pages of more communities than the made-up street has. In a
 * city the pages would be more with every round of the rotation, for all of that time.
 */
const KEPT = { ms: 3_600_000, most: 32 };

/**
 * The first rows of a queue, never those of the one that was shown before it; null until they are there. A wall that is cut
 * off goes on with the last it had, whichever scenes it has shown meanwhile.
 */
export function useLastRows(territoryId: number, view: QueueView): QueueRows | null {
  const { data, isPlaceholderData } = useQueue({ territoryId, view, after: null, kept: KEPT });
  return isPlaceholderData ? null : (data ?? null);
}
