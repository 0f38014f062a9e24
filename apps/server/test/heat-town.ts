import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { toHeatCells } from "@getu/domain";
import type { HeatCells, HeatQuery, IncidentRecord } from "@getu/domain";
import {
  closeDb,
  countHeat,
  createChangeFeed,
  createTerritory,
  importGrids,
  importIncidents,
  openDb,
} from "@getu/store";
import type { ChangeFeed, Db } from "@getu/store";
import { createTown, TOWN_TERRITORY } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { expect, onTestFinished } from "vitest";
import { createIndexHeat } from "../src/heat/index-heat.ts";
import type { IndexHeat } from "../src/heat/index-heat.ts";
import { createFreshness } from "../src/live/freshness.ts";
import { createLog } from "../src/log.ts";

/** What one server process has of heat: its connections, its feed, its index and its files. */
export type HeatProcess = {
  heat: IndexHeat;
  db: Db;
  feed: ChangeFeed;
  folder: string;
  said: string[];
  /** Those of the lines that a server writes whatever its level. */
  warned: string[];
  stop: () => Promise<void>;
};

/** A town whose heat processes count over one database. */
export type HeatTown = {
  territoryId: number;
  code: string;
  insert(records: IncidentRecord[]): Promise<unknown>;
  /** What an index says. */
  ask(heat: IndexHeat, query?: HeatQuery): Promise<HeatCells>;
  /** What the database counts by itself. */
  askSql(query?: HeatQuery): Promise<HeatCells>;
  /** Who counts in a process. */
  stateOf(process: HeatProcess): string | undefined;
  /** Waits until an index says that it knows all that the database's own count knew, and holds it to that. */
  demandEqual(process: HeatProcess, query?: HeatQuery): Promise<void>;
};

/** Everything that ever happened in a town of two communities. */
export const EVER: HeatQuery = {
  from: "1900-01-01T00:00:00.000Z",
  to: "2200-01-01T00:00:00.000Z",
  bbox: [120, 30.1, 120.3, 30.3],
  level: 20,
};

let towns = 0;

/** A town of its own for one test. */
export async function foundHeatTown({ db }: TestDatabase): Promise<HeatTown> {
  towns += 1;
  const code = `town-${towns}`;
  const { id: territoryId } = await createTerritory(db, { ...TOWN_TERRITORY, code });
  await importGrids(db, { territoryId, records: createTown(2), file: "town" });
  const ask = async (heat: IndexHeat, query = EVER) => toHeatCells(await heat.cells({ territoryId, query }));
  const askSql = (query = EVER) => countHeat(db, { territoryId, query });
  return {
    territoryId,
    code,
    insert: (records) => importIncidents(db, { territoryId, records, file: "made up" }),
    ask,
    askSql,
    stateOf: ({ heat }) => heat.states()[territoryId],
    async demandEqual({ heat }, query = EVER) {
      const expected = await askSql(query);
      let answer = await ask(heat, query);
      for (; answer.asOf < expected.asOf; answer = await ask(heat, query)) await sleep(10);
      expect(heat.states()[territoryId]).toBe("index");
      expect(shown(answer)).toEqual(shown(expected));
    },
  };
}

/** A log that keeps its lines. */
function keepingLog({ said, warned }: Pick<HeatProcess, "said" | "warned">): ReturnType<typeof createLog> {
  const log = createLog("silent");
  const keepIn =
    (...lists: string[][]) =>
    ({ territoryId }: { territoryId?: number }, line: string): void =>
      lists.forEach((list) => list.push(`${territoryId ?? "all"}: ${line}`));
  return Object.assign(Object.create(log) as typeof log, { info: keepIn(said), warn: keepIn(said, warned) });
}

type HeatProcessOptions = { folder?: string; memoryBytes?: number };

/** Opens a process over a database; it ends with the test at the latest, and its files with it. */
export async function openHeatProcess(
  { url }: TestDatabase,
  { folder = mkdtempSync(join(tmpdir(), "getu-heat-")), memoryBytes = 10 ** 9 }: HeatProcessOptions = {},
): Promise<HeatProcess> {
  const db = await openDb(url);
  const feed = createChangeFeed(db, { pollMs: 50 });
  await feed.start();
  const lines = { said: [], warned: [] };
  const freshness = createFreshness(feed);
  const log = keepingLog(lines);
  const heat = createIndexHeat({ db, feed, freshness, folder, memoryBytes, log, pollMs: 50 });
  await heat.start();
  let stopped: Promise<void> | null = null;
  const stopAll = async (): Promise<void> => {
    await heat.stop();
    await feed.stop();
    await closeDb(db);
  };
  const stop = (): Promise<void> => (stopped ??= stopAll());
  onTestFinished(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  await heat.whenOpened();
  return { heat, db, feed, folder, ...lines, stop };
}

/** Cells in one order, whoever lists them. */
export const shown = ({ level, x, y, count }: HeatCells): string[] =>
  count.map((each, i) => `${level}: ${x[i]} ${y[i]} ${each}`).sort();

/** How many incidents the cells hold. */
export const total = ({ count }: HeatCells): number => count.reduce((sum, each) => sum + each, 0);
