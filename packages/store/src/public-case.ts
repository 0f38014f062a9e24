import { SATISFIED_FROM } from "@getu/domain";
import type { Incident, IncidentRecord } from "@getu/domain";
import type { Db, Transaction } from "./db.ts";
import { inTransaction } from "./db.ts";
import { takeReport } from "./incident-import.ts";
import { setIncidentStatus, toIncident } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";
import { attachPhotos } from "./photo.ts";

/** A resident's report on its way into the ledger. */
export type NewPublicReport = {
  territoryId: number;
  record: IncidentRecord;
  photoIds: readonly string[];
  /** SHA-256 of the code that the case is followed by. */
  codeHash: string;
  contact: { text: string; keepDays: number } | null;
};

/** Thrown when a report names photos that are not there any more; nothing of it was written. */
export class PhotosMissing extends Error {
  readonly ids: readonly string[];

  constructor(ids: readonly string[]) {
    super(`${ids.length} photos are not there`);
    this.ids = ids;
  }
}

/** Takes a report with its photos, its code and its contact: all of it or nothing. A repeated delivery changes nothing. */
export async function takePublicReport(db: Db, report: NewPublicReport): Promise<Incident> {
  const { territoryId, record, photoIds, codeHash } = report;
  return inTransaction(db, async (tx) => {
    const { incident, isNew } = await takeReport(db, { tx, territoryId, record });
    if (!isNew) return incident;
    const key = { territoryId, incidentId: incident.id };
    const missing = await attachPhotos(tx, { ...key, ids: photoIds });
    if (missing.length > 0) throw new PhotosMissing(missing);
    await tx.query("INSERT INTO public_case (territory_id, incident_id, code_hash) VALUES ($1, $2, $3)", [
      territoryId,
      incident.id,
      codeHash,
    ]);
    await keepContact(tx, key, report.contact);
    return incident;
  });
}

async function keepContact(
  tx: Transaction,
  { territoryId, incidentId }: { territoryId: number; incidentId: number },
  contact: NewPublicReport["contact"],
): Promise<void> {
  if (contact === null) return;
  await tx.query(
    `INSERT INTO reporter_contact (territory_id, incident_id, contact, delete_after)
     VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 day')`,
    [territoryId, incidentId, contact.text, contact.keepDays],
  );
}

/** A case as the table knows it: its incident, how many photos came with it, and the rating of its last closing. */
export type PublicCase = { territoryId: number; incident: Incident; photos: number; rating: number | null };

type CaseRow = IncidentRow & { territory_id: number; photos: string; rating: number | null };

/** The case whose code has this digest, or null. */
export async function findCase(db: Db, { codeHash }: { codeHash: string }): Promise<PublicCase | null> {
  const { rows } = await db.pool.query<CaseRow>(
    `SELECT incident.*, rating.rating,
       (SELECT count(*) FROM incident_photo AS photo
        WHERE photo.territory_id = incident.territory_id AND photo.incident_id = incident.id) AS photos
     FROM public_case
     JOIN incident ON incident.territory_id = public_case.territory_id AND incident.id = public_case.incident_id
     LEFT JOIN incident_rating AS rating ON rating.territory_id = incident.territory_id
       AND rating.incident_id = incident.id AND rating.closed_at = incident.closed_at
     WHERE code_hash = $1`,
    [codeHash],
  );
  const row = rows[0];
  if (!row) return null;
  const { territory_id: territoryId, photos, rating } = row;
  return { territoryId, incident: toIncident(row), photos: Number(photos), rating };
}

/** What a reporter says of how the case was settled. */
export type Rating = { codeHash: string; rating: number; reason: string | null };

/**
 * Rates the closing of a case, once; one below `SATISFIED_FROM` reopens it. False when there is nothing to rate: no such
 * case, not closed, or rated already.
 */
export async function rateCase(db: Db, { codeHash, rating, reason }: Rating): Promise<boolean> {
  const { rows } = await db.pool.query<{ territory_id: number; incident_id: string }>(
    `INSERT INTO incident_rating (territory_id, incident_id, closed_at, rating, reason)
     SELECT incident.territory_id, incident.id, incident.closed_at, $2, $3
     FROM public_case
     JOIN incident ON incident.territory_id = public_case.territory_id AND incident.id = public_case.incident_id
     WHERE code_hash = $1 AND incident.status = 'closed' AND incident.closed_at IS NOT NULL
     ON CONFLICT DO NOTHING RETURNING territory_id, incident_id`,
    [codeHash, rating, reason],
  );
  const row = rows[0];
  if (!row) return false;
  const key = { territoryId: row.territory_id, id: Number(row.incident_id) };
  if (rating < SATISFIED_FROM) await setIncidentStatus(db, { ...key, status: "reported" });
  return true;
}

/** Deletes the contacts whose time is over; returns how many. */
export async function forgetContacts(db: Db): Promise<number> {
  const { rowCount } = await db.pool.query(
    "DELETE FROM reporter_contact WHERE delete_after < clock_timestamp()",
  );
  return rowCount ?? 0;
}
