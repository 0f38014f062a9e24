import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importIncidents } from "@getu/store";
import type { IncidentMapping } from "@getu/sources";
import type { IncidentRecord } from "@getu/domain";
import { assignmentCostRow, measureAssignmentCost } from "../assignment-cost.ts";
import type { AssignmentCost } from "../assignment-cost.ts";
import { openBenchDatabase } from "../bench-database.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { createCsvMapping, readCsv, writeCsv } from "../csv-import.ts";
import { createPlacer } from "../finished-records.ts";
import type { FinishedRecord } from "../finished-records.ts";
import { toContest, toSpread } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { createMadeUpIncidents } from "../made-up-incidents.ts";
import { collectGarbage, toRate } from "../measure.ts";
import type { Rate } from "../measure.ts";
import { exportRows, writeByCopy, writeByCreateMany } from "../peers/bulk-writers.ts";
import { openSqlAssignment } from "../peers/sql-assignment.ts";
import type { SqlAssignment } from "../peers/sql-assignment.ts";

const GRIDS = 3000;

/** Everything a round needs. */
type Setting = {
  database: BenchDatabase;
  sql: SqlAssignment | null;
  place: (records: readonly IncidentRecord[]) => FinishedRecord[];
  mapping: IncidentMapping;
  folder: string;
};

type Way = "getu" | "createMany" | "placed" | "owned" | "copy";

/** Rows per second of each way, what the import itself left in memory, and what assignment costs beside SQL. */
type Round = Record<Way, number> & { keptBytes: number; cost: AssignmentCost | null };

/** Heap and buffers that nothing can free. */
async function liveBytes(): Promise<number> {
  await collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Rows in a second on the wall: the work is done by two processes that wait for each other. */
async function rateOf(work: () => Promise<number>): Promise<number> {
  await collectGarbage();
  const started = performance.now();
  const rows = await work();
  return rows / ((performance.now() - started) / 1000);
}

const CLOSED_AFTER_MS = 3 * 86_400_000;

/** What an office hands over is what it has dealt with: a history, not its open work. */
const closedLater = (record: IncidentRecord): IncidentRecord => ({
  ...record,
  status: "closed",
  closedAt: new Date(Date.parse(record.occurredAt) + CLOSED_AFTER_MS).toISOString(),
});

/** One round of every way, each with rows of its own; COPY takes the rows that the import has just stored. */
async function oneRound(
  { database, sql, place, mapping, folder }: Setting,
  round: number,
  count: number,
): Promise<Round> {
  const recordsOf = (way: string) =>
    createMadeUpIncidents({ count, seed: round, prefix: `${way}${round}` }).map(closedLater);
  const file = join(folder, `${round}.csv`);
  await writeCsv(file, recordsOf("getu"));
  const { territoryId, db } = database;
  const before = await liveBytes();
  const getu = await rateOf(async () => {
    const { inserted } = await importIncidents(db, { territoryId, records: readCsv(file, mapping), file });
    return inserted;
  });
  const keptBytes = (await liveBytes()) - before;
  const many = recordsOf("createMany").slice(0, count / 5);
  const halfOf = (way: string) => recordsOf(way).slice(0, count / 2);
  const [placed, owned] = [halfOf("placed"), halfOf("owned")];
  const createMany = await rateOf(() => writeByCreateMany(database, many));
  const exported = await exportRows(database, `getu${round}`, `copy${round}-`);
  return {
    getu,
    createMany,
    keptBytes,
    placed: sql ? await rateOf(() => sql.writePlaced(placed)) : Number.NaN,
    owned: sql ? await rateOf(() => sql.writeOwned(owned)) : Number.NaN,
    cost:
      sql &&
      (await measureAssignmentCost({
        sql,
        place,
        records: { placed: halfOf("sought"), finished: halfOf("given") },
      })),
    copy: await rateOf(() => writeByCopy(database, exported)),
  };
}

function rowsOf(rounds: readonly Round[], hasSql: boolean): Row[] {
  const rateFrom = (name: string, way: Way): Rate =>
    toRate(
      name,
      rounds.map((round) => round[way]),
    );
  const ours = rateFrom("Getu", "getu");
  const against = (way: Way, peer: string, limits: { floor: number | null; goal: number | null }): Row => {
    const theirs = rateFrom(peer, way);
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
    ...(hasSql
      ? [
          against("placed", "in SQL (PostGIS): owner, distance to the border and neighbour; no checks", {
            floor: null,
            goal: null,
          }),
          assignmentCostRow(
            `ingest: finding owner, distance to the border and neighbour among ${GRIDS} grids`,
            rounds.flatMap(({ cost }) => cost ?? []),
          ),
          against("owned", "in SQL (PostGIS): the owner alone; no checks", { floor: null, goal: null }),
        ]
      : []),
    against("copy", "plain COPY of finished rows", { floor: null, goal: 0.8 }),
  ];
}

const INGEST = `CSV with checks, deadlines, assignment to ${GRIDS} grids and change rows into the embedded PostgreSQL`;

/** What the import kept of all rounds after the first one: memory must not grow with the rows that were ever imported. */
function memoryRow(rounds: readonly Round[]): Row {
  const kept = rounds.map(({ keptBytes }) => keptBytes / 1e6);
  return {
    name: "ingest: memory that the import keeps, all rounds together",
    peer: "",
    value: kept.reduce((sum, each) => sum + each, 0),
    unit: "MB",
    better: "lower",
    floor: 20,
    goal: null,
    details: `${kept.map((each) => each.toFixed(1)).join(", ")} MB`,
  };
}

async function measure(setting: Setting, { quick, say }: RunOptions): Promise<Row[]> {
  const rounds: Round[] = [];
  const count = quick ? 5000 : 50_000;
  for (let round = 0; round <= (quick ? 2 : 5); round++) {
    const rates = await oneRound(setting, round, round === 0 ? 5000 : count);
    say(`ingest: round ${round}: ${Math.round(rates.getu)} rows/s`);
    if (round > 0) rounds.push(rates);
  }
  return [...rowsOf(rounds, setting.sql !== null), memoryRow(rounds)];
}

/** How fast a file of incidents becomes rows that know their grid. */
export const ingest: Benchmark = {
  name: "ingest",
  async run(options): Promise<Outcome> {
    const city = createMadeUpCity({ grids: GRIDS, seed: 1 });
    const database = await openBenchDatabase(city);
    const sql = await openSqlAssignment(city, database, options);
    const folder = mkdtempSync(join(tmpdir(), "getu-bench-csv-"));
    const leftOut = "reason" in sql ? [`assignment in SQL: ${sql.reason}`] : [];
    try {
      const setting = {
        database,
        sql: "reason" in sql ? null : sql,
        place: createPlacer(city),
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
