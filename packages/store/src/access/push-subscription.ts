import type { QuietHours } from "@getu/domain";
import type { Db } from "../db.ts";
import { inTransaction } from "../db.ts";

/** Where a phone can be called, with what only it can read. */
export type PushAddress = { endpoint: string; p256dh: string; auth: string };

/** What a phone says when its owner wants to be called on it. */
export type KeptPush = PushAddress & { personId: string; sessionId: string | null; quiet: QuietHours };

/** A phone that is due to be looked at. */
export type DuePush = PushAddress & {
  id: number;
  personId: string;
  quiet: QuietHours;
  /** Incidents that it has been told of. */
  told: readonly number[];
};

/** One has so many phones and browsers at most; the one renewed longest ago goes. */
const MOST_OF_A_PERSON = 10;
/** A phone that nobody has signed in on for so long is called no more. */
const FORGOTTEN_AFTER = "30 days";
/** Between two looks at a phone. */
const LOOK_EVERY = "1 minute";
/** After calls that were not taken it is looked at ever later, at most so late. */
const LOOK_LATEST = "6 hours";

/** Keeps where a phone can be called; one that another person had is this one's from now on. */
export async function keepPush(db: Db, push: KeptPush): Promise<void> {
  const { personId, sessionId, endpoint, p256dh, auth, quiet } = push;
  await inTransaction(db, async (tx) => {
    await tx.query(
      `INSERT INTO push_subscription AS old (person_id, session_id, endpoint, p256dh, auth, quiet_from, quiet_to)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (endpoint) DO UPDATE SET person_id = excluded.person_id, session_id = excluded.session_id,
         p256dh = excluded.p256dh, auth = excluded.auth, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
         told = CASE WHEN old.person_id = excluded.person_id THEN old.told ELSE '{}' END,
         failures = 0, renewed_at = clock_timestamp()`,
      [personId, sessionId, endpoint, p256dh, auth, quiet.from, quiet.to],
    );
    await tx.query(
      `DELETE FROM push_subscription WHERE person_id = $1 AND id NOT IN (
         SELECT id FROM push_subscription WHERE person_id = $1 ORDER BY renewed_at DESC, id DESC LIMIT $2)`,
      [personId, MOST_OF_A_PERSON],
    );
  });
}

/** Forgets a phone of somebody's; one that is not there is forgotten already. */
export async function removePush(
  db: Db,
  { personId, endpoint }: { personId: string; endpoint: string },
): Promise<void> {
  await db.pool.query("DELETE FROM push_subscription WHERE person_id = $1 AND endpoint = $2", [
    personId,
    endpoint,
  ]);
}

/**
 * Takes phones that are due to be looked at, longest due first; no other process looks at them within a minute. Those of
 * closed accounts are left where they are, and those that nobody has used for long are forgotten.
 */
export async function takeDuePushes(db: Db, limit: number): Promise<DuePush[]> {
  await db.pool.query(
    `DELETE FROM push_subscription WHERE renewed_at < clock_timestamp() - interval '${FORGOTTEN_AFTER}'`,
  );
  const { rows } = await db.pool.query<DuePush>(
    `UPDATE push_subscription SET look_at = clock_timestamp() + interval '${LOOK_EVERY}' WHERE id IN (
       SELECT push.id FROM push_subscription AS push JOIN person ON person.id = person_id
       WHERE look_at <= clock_timestamp() AND disabled_at IS NULL
       ORDER BY look_at LIMIT $1 FOR UPDATE OF push SKIP LOCKED)
     RETURNING id, person_id AS "personId", endpoint, p256dh, auth, told::float8[] AS told,
       json_build_object('from', quiet_from, 'to', quiet_to) AS quiet`,
    [limit],
  );
  return rows;
}

/** Writes down what a phone has been told of, as far as it still calls for its owner. */
export async function notePushTold(db: Db, id: number, told: readonly number[]): Promise<void> {
  await db.pool.query("UPDATE push_subscription SET told = $2, failures = 0 WHERE id = $1", [id, told]);
}

/** The push service did not take a call: the phone is called again later, after twice as long each time. */
export async function putOffPush(db: Db, id: number): Promise<void> {
  await db.pool.query(
    `UPDATE push_subscription SET failures = least(failures + 1, 20),
       look_at = clock_timestamp() + least(interval '${LOOK_LATEST}', interval '${LOOK_EVERY}' * 2 ^ (failures + 1))
     WHERE id = $1`,
    [id],
  );
}

/** The push service knows the phone no more. */
export async function dropPush(db: Db, id: number): Promise<void> {
  await db.pool.query("DELETE FROM push_subscription WHERE id = $1", [id]);
}
