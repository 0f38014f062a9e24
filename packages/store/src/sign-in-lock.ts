import type { Db } from "./db.ts";

/** How many wrong passwords in a row are forgiven, and how long a name then waits. */
export type LockRule = { forgiven: number; waitMs: number };

/** Until when a name may not sign in; null = it may. Names without an account are counted alike. */
export async function findLock(db: Db, nameHash: string): Promise<Date | null> {
  const { rows } = await db.pool.query<{ locked_until: Date }>(
    "SELECT locked_until FROM sign_in_lock WHERE name_hash = $1 AND locked_until > clock_timestamp()",
    [nameHash],
  );
  return rows[0]?.locked_until ?? null;
}

/** Counts a wrong password; true when it locks the name. What lies further back than the wait is forgotten. */
export async function countFailure(
  db: Db,
  { nameHash, forgiven, waitMs }: LockRule & { nameHash: string },
): Promise<boolean> {
  await db.pool.query(
    `INSERT INTO sign_in_lock AS lock (name_hash, failures) VALUES ($1, 1)
     ON CONFLICT (name_hash) DO UPDATE SET last_at = clock_timestamp(), failures =
       CASE WHEN lock.last_at < clock_timestamp() - $2 * interval '1 ms' THEN 1 ELSE lock.failures + 1 END`,
    [nameHash, waitMs],
  );
  const { rowCount } = await db.pool.query(
    `UPDATE sign_in_lock SET locked_until = clock_timestamp() + $3 * interval '1 ms'
     WHERE name_hash = $1 AND failures >= $2`,
    [nameHash, forgiven, waitMs],
  );
  return rowCount === 1;
}

/** Forgets the wrong passwords of somebody who has found the right one. */
export async function forgiveFailures(db: Db, nameHash: string): Promise<void> {
  await db.pool.query("DELETE FROM sign_in_lock WHERE name_hash = $1", [nameHash]);
}
