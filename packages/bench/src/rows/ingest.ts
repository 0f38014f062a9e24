import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importIncidents } from "@getu/store";
import type { IncidentMapping } from "@getu/sources";
import { openBenchDatabase } from "../bench-database.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { createCsvMapping, readCsv, writeCsv } from "../csv-import.ts";
import { toContest, toSpread } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { createMadeUpIncidents } from "../made-up-incidents.ts";
import { medianOf } from "../measure.ts";
import type { Rate } from "../measure.ts";
import { exportRows, writeByCopy, writeByCreateMany } from "../peers/bulk-writers.ts";
import { openSqlAssignment } from "../peers/sql-assignment.ts";
import type { SqlAssignment } from "../peers/sql-assignment.ts";

const GRIDS = 3000;

/** Everything a round needs. */
type Setting = {
  database: BenchDatabase;
  sql: SqlAssignment | null;
  mapping: IncidentMapping;
  folder: string;
};

type Way = "getu" | "createMany" | "sql" | "copy";

/** Rows in a second on the wall: the work is done by two processes that wait for each other. */
async function rateOf(work: () => Promise<number>): Promise<number> {
  globalThis.gc?.();
  const started = performance.now();
  const rows = await work();
  return rows / ((performance.now() - started) / 1000);
}

/** One round of every way, each with rows of its own; COPY takes the rows that the import has just stored. */
async function oneRound(
  { database, sql, mapping, folder }: Setting,
  round: number,
  count: number,
): Promise<Record<Way, number>> {
  const recordsOf = (way: Way) => createMadeUpIncidents({ count, seed: round, prefix: `${way}${round}` });
  const file = join(folder, `${round}.csv`);
  await writeCsv(file, recordsOf("getu"));
  const { territoryId, db } = database;
  const getu = await rateOf(async () => {
    const { inserted } = await importIncidents(db, { territoryId, records: readCsv(file, mapping), file });
    return inserted;
  });
  const [many, slow] = [recordsOf("createMany").slice(0, count / 5), recordsOf("sql").slice(0, count / 2)];
  const createMany = await rateOf(() => writeByCreateMany(database, many));
  const inSql = sql ? await rateOf(() => sql.write(slow)) : Number.NaN;
  const exported = await exportRows(database, `getu${round}`, `copy${round}-`);
  return { getu, createMany, sql: inSql, copy: await rateOf(() => writeByCopy(database, exported)) };
}

function rateFrom(name: string, rounds: readonly Record<Way, number>[], way: Way): Rate {
  const rates = rounds.map((round) => round[way]);
  return { name, median: medianOf(rates), lowest: Math.min(...rates), highest: Math.max(...rates) };
}

function rowsOf(rounds: readonly Record<Way, number>[], hasSql: boolean): Row[] {
  const ours = rateFrom("Getu", rounds, "getu");
  const against = (way: Way, peer: string, limits: { floor: number; goal: number | null }): Row => {
    const theirs = rateFrom(peer, rounds, way);
    const details = toContest([ours, theirs], "rows/s on the wall");
    return {
      name: INGEST,
      peer,
      value: ours.median / theirs.median,
      unit: "×",
      better: "higher",
      ...limits,
      details,
    };
  };
  return [
    {
      name: INGEST,
      peer: "",
      value: ours.median,
      unit: "rows/s",
      better: "higher",
      floor: 20_000,
      goal: null,
      details: toSpread(ours),
    },
    against("createMany", "Prisma createMany, without checks and grids", { floor: 12, goal: null }),
    ...(hasSql ? [against("sql", "assignment in SQL (PostGIS), 3 columns", { floor: 3, goal: null })] : []),
    against("copy", "plain COPY of finished rows", { floor: 0, goal: 0.8 }),
  ];
}

const INGEST = `CSV with checks, deadlines, assignment to ${GRIDS} grids and change rows into the embedded PostgreSQL`;

/** Heap and buffers after a round, to see whether memory stays flat. */
function memoryRow(bytes: readonly number[]): Row {
  const growth = (bytes.at(-1)! - bytes[0]!) / 1e6; // a round at least
  const details = `${bytes.map((each) => Math.round(each / 1e6)).join(", ")} MB after each round`;
  return {
    name: "ingest: growth of memory over the rounds",
    peer: "",
    value: growth,
    unit: "MB",
    better: "lower",
    floor: 50,
    goal: null,
    details,
  };
}

async function measure(setting: Setting, { quick, say }: RunOptions): Promise<Row[]> {
  const [rounds, bytes]: [Record<Way, number>[], number[]] = [[], []];
  const count = quick ? 5000 : 50_000;
  for (let round = 0; round <= (quick ? 2 : 5); round++) {
    const rates = await oneRound(setting, round, round === 0 ? 5000 : count);
    say(`ingest: round ${round}: ${Math.round(rates.getu)} rows/s`);
    globalThis.gc?.();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    if (round > 0) {
      rounds.push(rates);
      bytes.push(heapUsed + arrayBuffers);
    }
  }
  return [...rowsOf(rounds, setting.sql !== null), memoryRow(bytes)];
}

/** How fast a file of incidents becomes rows that know their grid. */
export const ingest: Benchmark = {
  name: "ingest",
  async run(options): Promise<Outcome> {
    const city = createMadeUpCity({ grids: GRIDS, seed: 1 });
    const database = await openBenchDatabase(city);
    const sql = await openSqlAssignment(city, options);
    const folder = mkdtempSync(join(tmpdir(), "getu-bench-csv-"));
    const leftOut = "reason" in sql ? [`assignment in SQL: ${sql.reason}`] : [];
    try {
      const setting = {
        database,
        sql: "reason" in sql ? null : sql,
        mapping: await createCsvMapping(),
        folder,
      };
      return { rows: await measure(setting, options), leftOut };
    } finally {
      rmSync(folder, { recursive: true, force: true });
      if (!("reason" in sql)) await sql.close();
      await database.close();
    }
  },
};
