import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Db } from "@getu/store";
import { openBenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { createHistory, writeHistory } from "../heat-history.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { serveHome, whenIndexed } from "../served-city.ts";
import type { Served } from "../served-city.ts";

/** What comes in while the server is down. */
const LATE = 100_000;

const INSERT = `INSERT INTO incident (territory_id, category, condition, severity, channel, status, summary,
    lng, lat, morton, occurred_at, reported_at, near_border)
  SELECT $1, 'category-' || category, 'default', 'minor', 'hotline', 'closed', '', 0, 0, morton,
    to_timestamp(second), to_timestamp(second), false FROM history`;

/** Puts a history into the table of incidents; indexes that heat does not need would only cost the benchmark's time. */
async function fillIncidents(
  db: Db,
  { territoryId, count }: { territoryId: number; count: number },
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "getu-bench-history-"));
  chmodSync(folder, 0o755); // the server may run as another user
  const file = join(folder, "history.csv");
  await writeHistory(file, createHistory(count));
  const client = await db.pool.connect();
  try {
    await client.query("SET statement_timeout = 0");
    const { rows } = await client.query<{ name: string }>(
      `SELECT indexrelid::regclass::text AS name FROM pg_index WHERE indrelid = 'incident'::regclass AND NOT indisprimary`,
    );
    for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
    await client.query("CREATE UNLOGGED TABLE history (second integer, category text, morton bigint)");
    await client.query(`COPY history FROM '${file}' (FORMAT csv)`);
    await client.query("ALTER TABLE incident DISABLE TRIGGER USER"); // no index is there yet to be told
    await client.query(INSERT, [territoryId]);
    await client.query("ALTER TABLE incident ENABLE TRIGGER USER");
    await client.query("VACUUM ANALYZE incident");
  } finally {
    client.release();
    rmSync(folder, { recursive: true });
  }
}

/** Seconds from the start of the process until its index answers. */
async function startUntilIndexed(url: string, home: string): Promise<{ served: Served; seconds: number }> {
  const started = performance.now();
  const served = await serveHome(url, home);
  await whenIndexed(served);
  return { served, seconds: (performance.now() - started) / 1000 };
}

/** The server begins anew over many incidents: from its files, with what happened meanwhile. */
export const heatRestart: Benchmark = {
  name: "heat-restart",
  async run({ quick, say }): Promise<Outcome> {
    const count = quick ? 200_000 : 10_000_000;
    const database = await openBenchDatabase(createMadeUpCity({ grids: 300, seed: 1 }));
    const home = mkdtempSync(join(tmpdir(), "getu-bench-home-"));
    const { url, db, territoryId } = database;
    try {
      say(`heat restart: ${toShort(count)} incidents into the database`);
      await fillIncidents(db, { territoryId, count });
      const first = await startUntilIndexed(url, home);
      while (!existsSync(join(home, "heat", String(territoryId), "heat.json"))) await sleep(100);
      await first.served.stop();
      await db.pool.query(`${INSERT} LIMIT ${LATE}`, [territoryId]);
      const second = await startUntilIndexed(url, home);
      await second.served.stop();
      return {
        rows: [
          {
            name: `heat, ${toShort(count)}: restart of the server until its index answers`,
            peer: "",
            value: second.seconds,
            unit: "s",
            better: "lower",
            floor: 15,
            goal: 2,
            details: `from files, with ${toShort(LATE)} incidents that came meanwhile; the first start, from the table, ${toShort(first.seconds)} s`,
          },
        ],
        leftOut: [],
      };
    } finally {
      await database.close();
      rmSync(home, { recursive: true, force: true });
    }
  },
};
