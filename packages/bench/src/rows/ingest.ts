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
import { collectGarbage, secondsOf, toRate } from "../measure.ts";
import type { Rate } from "../measure.ts";
import { serverUse, usedBetween } from "../peers/backend-seconds.ts";
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

type Limits = Pick<Row, "floor" | "goal">;

type Way = "getu" | "createMany" | "placed" | "owned" | "copy";

/** Rows of a second on the wall, and what each row took of both processors, ours and the server's, in microseconds. */
type Speed = { perSecond: number; cpuMicros: number };

/** How each way went, what the import itself left in memory, and what assignment costs beside SQL. */
type Round = Record<Way, Speed> & { keptBytes: number; cost: AssignmentCost | null };

const NOT_MEASURED: Speed = { perSecond: Number.NaN, cpuMicros: Number.NaN };

/** Heap and buffers that nothing can free. */
async function liveBytes(): Promise<number> {
  await collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** The work is done by two processes that wait for each other: the wall says how long, the processors how much. */
async function speedOf({ db: { pool } }: BenchDatabase, work: () => Promise<number>): Promise<Speed> {
  await collectGarbage();
  const server = await serverUse(pool);
  const cpu = secondsOf("cpu");
  const started = secondsOf("wall");
  const rows = await work();
  const seconds = secondsOf("wall") - started;
  const cpuSeconds = secondsOf("cpu") - cpu + usedBetween(server, await serverUse(pool));
  return { perSecond: rows / seconds, cpuMicros: (1e6 * cpuSeconds) / rows };
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
  const speed = (work: () => Promise<number>): Promise<Speed> => speedOf(database, work);
  const before = await liveBytes();
  const getu = await speed(async () => {
    const { inserted } = await importIncidents(db, { territoryId, records: readCsv(file, mapping), file });
    return inserted;
  });
  const keptBytes = (await liveBytes()) - before;
  const many = recordsOf("createMany").slice(0, count / 5);
  const halfOf = (way: string) => recordsOf(way).slice(0, count / 2);
  const [placed, owned] = [halfOf("placed"), halfOf("owned")];
  const createMany = await speed(() => writeByCreateMany(database, many));
  const exported = await exportRows(database, `getu${round}`, `copy${round}-`);
  return {
    getu,
    createMany,
    keptBytes,
    placed: sql ? await speed(() => sql.writePlaced(placed)) : NOT_MEASURED,
    owned: sql ? await speed(() => sql.writeOwned(owned)) : NOT_MEASURED,
    cost:
      sql &&
      (await measureAssignmentCost({
        sql,
        place,
        records: { placed: halfOf("sought"), finished: halfOf("given") },
      })),
    copy: await speed(() => writeByCopy(database, exported)),
  };
}

function rowsOf(rounds: readonly Round[], hasSql: boolean): Row[] {
  const rateFrom = (name: string, way: Way): Rate =>
    toRate(
      name,
      rounds.map((round) => round[way].perSecond),
    );
  const ours = rateFrom("Getu", "getu");
  const against = (way: Way, peer: string, limits: Limits): Row => {
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
    // Twelve times would be nine tenths of a plain COPY of finished rows: docs/performance.md says why it is the goal.
    against("createMany", CREATE_MANY, { floor: 7, goal: 12 }),
    workRow(rounds, { way: "createMany", peer: CREATE_MANY, floor: 4.5, goal: null }),
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
    against("copy", COPY, { floor: 0.5, goal: 0.8 }),
    workRow(rounds, { way: "copy", peer: COPY, floor: 0.33, goal: null }),
  ];
}

/** How many times the peer works for a row what we work for it, which other programs on the machine hardly change. */
function workRow(
  rounds: readonly Round[],
  { way, peer, ...limits }: { way: Way; peer: string } & Limits,
): Row {
  const work = (name: string, of: Way): Rate =>
    toRate(
      name,
      rounds.map((round) => round[of].cpuMicros),
    );
  const [ours, theirs] = [work("Getu", "getu"), work(peer, way)];
  return {
    name: "ingest: the work of a row, ours and the server's together",
    peer,
    value: theirs.median / ours.median,
    unit: "×",
    better: "higher",
    ...limits,
    details: toContest([ours, theirs], "µs of CPU a row"),
  };
}

const CREATE_MANY = "Prisma createMany, without checks and grids";
const COPY = "plain COPY of finished rows";
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
    say(`ingest: round ${round}: ${Math.round(rates.getu.perSecond)} rows/s`);
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
