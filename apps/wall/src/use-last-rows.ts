import { useQueue } from "@getu/ui";
import type { QueueView } from "@getu/ui";

/** Longer than an outage that nobody comes to look at. */
const KEPT_MS = 3_600_000;

/** The first rows of a queue; a wall that is cut off goes on with the last it had, whichever scenes it has shown meanwhile. */
export const useLastRows = (territoryId: number, view: QueueView): ReturnType<typeof useQueue>["data"] =>
  useQueue({ territoryId, view, after: null, keptMs: KEPT_MS }).data;
