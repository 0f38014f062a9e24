import { useQueue } from "@getu/ui";
import type { QueueView } from "@getu/ui";

/**
 * Longer than an outage that nobody comes to look at, and two pages of more communities than the made-up street has. In a
 * city the pages would be more with every round of the rotation, for all of that time.
 */
const KEPT = { ms: 3_600_000, most: 32 };

/** The first rows of a queue; a wall that is cut off goes on with the last it had, whichever scenes it has shown meanwhile. */
export const useLastRows = (territoryId: number, view: QueueView): ReturnType<typeof useQueue>["data"] =>
  useQueue({ territoryId, view, after: null, kept: KEPT }).data;
