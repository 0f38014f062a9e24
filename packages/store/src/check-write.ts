import type { Db } from "./db.ts";

/** Longer than that nobody waits; a database that died in the middle of it would be waited for for a quarter of an hour. */
const ANSWERS_WITHIN_MS = 8_000;

/** Writes the one row of the horizon as it is: throws when the database is away, read-only or out of disk. */
export async function checkWrite(db: Db): Promise<void> {
  const asked = { text: "UPDATE change_horizon SET id = id", query_timeout: ANSWERS_WITHIN_MS };
  await db.pool.query(asked);
}
