import type { IncidentRecord } from "@getu/domain";
import { importGrids, importIncidents } from "@getu/store";
import { gridRecordsOf, openBenchDatabase } from "../bench-database.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome, Row } from "../benchmark.ts";
import { OPEN_SHARE } from "../desk-history.ts";
import { toShort } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { createMadeUpIncidents } from "../made-up-incidents.ts";
import { swapNeighbours } from "../made-up-redraw.ts";
import type { Redraw } from "../made-up-redraw.ts";
import { collectGarbage, medianOf } from "../measure.ts";

const GRIDS = 3000;
const SHARE = 0.01;
const ROUNDS = 5;

/** Rows whose place differs, rows that were written, seconds of writing them, and of all that the redraw did after it was in force. */
type Round = { changed: number; written: number; writing: number; whole: number };

/** Lets the database itself say when each UPDATE of incidents began and ended. */
const STOPWATCH = `
  CREATE UNLOGGED TABLE stopwatch (moment text, at timestamptz DEFAULT clock_timestamp());
  CREATE FUNCTION stop_time() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN INSERT INTO stopwatch (moment) VALUES (TG_WHEN); RETURN NULL; END';
  CREATE TRIGGER a_stopwatch BEFORE UPDATE ON incident FOR EACH STATEMENT EXECUTE FUNCTION stop_time();
  CREATE TRIGGER z_stopwatch AFTER UPDATE ON incident FOR EACH STATEMENT EXECUTE FUNCTION stop_time()`;

/** The newest redraw: seconds in its UPDATEs, and from the instant it is in force from until the last incident has followed. */
const SECONDS = `
  SELECT (SELECT sum(extract(epoch FROM at) * CASE moment WHEN 'AFTER' THEN 1 ELSE -1 END) FROM stopwatch)::float8 AS writing,
    extract(epoch FROM ended_at - (SELECT max(effective_from) FROM territory_version))::float8 AS whole
  FROM boundary_reassignment ORDER BY version DESC LIMIT 1`;

const PLACE = "(grid_current, distance_to_border_metres, neighbour_grid_id, near_border)";

async function countRows({ db }: BenchDatabase, sql: string): Promise<number> {
  const { rows } = await db.pool.query<{ count: number }>(`SELECT count(*)::integer AS count FROM ${sql}`);
  return rows[0]!.count; // an aggregate without GROUP BY gives one row
}

async function oneRound(database: BenchDatabase, redraw: Redraw): Promise<Round> {
  const { db, territoryId } = database;
  await db.pool.query("DROP TABLE IF EXISTS place_before");
  await db.pool.query(
    "CREATE UNLOGGED TABLE place_before AS SELECT *, xmin::text AS written_by FROM incident",
  );
  await db.pool.query("TRUNCATE stopwatch");
  await collectGarbage();
  const { updated } = await importGrids(db, { territoryId, records: gridRecordsOf(redraw), file: "redraw" });
  if (updated !== redraw.size) throw new Error(`${updated} of ${redraw.size} grids redrawn`);
  const { rows } = await db.pool.query<Pick<Round, "writing" | "whole">>(SECONDS);
  const both = "incident AS new JOIN place_before AS old USING (territory_id, id)";
  const differing = PLACE.replaceAll(/\w+/g, "new.$&");
  return {
    ...rows[0]!, // the import has noted whose incidents follow
    changed: await countRows(
      database,
      `${both} WHERE ${differing} IS DISTINCT FROM ${differing.replaceAll("new.", "old.")}`,
    ),
    written: await countRows(database, `${both} WHERE new.xmin::text <> old.written_by`),
  };
}

function rowsOf(rounds: readonly Round[], incidents: number): Row[] {
  const name = `redraw of 1 % of ${GRIDS} grids over ${toShort(incidents)} incidents`;
  const rates = rounds.map(({ changed, writing }) => changed / writing);
  const wholes = rounds.map(({ whole }) => whole);
  const changed = rounds.map((round) => toShort(round.changed)).join(", ");
  const beyond = rounds.map((round) => round.written - round.changed);
  const row = { peer: "", goal: null };
  return [
    {
      ...row,
      name: `${name}: changed rows written`,
      value: medianOf(rates),
      unit: "rows/s",
      better: "higher",
      floor: 40_000,
      details: `${rates.map(toShort).join(", ")} rows/s in the UPDATEs; ${changed} changed rows; one incident in a hundred is open`,
    },
    {
      ...row,
      name: `${name}: index of the new lines, cameras, places and incidents in all`,
      value: medianOf(wholes),
      unit: "s",
      better: "lower",
      floor: null,
      details: `${wholes.map(toShort).join(", ")} s on the wall`,
    },
    {
      ...row,
      name: `${name}: rows written that did not change, or changed and not written`,
      value: beyond.reduce((sum, each) => sum + Math.abs(each), 0),
      unit: "rows",
      better: "lower",
      floor: 0,
      details: `of ${changed}`,
    },
  ];
}

/** A city's history: what is open stands in three more indexes than what is closed. */
const closeMost = (records: readonly IncidentRecord[]): IncidentRecord[] =>
  records.map((record, i) =>
    i % Math.round(1 / OPEN_SHARE) === 0
      ? record
      : { ...record, status: "closed", closedAt: record.reportedAt },
  );

/** What a change of boundaries costs the incidents. */
export const redraw: Benchmark = {
  name: "redraw",
  async run({ quick, say }): Promise<Outcome> {
    const incidents = quick ? 50_000 : 1_000_000;
    const city = createMadeUpCity({ grids: GRIDS, seed: 1 });
    const database = await openBenchDatabase(city);
    try {
      const { db, territoryId } = database;
      say(`redraw: ${toShort(incidents)} incidents`);
      const records = closeMost(createMadeUpIncidents({ count: incidents, seed: 1, prefix: "redraw" }));
      await importIncidents(db, { territoryId, records, file: "made up" });
      await db.pool.query("ANALYZE incident");
      await db.pool.query(STOPWATCH);
      const rounds: Round[] = [];
      let areas = city.areas;
      for (let seed = 0; seed <= (quick ? 2 : ROUNDS); seed++) {
        const redrawn = swapNeighbours({ ...city, areas }, { share: SHARE, seed });
        areas = areas.map((area, i) => redrawn.get(i) ?? area);
        const round = await oneRound(database, redrawn);
        say(`redraw: ${Math.round(round.changed / round.writing)} rows/s`);
        if (seed > 0) rounds.push(round);
      }
      return { rows: rowsOf(rounds, incidents), leftOut: [] };
    } finally {
      await database.close();
    }
  },
};
