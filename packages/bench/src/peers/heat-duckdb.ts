import type * as Duckdb from "@duckdb/node-api";
import type { HeatCount, HeatQuestion } from "../heat-question.ts";
import { boundsOf, shiftOf, X_BITS, Y_BITS } from "../morton-view.ts";
import type { Absent } from "./debian-postgres.ts";

/** DuckDB in this process, on one thread, with a history in memory. */
export type HeatDuckdb = { count(question: HeatQuestion): Promise<HeatCount>; close(): void };

/** A machine may have no build of its native part. */
const findDuckdb = (): Promise<typeof Duckdb | Absent> =>
  import("@duckdb/node-api").catch((error: unknown) => ({
    reason: `could not be loaded: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`,
  }));

/** Loads a history from a file; a reason when it is not to be had. */
export async function openHeatDuckdb(file: string): Promise<HeatDuckdb | Absent> {
  const duckdb = await findDuckdb();
  if ("reason" in duckdb) return duckdb;
  const instance = await duckdb.DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  await connection.run("CREATE TABLE event (ts INTEGER, cat SMALLINT, key BIGINT)");
  await connection.run(`COPY event FROM '${file}' (FORMAT csv, HEADER false)`);
  return {
    async count({ view, from, to, categories }) {
      const { west, east, north, south } = boundsOf(view);
      const reader =
        await connection.runAndReadAll(`SELECT count(*)::INTEGER, coalesce(sum(n), 0)::INTEGER FROM (
        SELECT key >> ${shiftOf(view.level)} AS cell, count(*) AS n FROM event
        WHERE ts >= ${from} AND ts < ${to} AND cat IN (${categories.join()})
        AND (key & ${X_BITS}) BETWEEN ${west} AND ${east} AND (key & ${Y_BITS}) BETWEEN ${north} AND ${south} GROUP BY 1)`);
      const [cells, incidents] = reader.getRows()[0] ?? [];
      return { cells: Number(cells), incidents: Number(incidents) };
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
