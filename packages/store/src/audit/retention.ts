import type { Remains, Retention } from "@getu/domain";
import { REMAINS } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { notHeld } from "../incident/incident-hold.ts";

/** Removes the files of a photo; removing them twice is no fault. */
export type RemoveFiles = (photoId: string) => Promise<void>;

/** How much there is to remove, or was removed, of each kind. */
export type RetentionCounts = Record<Remains, number>;

/** So much is removed in one transaction: what a crash undoes is done again by the next run. */
const BATCH = 200;

const KEEP_UPLOADS = "interval '1 day'";
const KEEP_OVER = "interval '30 days'";

/** Closed for so many days ($1) that what hangs on it goes; a held one keeps it. */
const closedFor = (table: string): string => `EXISTS (
  SELECT FROM incident WHERE incident.territory_id = ${table}.territory_id AND incident.id = ${table}.incident_id
    AND status = 'closed' AND closed_at < clock_timestamp() - $1 * interval '1 day')`;

type Kind = {
  table: string;
  key: string;
  /** What is over; $1 is `days`, where there is one. */
  isOver: string;
  days?: keyof Retention;
  files?: "photo";
};

const KINDS: Readonly<Record<Remains, Kind>> = {
  contacts: {
    table: "reporter_contact",
    key: "territory_id, incident_id",
    isOver: `(delete_after < clock_timestamp() OR ${closedFor("reporter_contact")}) AND ${notHeld("reporter_contact")}`,
    days: "contactDays",
  },
  photos: {
    table: "incident_photo",
    key: "territory_id, id",
    isOver: `state = 'attached' AND ${closedFor("incident_photo")} AND ${notHeld("incident_photo")}`,
    days: "photoDays",
    files: "photo",
  },
  notes: {
    table: "visit_note",
    key: "territory_id, visit_id",
    isOver: `EXISTS (
      SELECT FROM visit WHERE visit.territory_id = visit_note.territory_id AND visit.id = visit_note.visit_id
        AND recorded_at < clock_timestamp() - $1 * interval '1 day' AND ${notHeld("visit")})`,
    days: "noteDays",
  },
  needs: {
    table: "need_word",
    key: "territory_id, need_id, ordinal",
    isOver: `EXISTS (
      SELECT FROM need JOIN visit ON visit.territory_id = need.territory_id AND visit.id = need.visit_id
      WHERE need.territory_id = need_word.territory_id AND need.id = need_word.need_id AND ${notHeld("visit")}
        AND (SELECT max(answered_at) FROM need_answer AS answer
          WHERE answer.territory_id = need.territory_id AND answer.need_id = need.id)
          < clock_timestamp() - $1 * interval '1 day')`,
    days: "noteDays",
  },
  uploads: {
    table: "incident_photo",
    key: "territory_id, id",
    isOver: `state = 'pending' AND uploaded_at < clock_timestamp() - ${KEEP_UPLOADS}`,
    files: "photo",
  },
  sessions: { table: "session", key: "id", isOver: "expires_at < clock_timestamp()" },
  invitations: {
    table: "invitation",
    key: "id",
    isOver: `coalesce(used_at, expires_at) < clock_timestamp() - ${KEEP_OVER}`,
  },
  verifications: { table: "verification", key: "id", isOver: "expires_at < clock_timestamp()" },
  locks: {
    table: "sign_in_lock",
    key: "name_hash",
    isOver: `last_at < clock_timestamp() - ${KEEP_OVER} AND coalesce(locked_until < clock_timestamp(), true)`,
  },
};

const valuesOf = ({ days }: Kind, retention: Retention): number[] =>
  days === undefined ? [] : [retention[days]];

async function count(db: Db, kind: Kind, retention: Retention): Promise<number> {
  const { rows } = await db.pool.query<{ count: string }>(
    `SELECT count(*) FROM ${kind.table} WHERE ${kind.isOver}`,
    valuesOf(kind, retention),
  );
  return Number(rows[0]!.count); // an aggregate has one row
}

/** The rows are held while their files go, and go last: a crash leaves rows without files, never files without rows. */
async function removeBatch(
  tx: Transaction,
  kind: Kind,
  { retention, removeFiles }: { retention: Retention; removeFiles: RemoveFiles },
): Promise<number> {
  const { table, key, isOver, files } = kind;
  const { rows } = await tx.query<{ id: string }>(
    `DELETE FROM ${table} WHERE (${key}) IN (
       SELECT ${key} FROM ${table} WHERE ${isOver} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) RETURNING *`,
    valuesOf(kind, retention),
  );
  if (files === "photo") for (const { id } of rows) await removeFiles(id);
  return rows.length;
}

/** What a run would remove, by the database's clock. */
export async function countRemains(db: Db, retention: Retention): Promise<RetentionCounts> {
  const counts = nothing();
  for (const name of REMAINS) counts[name] = await count(db, KINDS[name], retention);
  return counts;
}

const nothing = (): RetentionCounts =>
  Object.fromEntries(REMAINS.map((name) => [name, 0])) as RetentionCounts; // one for each

/**
 * Removes what is over, a few at a time, and says how much: `error` when it had to stop, with what was done until then.
 * Any run may be broken off; the next one goes on.
 */
export async function removeRemains(
  db: Db,
  retention: Retention,
  removeFiles: RemoveFiles,
): Promise<{ removed: RetentionCounts; error: Error | null }> {
  const removed = nothing();
  try {
    for (const name of REMAINS) {
      for (let last = BATCH; last > 0;) {
        last = await inTransaction(db, (tx) => removeBatch(tx, KINDS[name], { retention, removeFiles }));
        removed[name] += last;
      }
    }
    return { removed, error: null };
  } catch (error) {
    return { removed, error: error instanceof Error ? error : new Error("not an error", { cause: error }) };
  }
}
