import type { Incident, IncidentStatus } from "@getu/domain";
import { appendAudit } from "../audit/audit.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { toIncident } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";
import { hashSecret } from "../access/secret-token.ts";

/** A program that may report into a territory. */
export type Open311Key = { id: number; territoryId: number; name: string };

/** Lets a program report, and logs it; only the hash of its key is kept. */
export async function addOpen311Key(
  db: Db,
  { territoryId, name, key }: Omit<Open311Key, "id"> & { key: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { rows } = await tx.query<KeyRow>(
      "INSERT INTO open311_key (territory_id, name, key_hash) VALUES ($1, $2, $3) RETURNING id",
      [territoryId, name, hashSecret(key)],
    );
    await logKeys(tx, rows, { action: "open311.added", territoryId, name });
  });
}

/** Ends the keys of this name, and logs each; returns how many there were. */
export async function revokeOpen311Keys(
  db: Db,
  { territoryId, name }: Omit<Open311Key, "id">,
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const { rows } = await tx.query<KeyRow>(
      `UPDATE open311_key SET revoked_at = clock_timestamp()
       WHERE territory_id = $1 AND name = $2 AND revoked_at IS NULL RETURNING id`,
      [territoryId, name],
    );
    await logKeys(tx, rows, { action: "open311.revoked", territoryId, name });
    return rows.length;
  });
}

type KeyRow = Pick<Open311Key, "id">;
type KeyDeed = Omit<Open311Key, "id"> & { action: "open311.added" | "open311.revoked" };

/** Keys are made and ended by who runs the server, who has no account. */
async function logKeys(tx: Transaction, keys: readonly KeyRow[], { name, ...deed }: KeyDeed): Promise<void> {
  for (const { id } of keys)
    await appendAudit(tx, { ...deed, actor: "system", subject: `open311:${id}`, facts: { name } });
}

/** The program that holds this key; null when it is unknown or revoked. */
export async function findOpen311Key(db: Db, key: string): Promise<Open311Key | null> {
  const { rows } = await db.pool.query<Open311Key>(
    `SELECT id, territory_id AS "territoryId", name FROM open311_key WHERE key_hash = $1 AND revoked_at IS NULL`,
    [hashSecret(key)],
  );
  return rows[0] ?? null;
}

/** Which of a program's incidents to list; times are of reporting, `[from, to)`. */
export type Open311Filter = {
  ids?: readonly number[] | undefined;
  categories?: readonly string[] | undefined;
  from?: string | undefined;
  to?: string | undefined;
  isOpen?: boolean | undefined;
  limit: number;
};

/** An incident with the time of its last step. */
export type Open311Incident = { incident: Incident; updatedAt: Date };

/** The incidents that came by this key, newest first. */
export async function listOpen311Incidents(
  db: Db,
  key: Open311Key,
  { ids, categories, from, to, isOpen, limit }: Open311Filter,
): Promise<Open311Incident[]> {
  const { rows } = await db.pool.query<IncidentRow & { updated_at: Date }>(
    `SELECT incident.*, coalesce((SELECT max(at) FROM incident_step AS step
        WHERE step.territory_id = incident.territory_id AND step.incident_id = incident.id), reported_at) AS updated_at
     FROM open311_request AS request
     JOIN incident ON incident.territory_id = request.territory_id AND incident.id = request.incident_id
     WHERE request.key_id = $1 AND ($2::bigint[] IS NULL OR incident.id = ANY ($2))
       AND ($3::text[] IS NULL OR category = ANY ($3))
       AND ($4::timestamptz IS NULL OR reported_at >= $4) AND ($5::timestamptz IS NULL OR reported_at < $5)
       AND ($6::boolean IS NULL OR (status <> 'closed') = $6)
     ORDER BY reported_at DESC, incident.id DESC LIMIT $7`,
    [key.id, ids ?? null, categories ?? null, from ?? null, to ?? null, isOpen ?? null, limit],
  );
  return rows.map((row) => ({ incident: toIncident(row), updatedAt: row.updated_at }));
}

/** Which updates to list: of these incidents, or those of a time, `[from, to)`. */
export type Open311UpdateFilter = Pick<Open311Filter, "ids" | "from" | "to" | "limit">;

/** One change of an incident's status as its sender may know it: neither who nor why on the way. */
export type Open311Update = {
  incidentId: number;
  ordinal: number;
  status: IncidentStatus;
  at: Date;
  /** True when it was closed as the duplicate of another. */
  isMerged: boolean;
  /** What the office says at the end; null on the way. */
  answer: string | null;
};

type UpdateRow = Omit<Open311Update, "incidentId"> & { incidentId: string };

/** The changes of status of the incidents that came by this key, oldest first. */
export async function listOpen311Updates(
  db: Db,
  key: Open311Key,
  { ids, from, to, limit }: Open311UpdateFilter,
): Promise<Open311Update[]> {
  const { rows } = await db.pool.query<UpdateRow>(
    `SELECT step.incident_id AS "incidentId", ordinal, to_status AS status, at,
       duplicate_of IS NOT NULL AS "isMerged",
       CASE WHEN to_status = 'closed' THEN coalesce(text, reason) END AS answer
     FROM open311_request AS request
     JOIN incident_step AS step
       ON step.territory_id = request.territory_id AND step.incident_id = request.incident_id
     WHERE request.key_id = $1 AND to_status IS DISTINCT FROM from_status
       AND ($2::bigint[] IS NULL OR request.incident_id = ANY ($2))
       AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at < $4)
     ORDER BY at, step.incident_id, ordinal LIMIT $5`,
    [key.id, ids ?? null, from ?? null, to ?? null, limit],
  );
  return rows.map((row) => ({ ...row, incidentId: Number(row.incidentId) }));
}
