import type { Db } from "../db.ts";

/**
 * SQL: which database this is, and which of its histories: the cluster, its timeline, which each failover and each recovery to
 * a moment begins anew, and the database's own number, which one that takes its place has not.
 */
export const HISTORY = `(SELECT control.system_identifier || ' ' || left(pg_walfile_name(pg_current_wal_lsn()), 8) || ' ' || own.oid
  FROM pg_control_system() AS control, pg_database AS own WHERE own.datname = current_database())`;

/** The database's history now, as a text. */
export async function findHistory(db: Db): Promise<string> {
  const { rows } = await db.pool.query<{ history: string }>(`SELECT ${HISTORY} AS history`);
  return rows[0]!.history; // SELECT without FROM returns one row
}
