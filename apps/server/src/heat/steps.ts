import { setTimeout as sleep } from "node:timers/promises";
import { createFollower, isInSnapshot, readHeatDeltas } from "@getu/store";
import type { ChangeFeed, Db } from "@getu/store";
import type { Following } from "./following.ts";
import { createIntake } from "./intake.ts";
import type { Standings } from "./standings.ts";

/** Carries all indexes from one snapshot of the database to the next. */
export type Steps = {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** The next step is due now. */
  hurry(): void;
  /** True once the index knows whatever the live stream has told; false when it does not come to that in time. */
  reachLive(following: Following): Promise<boolean>;
};

type StepsOptions = {
  db: Db;
  feed: Pick<ChangeFeed, "latestCursor">;
  standings: () => Standings;
  pollMs: number;
  onError: (error: unknown) => void;
};

/** A screen that hears of a report asks for heat at once: the index may then be some milliseconds behind. */
const WAIT_MS = 500;
const MOST_STEPS = 3;

/** Steps at every bell of the database, and every `pollMs` in any case. */
export function createSteps({ db, feed, standings, pollMs, onError }: StepsOptions): Steps {
  const follower = createFollower(db.url, { read: step, pollMs, onError });
  const waiting = new Set<() => void>();

  async function step(): Promise<boolean> {
    const followed = standings().following();
    const intake = createIntake(followed);
    try {
      return followed.length > 0 && (await take(followed, intake));
    } catch (error) {
      for (const { territoryId } of intake.begun())
        standings().rebuild(territoryId, "what it was told broke off half-way");
      throw error;
    } finally {
      for (const tell of waiting) tell();
      waiting.clear();
    }
  }

  /** True when some had to be left out: the others step at once. */
  async function take(
    followed: readonly Following[],
    intake: ReturnType<typeof createIntake>,
  ): Promise<boolean> {
    const readers = followed.map(({ territoryId, seen }) => ({ territoryId, snapshot: seen.snapshot }));
    const { seen, lost } = await readHeatDeltas(db, readers, intake.read);
    for (const id of lost) standings().rebuild(id, "what happened meanwhile is no longer kept");
    if (lost.length > 0) return true;
    const changed = intake.finish();
    for (const each of followed) standings().arrive(each, { seen, isChanged: changed.has(each) });
    return false;
  }

  async function nextStep(): Promise<void> {
    const done = new Promise<void>((resolve) => waiting.add(resolve));
    follower.wake();
    await Promise.race([done, sleep(WAIT_MS, undefined, { ref: false })]);
  }

  return {
    start: () => follower.start(),
    stop: () => follower.stop(),
    hurry: () => follower.wake(),
    async reachLive(following) {
      const told = BigInt(feed.latestCursor().split("-")[0]!); // a cursor begins with a transaction id
      const knows = (): boolean => !following.isBehind && isInSnapshot(following.seen.snapshot, told);
      for (let steps = 0; steps < MOST_STEPS && !knows(); steps++) await nextStep();
      return knows();
    },
  };
}
