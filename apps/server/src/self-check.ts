import { statfs } from "node:fs/promises";
import type { HeatSource } from "@getu/api";
import { dayStart, toHeatCells, wholeSecond } from "@getu/domain";
import type { AuditHead, CountedCells } from "@getu/domain";
import {
  checkWrite,
  countHeat,
  databaseNow,
  findHistoryRisk,
  listTerritories,
  verifyAudit,
} from "@getu/store";
import type { Db } from "@getu/store";
import type { Logger } from "pino";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Three o'clock: the server has time, and who comes in the morning finds the line. */
const HOUR_OF_NIGHT = 3;

/** Below this share of free space something has to be done before it is gone. */
const LEAST_FREE = 0.15;

/** Coarse enough that a week of a city is some dozens of cells. */
const HEAT_LEVEL = 10;

/** What a self-check works on. */
export type SelfCheckOptions = {
  heat: HeatSource;
  /** Where the server keeps its files. */
  home: string;
  keptAuditHeads: () => readonly AuditHead[];
};

/** What was looked at: true = it is as it should be. */
export type SelfCheck = {
  databaseWrites: boolean;
  /** The heat in memory counts what the database counts. */
  heatAgrees: boolean;
  auditIsWhole: boolean;
  /** The server's own role in the database cannot change what only ever grows. */
  historyIsGuarded: boolean;
  diskHasRoom: boolean;
};

const sumOf = (counted: CountedCells): number =>
  toHeatCells(counted).count.reduce((sum, each) => sum + each, 0);

/** A whole day that has ended hours ago, so that nothing comes in between the two counts but a correction. */
async function doesHeatAgree(db: Db, heat: HeatSource): Promise<boolean> {
  const end = wholeSecond(await databaseNow(db)).getTime() - HOUR_OF_NIGHT * HOUR_MS;
  for (const { id: territoryId, bbox } of await listTerritories(db)) {
    if (bbox === null) continue;
    const [from, to] = [end - 7 * DAY_MS, end].map((time) => new Date(time).toISOString()) as [
      string,
      string,
    ];
    const question = { territoryId, query: { from, to, bbox, level: HEAT_LEVEL } };
    const [asked, counted] = [await heat.cells(question), await countHeat(db, question)];
    if (sumOf(asked) !== sumOf(counted)) return false;
  }
  return true;
}

const isSo = (look: () => Promise<boolean>): Promise<boolean> => look().catch(() => false);

/** Looks at what everything else stands on; a look that fails is no "as it should be". */
export async function checkSelf(
  db: Db,
  { heat, home, keptAuditHeads }: SelfCheckOptions,
): Promise<SelfCheck> {
  return {
    databaseWrites: await isSo(() => checkWrite(db).then(() => true)),
    heatAgrees: await isSo(() => doesHeatAgree(db, heat)),
    auditIsWhole: await isSo(async () => (await verifyAudit(db, keptAuditHeads())).isWhole),
    historyIsGuarded: await isSo(async () => (await findHistoryRisk(db)) === null),
    diskHasRoom: await isSo(async () => {
      const { bavail, blocks } = await statfs(home);
      return bavail / blocks >= LEAST_FREE;
    }),
  };
}

/** Milliseconds until it is the hour of the night where the office is, wherever its server thinks that it stands. */
export function untilNight(now: Date, timeZone: string): number {
  const nights = [0, -1].map(
    (daysBack) => dayStart(now, timeZone, daysBack).getTime() + HOUR_OF_NIGHT * HOUR_MS,
  );
  return nights.find((night) => night > now.getTime())! - now.getTime(); // that of tomorrow is still to come
}

const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The clock that most go by: of the first territory, or of the machine while there is none. */
async function timeZoneOf(db: Db): Promise<string> {
  const [first] = await listTerritories(db).catch(() => []);
  return first?.timeZone ?? ownTimeZone();
}

/** Writes one line into the log every night, a warning when something is not as it should be; returns how to stop. */
export function startSelfCheck(db: Db, { log, ...options }: SelfCheckOptions & { log: Logger }): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let isStopped = false;
  async function check(): Promise<void> {
    const found = await checkSelf(db, options);
    const facts = { ...found, residentMegabytes: Math.round(process.memoryUsage.rss() / 1e6) };
    if (Object.values(found).every(Boolean)) log.info(facts, "self-check passed");
    else log.warn(facts, "self-check failed");
  }
  async function wait(): Promise<void> {
    const timeZone = await timeZoneOf(db);
    if (isStopped) return;
    timer = setTimeout(() => void check().finally(wait), untilNight(new Date(), timeZone));
    timer.unref();
  }
  void wait();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
