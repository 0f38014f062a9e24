import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findRunningPostgres } from "@getu/store";
import pg from "pg";
import { whenAdopted } from "./adopted.ts";

const GETU = fileURLToPath(new URL("../../../apps/server/src/cli.ts", import.meta.url));

/** A made-up town in a home of its own, with the database that the product brings; gone when it is removed. */
export type SeededHome = { home: string; seedSeconds: number; remove(): void };

/** Seeds a home as whoever tries Getu does: `getu seed`. */
export function seedHome({ scale, incidents }: { scale: string; incidents: number }): SeededHome {
  const home = mkdtempSync(join(tmpdir(), "getu-bench-home-"));
  chmodSync(home, 0o755); // the database's own user enters
  const remove = (): void => rmSync(home, { recursive: true, force: true });
  const args = [GETU, "seed", "--scale", scale, "--incidents", String(incidents)];
  const environment = { ...process.env, GETU_HOME: home, DATABASE_URL: "" };
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { env: environment, stdio: "ignore" });
  const seedSeconds = (performance.now() - started) / 1000;
  if (status === 0) return { home, seedSeconds, remove };
  remove();
  throw new Error(`getu seed ended with ${status}`);
}

/** Asks the database of a home whose server runs, as its owner. */
async function inDatabase<Result>(
  home: string,
  ask: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const running = await findRunningPostgres({ home });
  if (!running) throw new Error(`no database runs in ${home}`);
  const client = new pg.Client({ connectionString: running.ownerUrl });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

/** How many grids with an outline and how many incidents a home holds. */
export const countHome = (home: string): Promise<{ grids: number; incidents: number }> =>
  inDatabase(home, async (client) => {
    const { rows } = await client.query<{ grids: number; incidents: number }>(
      `SELECT (SELECT count(*)::integer FROM grid_state WHERE valid_to IS NULL AND area IS NOT NULL) AS grids,
        (SELECT count(*)::integer FROM incident) AS incidents`,
    );
    return rows[0]!; // a SELECT without FROM gives one row
  });

/**
 * Waits until the server that runs in it has done what there is to do after an import, and does at once what PostgreSQL does by
 * itself in the minutes after so much was written: both would be measured with all else.
 */
export const settleHome = (home: string): Promise<unknown> =>
  inDatabase(home, async (client) => {
    await whenAdopted(client);
    await client.query("VACUUM ANALYZE");
  });
