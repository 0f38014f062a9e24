import { isGroundChange } from "@getu/domain";
import type { ChangeFeed } from "@getu/store";

/** Says since when something has not changed: equal answers mean that nothing has happened in between. */
export type Freshness = {
  /** Of everything in a territory. */
  ofTerritory(territoryId: number): string;
  /** Of what is imported whole: boundaries, places and the ground. */
  ofGround(territoryId: number): string;
  stop(): void;
};

/** Follows the feed and remembers the last change of each territory. */
export function createFreshness(feed: Pick<ChangeFeed, "subscribe" | "latestCursor">): Freshness {
  const since = feed.latestCursor();
  const last = new Map<number, string>();
  const lastGround = new Map<number, string>();
  const unsubscribe = feed.subscribe((changes) => {
    for (const { cursor, territoryId, change } of changes) {
      last.set(territoryId, cursor);
      if (isGroundChange(change)) lastGround.set(territoryId, cursor);
    }
  });
  return {
    ofTerritory: (territoryId) => last.get(territoryId) ?? since,
    ofGround: (territoryId) => lastGround.get(territoryId) ?? since,
    stop: unsubscribe,
  };
}
