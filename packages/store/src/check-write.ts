import type { Db } from "./db.ts";

/** Writes the one row of the horizon as it is: throws when the database is away, read-only or out of disk. */
export async function checkWrite(db: Db): Promise<void> {
  await db.pool.query("UPDATE change_horizon SET id = id");
}
