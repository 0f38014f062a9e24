import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const LACKING = `SELECT FROM incident WHERE status <> 'closed' AND NOT EXISTS (
  SELECT FROM incident_loop AS loop WHERE loop.territory_id = incident.territory_id AND incident_id = id) LIMIT 1`;

const PATIENCE_MS = 15 * 60_000;

/**
 * Resolves once everything that is open has an owner: for what was imported the server looks for one, and has its hands full.
 * Throws when some of it has none after a quarter of an hour.
 */
export async function whenAdopted(database: Pick<pg.Pool, "query">): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; (await database.query(LACKING)).rowCount; await sleep(500))
    if (Date.now() > end) throw new Error("some open incidents still have no owner");
}
