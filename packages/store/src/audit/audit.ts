import type { AuditEntry, AuditFilter, NamedAuditEntry } from "@getu/domain";
import { nameEntries } from "./audit-names.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { CHAIN_START, chainHash } from "./hash-chain.ts";

/** What is to be logged; number, time and hashes are given by the log. */
export type NewAuditEntry = Pick<AuditEntry, "actor" | "action"> &
  Partial<Omit<AuditEntry, "actor" | "action" | "seq" | "at">>;

/** A row as it stands in the table. */
export type AuditRow = {
  seq: string;
  at: Date;
  actor: string;
  action: AuditEntry["action"];
  subject: string | null;
  territory_id: number | null;
  facts: AuditEntry["facts"];
  reason: string | null;
  address: string | null;
  previous_hash: Buffer;
  hash: Buffer;
};

/** A row as the domain knows it; this, and nothing else, is what its hash vouches for. */
export const toAuditEntry = (row: AuditRow): AuditEntry => ({
  seq: Number(row.seq),
  at: row.at.toISOString(),
  actor: row.actor,
  action: row.action,
  subject: row.subject,
  territoryId: row.territory_id,
  facts: row.facts,
  reason: row.reason,
  address: row.address,
});

type Last = { at: Date; seq: string | null; hash: Buffer | null };

/** Adds a row in the transaction that does what it tells of: both happen or neither. Writers wait for each other. Returns its number. */
export async function appendAudit(tx: Transaction, given: NewAuditEntry): Promise<number> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtext('getu audit'))");
  const { rows } = await tx.query<Last>(
    `SELECT date_trunc('milliseconds', clock_timestamp()) AS at, last.seq, last.hash
     FROM (SELECT) AS one LEFT JOIN (SELECT seq, hash FROM audit_entry ORDER BY seq DESC LIMIT 1) AS last ON true`,
  );
  const last = rows[0]!; // the left side is one row
  const previous = last.hash ?? CHAIN_START;
  const entry: AuditEntry = {
    subject: null,
    territoryId: null,
    facts: {},
    reason: null,
    address: null,
    ...given,
    seq: Number(last.seq ?? 0) + 1,
    at: last.at.toISOString(),
  };
  await tx.query(
    `INSERT INTO audit_entry (seq, at, actor, action, subject, territory_id, facts, reason, address, previous_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      entry.seq,
      entry.at,
      entry.actor,
      entry.action,
      entry.subject,
      entry.territoryId,
      JSON.stringify(entry.facts),
      entry.reason,
      entry.address,
      previous,
      chainHash(previous, entry),
    ],
  );
  return entry.seq;
}

/** Logs something that changes nothing else in the database. */
export const recordAudit = (db: Db, entry: NewAuditEntry): Promise<number> =>
  inTransaction(db, (tx) => appendAudit(tx, entry));

/** Which rows to list; `territoryIds` = what concerns these, null = every row. */
export type AuditQuestion = AuditFilter & {
  territoryIds: readonly number[] | null;
  before?: number | undefined;
  limit: number;
};

/** Numbers and times of the log rise together: a time is as good as the number of the first row that is not before it. */
const seqAt = (time: string): string =>
  `(SELECT seq FROM audit_entry WHERE at >= ${time}::timestamptz ORDER BY at, seq LIMIT 1)`;

/**
 * SQL for the rows that concern some territories: what was done there, and what concerns a person rather than a place
 * (signing in, passwords, accounts, refusals) where that person holds or held a role. It is the subject's, if there is
 * one: a wrong password is typed by nobody, and an account is closed by somebody else.
 */
const concerns = (territories: string): string => `(territory_id = ANY (${territories})
  OR (territory_id IS NULL OR action = 'refused') AND coalesce(subject, actor) = ANY (ARRAY(
    SELECT 'person:' || person_id FROM role_grant WHERE role_grant.territory_id = ANY (${territories}))))`;

/** Rows of the log with the names of whom and what they speak of, newest first. */
export async function listAudit(db: Db, question: AuditQuestion): Promise<NamedAuditEntry[]> {
  const { territoryIds, before, limit, actor, action, subject, from, to } = question;
  const { rows } = await db.pool.query<AuditRow>(
    `SELECT * FROM audit_entry WHERE ($1::bigint IS NULL OR seq < $1)
       AND ($2::integer[] IS NULL OR ${concerns("$2")})
       AND ($4::text IS NULL OR actor = $4) AND ($5::text IS NULL OR action = $5)
       AND ($6::text IS NULL OR subject = $6)
       AND ($7::timestamptz IS NULL OR seq >= ${seqAt("$7")})
       AND ($8::timestamptz IS NULL OR seq < coalesce(${seqAt("$8")}, 9223372036854775807))
     ORDER BY seq DESC LIMIT $3`,
    [before, territoryIds, limit, actor, action, subject, from, to],
  );
  return nameEntries(db, { entries: rows.map(toAuditEntry), territoryIds });
}

/** How long a reading of the log may last that was written down once. */
const READING = "interval '12 hours'";

/** True when this row says that the actor has begun to read the log, not long ago. */
export async function isReadingAudit(
  db: Db,
  { actor, opening }: { actor: string; opening: number },
): Promise<boolean> {
  const { rowCount } = await db.pool.query(
    `SELECT FROM audit_entry WHERE seq = $1 AND actor = $2 AND action = 'audit.read'
       AND at > clock_timestamp() - ${READING}`,
    [opening, actor],
  );
  return rowCount === 1;
}
