import { isGroundChange } from "@getu/domain";
import { countHeat, dropForeignHeatDeltas, listTerritories } from "@getu/store";
import type { ChangeFeed, Db } from "@getu/store";
import type { Logger } from "pino";
import type { Freshness } from "../live/freshness.ts";
import { countIn } from "./following.ts";
import type { Following } from "./following.ts";
import type { Heat } from "./heat.ts";
import { createSaver } from "./saver.ts";
import { createStandings } from "./standings.ts";
import { createSteps } from "./steps.ts";

/** What heat in memory stands on. */
export type IndexHeatOptions = {
  db: Db;
  feed: Pick<ChangeFeed, "subscribe" | "latestCursor" | "ownHistory">;
  freshness: Freshness;
  /** Folder of this process's own. */
  folder: string;
  /** For all indexes together; while parts are merged they take up to as much again. */
  memoryBytes: number;
  log: Logger;
  pollMs?: number;
};

/** Heat in memory, one index for each territory. */
export type IndexHeat = Heat & {
  /** Opens an index for every territory, one after the other; until it is there the database counts. */
  start(): Promise<void>;
  /** Saves what is not saved yet. */
  stop(): Promise<void>;
  /** Resolves when no index is being opened any more. */
  whenOpened(): Promise<void>;
};

/**
 * Heat counted in memory wherever that can be exact, else by the database; both give the same answers.
 *
 *     incident ──triggers──► heat_delta ──steps──► index ◄── files of this process, or the whole table
 */
export function createIndexHeat(options: IndexHeatOptions): IndexHeat {
  const { db, feed, freshness, folder, memoryBytes, log, pollMs = 1000 } = options;
  const onError = (error: unknown): void => log.warn({ err: error }, "heat cannot follow the database");
  const steps = createSteps({ db, feed, standings: () => standings, pollMs, onError });
  const onOpened = (): void => {
    steps.hurry();
    saver.saveNow();
  };
  const standings = createStandings({ db, folder, memoryBytes, log, onOpened });
  const saver = createSaver({
    db,
    log,
    following: () => standings.following(),
    own: () => feed.ownHistory(),
  });
  let unsubscribe: (() => void) | null = null;

  /** The territory's index at its newest; null = the database must answer. */
  async function current(territoryId: number): Promise<Following | null> {
    const following = standings.find(territoryId);
    return following && (await steps.reachLive(following)) ? following : null;
  }

  return {
    async cells(question) {
      const { territoryId, within, query } = question;
      standings.openOnce(territoryId); // a new one; the procedure has seen that it exists
      // The index knows no grids: who may see only some of them asks the database.
      const following = within === undefined ? await current(territoryId) : null;
      const counted = following && countIn(following, query);
      if (counted === "wrong") standings.rebuild(territoryId, "more was withdrawn than ever counted");
      return counted === null || counted === "wrong" ? countHeat(db, question) : counted;
    },
    async freshnessOf(territoryId) {
      const following = await current(territoryId);
      return `${freshness.ofTerritory(territoryId)} ${following?.revision ?? "database"}`;
    },
    states: () => standings.states(),
    async start() {
      await dropForeignHeatDeltas(db);
      for (const { id } of await listTerritories(db)) standings.openOnce(id);
      unsubscribe = feed.subscribe((changes) => {
        const moved = changes.filter(({ change }) => isGroundChange(change));
        for (const id of new Set(moved.map(({ territoryId }) => territoryId)))
          standings.reconsider(id).catch(onError);
      });
      await steps.start();
      saver.start();
    },
    async stop() {
      unsubscribe?.();
      await steps.stop();
      await standings.stop();
      await saver.stop();
    },
    whenOpened: () => standings.whenOpened(),
  };
}
