import type { Db } from "../db.ts";

/** How often one address may do something within a window. */
export type AddressLimit = { action: string; most: number; windowSeconds: number };

/**
 * Counts one time more. Null = allowed; else the seconds until the address may try again. Kept in the database, so that
 * neither a restart nor a second server process resets it.
 */
export async function countAddress(
  db: Db,
  { action, most, windowSeconds }: AddressLimit,
  address: string,
): Promise<number | null> {
  const { rows } = await db.pool.query<{ times: number; seconds_left: number }>(
    `WITH window_now AS (SELECT to_timestamp(floor(extract(epoch FROM clock_timestamp()) / $3) * $3) AS start)
     INSERT INTO address_count AS known (action, address, window_start, times)
     SELECT $1, $2, start, 1 FROM window_now
     ON CONFLICT (action, address, window_start) DO UPDATE SET times = known.times + 1
     RETURNING times, ceil(extract(epoch FROM window_start - clock_timestamp()) + $3)::integer AS seconds_left`,
    [action, address, windowSeconds],
  );
  const { times, seconds_left: secondsLeft } = rows[0]!; // an upsert returns its row
  return times <= most ? null : Math.max(1, secondsLeft);
}

/** Takes back a time that was counted in a window that runs still: it turned out to be none. */
export async function uncountAddress(
  db: Db,
  { action, windowSeconds }: AddressLimit,
  address: string,
): Promise<void> {
  await db.pool.query(
    `UPDATE address_count SET times = times - 1 WHERE action = $1 AND address = $2 AND times > 0
       AND window_start > clock_timestamp() - $3 * interval '1 second'`,
    [action, address, windowSeconds],
  );
}

/** Forgets the addresses whose windows are over. */
export async function forgetAddresses(
  db: Db,
  { olderThanSeconds }: { olderThanSeconds: number },
): Promise<void> {
  await db.pool.query(
    "DELETE FROM address_count WHERE window_start < clock_timestamp() - $1 * interval '1 second'",
    [olderThanSeconds],
  );
}
