import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const LACKING = `SELECT FROM incident WHERE status <> 'closed' AND NOT EXISTS (
  SELECT FROM incident_loop AS loop WHERE loop.territory_id = incident.territory_id AND incident_id = id) LIMIT 1`;

/** Resolves once everything that is open has an owner: for what was imported the server looks for one, and has its hands full. */
export async function whenAdopted(database: Pick<pg.Pool, "query">): Promise<void> {
  while ((await database.query(LACKING)).rowCount) await sleep(500);
}
