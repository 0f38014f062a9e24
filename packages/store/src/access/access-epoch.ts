import type { Db } from "../db.ts";

/** A mark that changes whenever what somebody may do could have changed. */
export async function readAccessEpoch(db: Db): Promise<string> {
  const { rows } = await db.pool.query<{ number: string }>("SELECT number FROM access_epoch");
  return rows[0]!.number; // the migration put the one row there
}
