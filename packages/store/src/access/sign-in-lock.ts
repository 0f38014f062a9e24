import type { Db } from "../db.ts";

/** How many wrong passwords in a row are forgiven, and how long a name then waits. */
export type LockRule = { forgiven: number; waitMs: number };

/** A try that may be looked at, the last one of its name or not; or until when the name waits. */
export type SignInTry = { isLast: boolean } | { waitsUntil: Date };

/**
 * Counts a try before it is looked at, so that no more are looked at than are forgiven however many come at once. The
 * last one makes the name wait, until it turns out to be right. What lies further back than the wait is forgotten.
 * Names without an account are counted alike.
 */
export async function takeSignInTry(
  db: Db,
  { nameHash, forgiven, waitMs }: LockRule & { nameHash: string },
): Promise<SignInTry> {
  const { rows } = await db.pool.query<{ failures: number }>(
    `INSERT INTO sign_in_lock AS lock (name_hash, failures, last_at) VALUES ($1, 1, now())
     ON CONFLICT (name_hash) DO UPDATE SET (last_at, failures, locked_until) = (
       SELECT now(), tries, CASE WHEN tries >= $2 THEN now() + $3 * interval '1 ms' END
       FROM (SELECT CASE WHEN lock.last_at <= now() - $3 * interval '1 ms' THEN 1 ELSE lock.failures + 1 END) AS counted (tries))
     WHERE lock.locked_until IS NULL OR lock.locked_until <= now()
     RETURNING failures`,
    [nameHash, forgiven, waitMs],
  );
  if (rows[0]) return { isLast: rows[0].failures >= forgiven };
  const lock = await db.pool.query<{ locked_until: Date | null }>(
    "SELECT locked_until FROM sign_in_lock WHERE name_hash = $1",
    [nameHash],
  );
  return { waitsUntil: lock.rows[0]?.locked_until ?? new Date() }; // it has just been forgiven: ask again
}

/** Forgets the wrong passwords of somebody who has found the right one. */
export async function forgiveFailures(db: Db, nameHash: string): Promise<void> {
  await db.pool.query("DELETE FROM sign_in_lock WHERE name_hash = $1", [nameHash]);
}

/** Takes back a try that was not looked at after all, with the wait that it brought. */
export async function giveBackTry(db: Db, nameHash: string): Promise<void> {
  await db.pool.query(
    "UPDATE sign_in_lock SET failures = failures - 1, locked_until = NULL WHERE name_hash = $1 AND failures > 0",
    [nameHash],
  );
}
