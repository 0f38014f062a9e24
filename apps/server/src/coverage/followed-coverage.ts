import type { CountedCoverage, CoverageSource } from "@getu/api";
import { isGroundChange } from "@getu/domain";
import type { ChangeFeed, Db } from "@getu/store";
import type { Logger } from "pino";
import { followCoverage } from "./coverage-following.ts";
import type { CoverageFollowing } from "./coverage-following.ts";

/**
 * Counts a territory when it is first asked for, in a thread. A camera that changes is counted again alone; after what
 * is imported whole (boundaries, buildings, cameras) everything is counted anew, and what was counted before stands until then.
 */
export function createFollowedCoverage(
  db: Db,
  { feed, log }: { feed: Pick<ChangeFeed, "subscribe">; log: Pick<Logger, "warn"> },
): CoverageSource & { stop(): Promise<void> } {
  const followed = new Map<number, CoverageFollowing>();

  function forget(territoryId: number): void {
    void followed.get(territoryId)?.stop();
    followed.delete(territoryId);
  }

  function begin(territoryId: number, before: CountedCoverage | null): CoverageFollowing {
    const onFailure = (error: unknown): void => {
      if (followed.get(territoryId) !== following) return; // stopped on purpose
      log.warn(
        { err: error, territoryId },
        "coverage could not be counted; it begins anew when it is asked for",
      );
      forget(territoryId);
    };
    const following = followCoverage(db, { territoryId, before, onFailure });
    followed.set(territoryId, following);
    return following;
  }

  function beginAnew(territoryId: number): void {
    const outdated = followed.get(territoryId);
    if (!outdated) return;
    begin(territoryId, outdated.counted());
    void outdated.stop();
  }

  const unsubscribe = feed.subscribe((changes) => {
    const moved = changes.filter(({ change }) => isGroundChange(change));
    for (const id of new Set(moved.map(({ territoryId }) => territoryId))) beginAnew(id);
    for (const { territoryId, change } of changes) {
      if (change.topic === "camera") followed.get(territoryId)?.replace(change.camera);
    }
  });
  return {
    async find({ id }) {
      const following = followed.get(id) ?? begin(id, null);
      const isFollowing = following.counted()?.isOutdated === false;
      if (isFollowing) await following.settled().catch(() => null); // told already; what was counted still stands
      return following.counted();
    },
    async stop() {
      unsubscribe();
      const all = [...followed.values()];
      followed.clear();
      await Promise.all(all.map((following) => following.stop()));
    },
  };
}
