import { SATISFIED_FROM } from "@getu/domain";
import type { Actor, Incident, IncidentStatus, Rulebook, Scope } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { takeReport, takingOnce } from "./file-report.ts";
import type { Filed } from "./file-report.ts";
import type { ReportDelivery } from "./report.ts";
import { nearScope } from "../grid/grid-tree.ts";
import { notHeld } from "./incident-hold.ts";
import { toIncident } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";
import { attachPhotos } from "./photo.ts";
import { Refused } from "../refused.ts";
import { takeActionWithin } from "../loop/take-action.ts";

/** A resident's report on its way into the ledger. */
export type NewPublicReport = Omit<ReportDelivery, "actor"> & {
  photoIds: readonly string[];
  /** What the case is followed by: the SHA-256 of a code, or the id of a program's key. */
  followedBy: { codeHash: string } | { keyId: number };
  contact: { text: string; keepDays: number } | null;
  /** Whose photos come along, as the ledger calls people, where somebody has signed in who sends it. */
  sender?: string | undefined;
};

/** Thrown when a report names photos that are not there any more, or are another's; nothing of it was written. */
export class PhotosMissing extends Error {
  readonly ids: readonly string[];

  constructor(ids: readonly string[]) {
    super(`${ids.length} photos are not there`);
    this.ids = ids;
  }
}

/** Whom a resident asks is the office itself, which owns the report until another accepts it. */
const OFFICE: Actor = { id: "resident", role: "system", gridPath: "" };

/** Takes a report with its photos, its code and its contact: all of it or nothing. A repeated delivery changes nothing. */
export async function takePublicReport(db: Db, report: NewPublicReport): Promise<Filed> {
  const delivery = { ...report, actor: OFFICE };
  return takingOnce(db, delivery, async (tx) => {
    const taken = await takeReport(db, { tx, delivery });
    if ("refusal" in taken || !taken.isNew) return taken;
    await keepAlong(tx, { territoryId: report.territoryId, incidentId: taken.incident.id }, report);
    return taken;
  });
}

/** Keeps what came along with a report that was just taken: photos, who follows it, and the contact. Throws `PhotosMissing`. */
export async function keepAlong(
  tx: Transaction,
  key: IncidentKey,
  {
    photoIds,
    followedBy,
    contact,
    sender,
  }: Pick<NewPublicReport, "photoIds" | "followedBy" | "contact" | "sender">,
): Promise<void> {
  const missing = await attachPhotos(tx, { ...key, ids: photoIds, sender });
  if (missing.length > 0) throw new PhotosMissing(missing);
  await letFollow(tx, key, followedBy);
  await keepContact(tx, key, contact);
}

type IncidentKey = { territoryId: number; incidentId: number };

async function letFollow(
  tx: Transaction,
  { territoryId, incidentId }: IncidentKey,
  by: NewPublicReport["followedBy"],
): Promise<void> {
  const [table, column, value] =
    "keyId" in by ? ["open311_request", "key_id", by.keyId] : ["public_case", "code_hash", by.codeHash];
  await tx.query(`INSERT INTO ${table} (territory_id, incident_id, ${column}) VALUES ($1, $2, $3)`, [
    territoryId,
    incidentId,
    value,
  ]);
}

/** How the reporter can be reached, for so many days and nowhere else. */
async function keepContact(
  tx: Transaction,
  { territoryId, incidentId }: IncidentKey,
  contact: NewPublicReport["contact"],
): Promise<void> {
  if (contact === null) return;
  await tx.query(
    `INSERT INTO reporter_contact (territory_id, incident_id, contact, delete_after)
     VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 day')`,
    [territoryId, incidentId, contact.text, contact.keepDays],
  );
}

/**
 * A case as the tables know it: the incident that it is handled with, its way so far, and how it was answered and rated.
 * What its reporter told is their own, also where it was merged into what another had told before.
 */
export type PublicCase = {
  territoryId: number;
  incident: Incident;
  reportedAt: Date;
  photos: number;
  steps: readonly { status: IncidentStatus; at: Date }[];
  /** Of the last closing: the answer, or the reason where there was nothing to do; null while it is open. */
  answer: string | null;
  rating: number | null;
};

type CaseRow = IncidentRow &
  Pick<PublicCase, "answer" | "rating"> & { territory_id: number; told_at: Date; photos: string };

/** Of the steps only what is the reporter's to know: neither who nor why on the way. */
async function listCaseSteps(
  db: Db,
  { territoryId, incident }: Pick<PublicCase, "territoryId" | "incident">,
) {
  const { rows } = await db.pool.query<PublicCase["steps"][number]>(
    `SELECT to_status AS status, at FROM incident_step
     WHERE territory_id = $1 AND incident_id = $2 AND to_status IS DISTINCT FROM from_status ORDER BY ordinal`,
    [territoryId, incident.id],
  );
  return rows;
}

/** Which incident a code (`$1`) leads to: its own, or the one that it was merged into, with which it is handled and answered. */
const FOLLOWED = `WITH RECURSIVE way AS (
    SELECT territory_id, incident_id FROM public_case WHERE code_hash = $1
    UNION
    SELECT territory_id, (state->>'duplicateOf')::bigint FROM way
    JOIN incident_loop USING (territory_id, incident_id) WHERE state->>'duplicateOf' IS NOT NULL
  ), followed AS (
    SELECT way.* FROM way LEFT JOIN incident_loop USING (territory_id, incident_id)
    WHERE state->>'duplicateOf' IS NULL
  )`;

/** The case whose code has this digest, or null. */
export async function findCase(db: Db, { codeHash }: { codeHash: string }): Promise<PublicCase | null> {
  const { rows } = await db.pool.query<CaseRow>(
    `${FOLLOWED} SELECT incident.*, rating.rating, own.reported_at AS told_at,
       (SELECT count(*) FROM incident_photo AS photo
        WHERE photo.territory_id = own.territory_id AND photo.incident_id = own.id) AS photos,
       (SELECT coalesce(step.text, step.reason) FROM incident_step AS step
        WHERE step.territory_id = incident.territory_id AND step.incident_id = incident.id
          AND incident.status = 'closed' AND step.to_status = 'closed' ORDER BY ordinal DESC LIMIT 1) AS answer
     FROM followed
     JOIN incident ON incident.territory_id = followed.territory_id AND incident.id = followed.incident_id
     JOIN public_case ON code_hash = $1
     JOIN incident AS own ON own.territory_id = public_case.territory_id AND own.id = public_case.incident_id
     LEFT JOIN incident_rating AS rating ON rating.territory_id = incident.territory_id
       AND rating.incident_id = incident.id AND rating.closed_at = incident.closed_at`,
    [codeHash],
  );
  const row = rows[0];
  if (!row) return null;
  const { territory_id: territoryId, answer, rating } = row;
  const known = { territoryId, incident: toIncident(row) };
  const told = { reportedAt: row.told_at, photos: Number(row.photos) };
  return { ...known, ...told, steps: await listCaseSteps(db, known), answer, rating };
}

/** What a reporter says of how the case was settled. */
export type Rating = { codeHash: string; rating: number; reason: string | null; rulebook: Rulebook };

/**
 * Rates the closing of a case, once; one below `SATISFIED_FROM` reopens it one level up. False when there is nothing to
 * rate: no such case, not closed, rated already, or reopened by somebody else at this moment.
 */
export async function rateCase(db: Db, given: Rating): Promise<boolean> {
  try {
    return await inTransaction(db, (tx) => rateWithin(db, tx, given));
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === "ACTION_NOT_POSSIBLE") return false;
    throw error;
  }
}

async function rateWithin(
  db: Db,
  tx: Transaction,
  { codeHash, rating, reason, rulebook }: Rating,
): Promise<boolean> {
  const { rows } = await tx.query<{ territory_id: number; incident_id: string; closed_at: Date }>(
    `${FOLLOWED} INSERT INTO incident_rating (territory_id, incident_id, closed_at, rating, reason)
     SELECT incident.territory_id, incident.id, incident.closed_at, $2, $3
     FROM followed
     JOIN incident ON incident.territory_id = followed.territory_id AND incident.id = followed.incident_id
     WHERE incident.status = 'closed' AND incident.closed_at IS NOT NULL
     ON CONFLICT DO NOTHING RETURNING territory_id, incident_id, closed_at`,
    [codeHash, rating, reason],
  );
  const row = rows[0];
  if (!row) return false;
  if (rating >= SATISFIED_FROM) return true;
  const reopened = await takeActionWithin(db, tx, {
    territoryId: row.territory_id,
    incidentId: Number(row.incident_id),
    command: { action: "reopen", reason: reason ?? `${rating} / 5` },
    actors: [OFFICE],
    rulebook,
    idempotencyKey: `rating-${row.incident_id}-${row.closed_at.getTime()}`,
  });
  if ("refusal" in reopened) throw new Refused(reopened.refusal);
  return true;
}

/** How the reporter of an incident of the scope can be reached; null = not given, deleted, or no such incident there. */
export async function findContact(
  tx: Transaction,
  { territoryId, within, incidentId }: Scope & { incidentId: number },
): Promise<string | null> {
  const { rows } = await tx.query<{ contact: string }>(
    `SELECT contact FROM reporter_contact AS known
     JOIN incident ON incident.territory_id = known.territory_id AND incident.id = known.incident_id
     WHERE known.territory_id = $1 AND ${nearScope({ territory: "$1", within: "$2" })}
       AND known.incident_id = $3`,
    [territoryId, within, incidentId],
  );
  return rows[0]?.contact ?? null;
}

/** Deletes the contacts whose time is over and that no hold keeps; returns how many. */
export async function forgetContacts(db: Db): Promise<number> {
  const { rowCount } = await db.pool.query(
    `DELETE FROM reporter_contact WHERE delete_after < clock_timestamp() AND ${notHeld("reporter_contact")}`,
  );
  return rowCount ?? 0;
}
