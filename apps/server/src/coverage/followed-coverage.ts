import { byIds } from "@getu/api";
import type { CountedCoverage, CoverageSource } from "@getu/api";
import { isGroundChange } from "@getu/domain";
import type { Camera } from "@getu/domain";
import { databaseNow, readCoverageSite } from "@getu/store";
import type { ChangeFeed, Db } from "@getu/store";
import type { Logger } from "pino";
import { startCoverageThread } from "./coverage-thread.ts";

/** Coverage of one territory, counted in a thread of its own and kept up to date. */
type Following = {
  counted(): CountedCoverage | null;
  /** Resolves when every camera that was given is counted. */
  settled(): Promise<void>;
  replace(camera: Camera): void;
  stop(): Promise<void>;
};

function follow(db: Db, territoryId: number, onFailure: (error: unknown) => void): Following {
  const thread = startCoverageThread();
  let counted: CountedCoverage | null = null;
  let queue = countAll();
  queue.catch(onFailure);

  async function countAll(): Promise<void> {
    const asOf = await databaseNow(db);
    const { site, cameras } = await readCoverageSite(db, territoryId);
    const part = await thread.work({ kind: "all", site, cameras });
    counted = { asOf, buildings: site.buildings.length, ...byIds(part) };
  }

  async function count(camera: Camera): Promise<void> {
    if (!counted) return;
    const asOf = await databaseNow(db);
    const { grids, views } = byIds(await thread.work({ kind: "replace", camera }));
    counted = {
      ...counted,
      asOf,
      grids: new Map([...counted.grids, ...grids]),
      views: new Map([...counted.views, ...views]),
    };
  }

  return {
    counted: () => counted,
    settled: () => queue,
    replace(camera) {
      queue = queue.then(() => count(camera));
      queue.catch(onFailure);
    },
    stop: () => thread.stop(),
  };
}

/**
 * Counts a territory when it is first asked for, in a thread. A camera that changes is counted again alone; what is
 * imported whole (boundaries, buildings, cameras) begins anew at the next question.
 */
export function createFollowedCoverage(
  db: Db,
  { feed, log }: { feed: Pick<ChangeFeed, "subscribe">; log: Pick<Logger, "warn"> },
): CoverageSource & { stop(): Promise<void> } {
  const followed = new Map<number, Following>();

  function forget(territoryId: number): void {
    void followed.get(territoryId)?.stop();
    followed.delete(territoryId);
  }

  function begin(territoryId: number): Following {
    const following = follow(db, territoryId, (error) => {
      if (followed.get(territoryId) !== following) return; // stopped on purpose
      log.warn(
        { err: error, territoryId },
        "coverage could not be counted; it begins anew when it is asked for",
      );
      forget(territoryId);
    });
    followed.set(territoryId, following);
    return following;
  }

  const unsubscribe = feed.subscribe((changes) => {
    for (const { territoryId, change } of changes) {
      if (isGroundChange(change)) forget(territoryId);
      if (change.topic === "camera") followed.get(territoryId)?.replace(change.camera);
    }
  });
  return {
    async find({ id }) {
      const following = followed.get(id) ?? begin(id);
      if (following.counted()) await following.settled().catch(() => null); // told already; what was counted still stands
      return following.counted();
    },
    async stop() {
      unsubscribe();
      const threads = [...followed.values()];
      followed.clear();
      await Promise.all(threads.map((following) => following.stop()));
    },
  };
}
