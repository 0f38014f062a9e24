import { createHash } from "node:crypto";
import pg from "pg";
import type { Db } from "../db.ts";

/** SQL that names the history of the database it is asked of. */
export type HistoryQuestion = string & { readonly kind: "history" };

/**
 * Which database, and which of its histories: the cluster; its timeline, which each failover and each recovery to a moment begins
 * anew; the database's own number, which one that takes its place has not; and the feed's table, which is another one once a
 * backup has been put in its place.
 */
const questionOf = (timeline: string): HistoryQuestion =>
  `(SELECT concat_ws('/', control.system_identifier, ${timeline}, own.oid, to_regclass('change')::oid)
    FROM pg_control_system() AS control, pg_database AS own WHERE own.datname = current_database())` as HistoryQuestion;

const BY_TIMELINE = questionOf("left(pg_walfile_name(pg_current_wal_lsn()), 8)");

/** For managed databases that tell nothing of their log. */
const WITHOUT_TIMELINE = questionOf("NULL");

/** Not supported, not in this state, not permitted. */
const REFUSED = new Set<string | undefined>(["0A000", "55000", "42501"]);

const isRefused = (error: unknown): boolean => error instanceof pg.DatabaseError && REFUSED.has(error.code);

/** The history that everything was read of, and how to ask which one it is now. */
export type OwnHistory = { question: HistoryQuestion; history: string };

/** The database's history now, and how to ask for it from now on. */
export async function findHistory(db: Db): Promise<OwnHistory> {
  return ask(db, BY_TIMELINE).catch((error: unknown) => {
    if (isRefused(error)) return ask(db, WITHOUT_TIMELINE);
    throw error;
  });
}

async function ask(db: Db, question: HistoryQuestion): Promise<OwnHistory> {
  const { rows } = await db.pool.query<{ history: string }>(`SELECT ${question} AS history`);
  return { question, history: rows[0]!.history }; // SELECT without FROM returns one row
}

/** A history as it is told to screens: nothing of the database's own numbers. */
export const tagOf = (history: string): string =>
  createHash("sha256").update(history).digest("hex").slice(0, 16);
