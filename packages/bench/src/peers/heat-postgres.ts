import pg from "pg";
import { startEmbeddedPostgres } from "@getu/store";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { VIEWS } from "../heat-question.ts";
import type { HeatCount, HeatQuestion } from "../heat-question.ts";
import { boundsOf, rangesOf, shiftOf, X_BITS, Y_BITS } from "../morton-view.ts";
import { backendClock } from "./backend-seconds.ts";

/** The plans one would try: an index on the time, one on the place, a table of sums per day and cell. */
export const HEAT_PLANS = ["time index", "place index", "roll-up"] as const;
type HeatPlanName = (typeof HEAT_PLANS)[number];

/** PostgreSQL with a history in it. */
export type HeatPostgres = {
  seconds: () => number;
  /** Null when the plan has no answer: the roll-up knows the city's cells alone. */
  count(plan: HeatPlanName, question: HeatQuestion): Promise<HeatCount | null>;
  close(): Promise<void>;
};

const ROLL_UP_SHIFT = shiftOf(VIEWS.city.level);

const SCHEMA = [
  "CREATE TABLE event (ts integer, cat smallint, key bigint)",
  "COPY event FROM '$FILE' (FORMAT csv)",
  "CREATE INDEX event_ts ON event (ts) INCLUDE (cat, key)",
  "CREATE INDEX event_key ON event (key) INCLUDE (ts, cat)",
  `CREATE TABLE rollup AS SELECT ts / 86400 AS day, cat, key >> ${ROLL_UP_SHIFT} AS cell, count(*)::integer AS n FROM event GROUP BY 1, 2, 3 ORDER BY 1`,
  "CREATE INDEX rollup_day ON rollup (day) INCLUDE (cat, cell, n)",
  "VACUUM ANALYZE event",
  "VACUUM ANALYZE rollup",
];

const IN_VIEW = `(key & ${X_BITS}) BETWEEN $5::bigint AND $6::bigint AND (key & ${Y_BITS}) BETWEEN $7::bigint AND $8::bigint`;
const IN_WINDOW = "ts >= $1 AND ts < $2 AND cat = ANY($3::smallint[])";
const TOTALS = "SELECT count(*)::integer AS cells, coalesce(sum(n), 0)::integer AS incidents";

const SQL = {
  "time index": `${TOTALS} FROM (SELECT key >> $4::integer AS cell, count(*) AS n FROM event WHERE ${IN_WINDOW} AND ${IN_VIEW} GROUP BY 1) AS found`,
  "place index": `${TOTALS} FROM (SELECT key >> $4::integer AS cell, count(*) AS n
    FROM unnest($9::bigint[], $10::bigint[]) AS piece(low, high)
    CROSS JOIN LATERAL (SELECT key FROM event WHERE key >= low AND key < high AND ${IN_WINDOW} AND ${IN_VIEW} OFFSET 0) AS near
    GROUP BY 1) AS found`,
  "roll-up": `${TOTALS} FROM (SELECT cell, sum(n) AS n FROM rollup
    WHERE day >= $1 / 86400 AND day < $2 / 86400 AND cat = ANY($3::smallint[])
    AND (cell & ${X_BITS}) BETWEEN $5::bigint >> $4::integer AND $6::bigint >> $4::integer
    AND (cell & ${Y_BITS}) BETWEEN $7::bigint >> $4::integer AND $8::bigint >> $4::integer GROUP BY 1) AS found`,
} satisfies Record<HeatPlanName, string>;

function parametersOf(plan: HeatPlanName, { view, from, to, categories }: HeatQuestion): unknown[] {
  const { west, east, north, south } = boundsOf(view);
  const common = [from, to, categories, shiftOf(view.level), west, east, north, south];
  if (plan !== "place index") return common;
  const ranges = rangesOf(view, 100);
  return [...common, ranges.map(([low]) => low), ranges.map(([, high]) => high)];
}

async function fill(client: pg.Client, file: string, say: (line: string) => void): Promise<void> {
  await client.query("SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'");
  await client.query("SET jit = off; SET max_parallel_workers_per_gather = 0"); // one processor against one
  for (const statement of SCHEMA) {
    say(`heat, PostgreSQL: ${statement.slice(0, 40)}`);
    await client.query(statement.replace("$FILE", file));
  }
}

/** Loads a history from a file into an embedded PostgreSQL of its own. */
export async function openHeatPostgres(file: string, say: (line: string) => void): Promise<HeatPostgres> {
  const home = mkdtempSync(join(tmpdir(), "getu-bench-heat-"));
  chmodSync(dirname(file), 0o755); // the server may run as another user
  chmodSync(file, 0o644);
  const postgres = await startEmbeddedPostgres({ home, durable: false });
  const client = new pg.Client({ connectionString: postgres.ownerUrl });
  const close = async (): Promise<void> => {
    await client.end();
    await postgres.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await client.connect();
    await fill(client, file, say);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    seconds: await backendClock(client),
    close,
    async count(plan, question) {
      if (plan === "roll-up" && question.view.level !== VIEWS.city.level) return null;
      const { rows } = await client.query<HeatCount>(SQL[plan], parametersOf(plan, question));
      return rows[0] ?? null;
    },
  };
}
