import { byIds } from "@getu/api";
import type { CountedCoverage } from "@getu/api";
import type { Camera } from "@getu/domain";
import { databaseNow, readCoverageSite } from "@getu/store";
import type { Db } from "@getu/store";
import type { CoverageThread } from "./coverage-thread.ts";

/** Coverage of one territory, counted in a thread of its own and kept up to date. */
export type CoverageFollowing = {
  /** Until everything is counted, what was counted before. */
  counted(): CountedCoverage | null;
  /** Resolves when every camera that was given is counted. */
  settled(): Promise<void>;
  replace(camera: Camera): void;
  stop(): Promise<void>;
};

/** `before` is what was counted of what the territory was. */
type FollowOptions = {
  territoryId: number;
  before: CountedCoverage | null;
  startThread: () => CoverageThread;
  onFailure: (error: unknown) => void;
};

/** Counts everything, and after that each camera that is given. */
export function followCoverage(
  db: Db,
  { territoryId, before, startThread, onFailure }: FollowOptions,
): CoverageFollowing {
  let thread: CoverageThread | null = null;
  let counted = before && { ...before, isOutdated: true };
  let queue = countAll();
  queue.catch(onFailure);

  async function countAll(): Promise<void> {
    const started = (thread = startThread());
    const asOf = await databaseNow(db);
    const { version, site, cameras } = await readCoverageSite(db, territoryId);
    const part = await started.work({ kind: "all", site, cameras });
    counted = { asOf, version, isOutdated: false, buildings: site.buildings.length, ...byIds(part) };
  }

  async function count(camera: Camera): Promise<void> {
    if (!thread || !counted) return;
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
    async stop() {
      await thread?.stop();
    },
  };
}
