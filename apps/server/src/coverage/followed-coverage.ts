import type { CountedCoverage, CoverageSource } from "@getu/api";
import { isGroundChange } from "@getu/domain";
import { databaseNow } from "@getu/store";
import type { ChangeFeed, Db } from "@getu/store";
import type { Logger } from "pino";
import { followCoverage } from "./coverage-following.ts";
import type { CoverageFollowing } from "./coverage-following.ts";
import { startCoverageThread } from "./coverage-thread.ts";
import type { CoverageThread } from "./coverage-thread.ts";

/** What coverage that is followed stands on. */
type FollowedCoverageOptions = {
  feed: Pick<ChangeFeed, "subscribe" | "behindMs">;
  log: Pick<Logger, "warn">;
  startThread?: () => CoverageThread;
  /** What nobody has asked for in so long is let go, with its thread. */
  idleMs?: number;
};

/** A wall asks every minute. */
const IDLE_MS = 3_600_000;

/** The timer lets it go unless somebody asks; what is counted was last known to be true at `asOf`, null = as it says itself. */
type Followed = { following: CoverageFollowing; idle: NodeJS.Timeout; asOf: Date | null };

/**
 * Counts a territory when it is first asked for, in a thread. A camera that changes is counted again alone; after what
 * is imported whole (boundaries, buildings, cameras) everything is counted anew, and what was counted before stands until then.
 */
export function createFollowedCoverage(
  db: Db,
  { feed, log, startThread = startCoverageThread, idleMs = IDLE_MS }: FollowedCoverageOptions,
): CoverageSource & { stop(): Promise<void> } {
  const followed = new Map<number, Followed>();

  function forget(territoryId: number): void {
    const forgotten = followed.get(territoryId);
    clearTimeout(forgotten?.idle);
    void forgotten?.following.stop();
    followed.delete(territoryId);
  }

  function follow(territoryId: number, before: CountedCoverage | null): CoverageFollowing {
    const onFailure = (error: unknown): void => {
      if (followed.get(territoryId)?.following !== following) return; // stopped on purpose
      log.warn(
        { err: error, territoryId },
        "coverage could not be counted; it begins anew when it is asked for",
      );
      forget(territoryId);
    };
    const following = followCoverage(db, { territoryId, before, startThread, onFailure });
    return following;
  }

  function begin(territoryId: number): Followed {
    const idle = setTimeout(() => forget(territoryId), idleMs).unref();
    const begun: Followed = { following: follow(territoryId, null), idle, asOf: null };
    followed.set(territoryId, begun);
    return begun;
  }

  function beginAnew(territoryId: number): void {
    const outdated = followed.get(territoryId);
    if (!outdated) return;
    const { following, asOf } = outdated;
    const before = following.counted();
    outdated.following = follow(territoryId, before && asOf ? { ...before, asOf } : before);
    outdated.asOf = null;
    void following.stop();
  }

  /** Every change up to then has been told here, by the database's clock. */
  async function findToldUntil(): Promise<Date> {
    const now = await databaseNow(db);
    return new Date(now.getTime() - feed.behindMs()); // asked for after the clock: rather too early than too late
  }

  const unsubscribe = feed.subscribe((changes) => {
    const moved = changes.filter(({ change }) => isGroundChange(change));
    for (const id of new Set(moved.map(({ territoryId }) => territoryId))) beginAnew(id);
    for (const { territoryId, change } of changes) {
      if (change.topic === "camera") followed.get(territoryId)?.following.replace(change.camera);
    }
  });
  return {
    async find({ id }) {
      const toldUntil = await findToldUntil();
      const asked = followed.get(id) ?? begin(id);
      const { following } = asked;
      asked.idle.refresh();
      if (following.counted()?.isOutdated !== false) return following.counted();
      const isSettled = await following.settled().then(
        () => true,
        () => false, // what was counted still stands
      );
      const counted = following.counted();
      if (!counted || !isSettled) return counted;
      if (asked.following === following) asked.asOf = toldUntil;
      return { ...counted, asOf: toldUntil };
    },
    async stop() {
      unsubscribe();
      const all = [...followed.values()];
      followed.clear();
      for (const { idle } of all) clearTimeout(idle);
      await Promise.all(all.map(({ following }) => following.stop()));
    },
  };
}
