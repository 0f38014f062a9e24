import { isInScope } from "@getu/domain";
import type { Actor, NewVisit, Rulebook, Scope } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { deliveryKey } from "../incident/delivery-key.ts";
import { takeReport } from "../incident/file-report.ts";
import type { ReportRefusal } from "../incident/file-report.ts";
import { inScope } from "../grid/grid-tree.ts";
import { attachPhotos } from "../incident/photo.ts";
import { toPosition } from "../position.ts";
import type { PositionRow } from "../position.ts";
import { PhotosMissing } from "../incident/public-case.ts";
import { openHistory } from "../grid/territory-index.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";
import { tellVisit } from "./tell-visit.ts";

/** A visit on its way in: where, who was there, and what they call this delivery among their own. */
export type VisitDelivery = Scope & {
  clusterId: number;
  visit: NewVisit & { occurredAt: string };
  actor: Actor;
  rulebook: Rulebook;
  idempotencyKey: string;
};

/** What a visit became: its number, and the incident's that was reported with it. */
export type RecordedVisit = { id: number; recordedAt: Date; incidentId: number | null };

/** There are no such households, or they are not the visitor's. */
export type UnknownCluster = { code: "CLUSTER_NOT_FOUND"; territoryId: number; clusterId: number };

type Recorded = { visit: RecordedVisit } | { refusal: UnknownCluster | ReportRefusal };

/**
 * Writes a visit down with everything that came of it, all or nothing: the incident goes through the same door as every
 * report. A delivery that comes again gives the visit of the first and changes nothing. Throws `PhotosMissing`.
 */
export async function recordVisit(db: Db, delivery: VisitDelivery): Promise<Recorded> {
  try {
    return await inTransaction(db, (tx) => takeVisit(db, tx, delivery), { bell: "later" });
  } catch (error) {
    const first = isRepeated(error) ? await findRecorded(db.pool, delivery) : null;
    if (!first) throw error;
    return { visit: first };
  }
}

/** What only the same delivery can hold already: it was quicker. */
const HELD_BEFORE: ReadonlySet<unknown> = new Set([
  "visit_territory_id_delivery_key_key",
  "incident_step_idempotency_key",
]);

const isRepeated = (error: unknown): boolean =>
  error instanceof Error && HELD_BEFORE.has((error as { constraint?: unknown }).constraint);

async function takeVisit(db: Db, tx: Transaction, delivery: VisitDelivery): Promise<Recorded> {
  const { territoryId, clusterId } = delivery;
  const first = await findRecorded(tx, delivery);
  if (first) return { visit: first };
  await lockBoundaries(tx, { territoryId, mode: "shared" });
  const place = await findPlace(db, tx, delivery);
  if (!place) return { refusal: { code: "CLUSTER_NOT_FOUND", territoryId, clusterId } };
  const reported = await reportWith(db, tx, { delivery, place });
  if (reported && "refusal" in reported) return reported;
  const visit = await insertVisit(tx, delivery, reported?.incidentId ?? null);
  await tellVisit(tx, { territoryId, clusterId });
  return { visit };
}

const keyOf = ({ actor, idempotencyKey }: VisitDelivery): string => deliveryKey(actor, idempotencyKey);

type RecordedRow = { id: number; recorded_at: Date; incident_id: string | null };

const toRecorded = ({ id, recorded_at, incident_id }: RecordedRow): RecordedVisit => ({
  id,
  recordedAt: recorded_at,
  incidentId: incident_id === null ? null : Number(incident_id),
});

async function findRecorded(
  db: Transaction | Db["pool"],
  delivery: VisitDelivery,
): Promise<RecordedVisit | null> {
  const { rows } = await db.query<RecordedRow>(
    "SELECT id, recorded_at, incident_id FROM visit WHERE territory_id = $1 AND delivery_key = $2",
    [delivery.territoryId, keyOf(delivery)],
  );
  return rows[0] ? toRecorded(rows[0]) : null;
}

type Place = [number, number];

/**
 * Where the households are; null = nowhere, or not within the visitor's grids, neither today nor when the visit was made:
 * what was done before a border moved is not lost with it.
 */
async function findPlace(
  db: Db,
  tx: Transaction,
  { territoryId, within, clusterId, visit }: VisitDelivery,
): Promise<Place | null> {
  const { rows } = await tx.query<PositionRow & { is_within: boolean | null }>(
    `SELECT lng, lat, ${inScope("grid_id", { territory: "$1", within: "$2" })} AS is_within
     FROM household_cluster WHERE territory_id = $1 AND id = $3`,
    [territoryId, within, clusterId],
  );
  if (!rows[0]) return null;
  const place = toPosition(rows[0]);
  if (rows[0].is_within === true) return place;
  const then = await (
    await openHistory(db, { tx, territoryId, past: new Map() })
  ).at(new Date(visit.occurredAt));
  return isInScope({ within }, then.pathOf(then.gridAt(place))) ? place : null;
}

type Reporting = { delivery: VisitDelivery; place: Place };

/** Reports the incident of a visit at its address; null = none came of it. */
async function reportWith(
  db: Db,
  tx: Transaction,
  { delivery, place }: Reporting,
): Promise<{ incidentId: number } | { refusal: ReportRefusal } | null> {
  const { territoryId, visit, actor, rulebook, idempotencyKey } = delivery;
  if (!visit.incident) return null;
  const { photoIds, ...matter } = visit.incident;
  const report = {
    ...matter,
    externalId: null,
    channel: "visit" as const,
    position: place,
    accuracyMetres: null,
    occurredAt: visit.occurredAt,
  };
  const filing = { territoryId, report, actor, rulebook, idempotencyKey: `${idempotencyKey}-incident` };
  const taken = await takeReport(db, { tx, delivery: filing });
  if ("refusal" in taken) return taken;
  const { id: incidentId } = taken.incident;
  const missing = await attachPhotos(tx, { territoryId, incidentId, ids: photoIds, sender: actor.id });
  if (missing.length > 0) throw new PhotosMissing(missing);
  return { incidentId };
}

/** SQL for what people asked for, by its kind. */
const GIVEN = `unnest(ARRAY['demand', 'wish'], ARRAY[$9, $10]::text[]) AS given(kind, text)`;

async function insertVisit(
  tx: Transaction,
  delivery: VisitDelivery,
  incidentId: number | null,
): Promise<RecordedVisit> {
  const { territoryId, clusterId, actor, visit } = delivery;
  const { rows } = await tx.query<RecordedRow>(
    `WITH made AS (
       INSERT INTO visit (territory_id, cluster_id, visitor, outcome, occurred_at, incident_id, delivery_key)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id, recorded_at, incident_id
     ), noted AS (
       INSERT INTO visit_note (territory_id, visit_id, text) SELECT $1, id, $8 FROM made WHERE $8::text IS NOT NULL
     ), asked AS (
       INSERT INTO need (territory_id, visit_id, kind)
       SELECT $1, made.id, kind FROM made, ${GIVEN} WHERE text IS NOT NULL RETURNING id, kind
     ), worded AS (
       INSERT INTO need_word (territory_id, need_id, ordinal, text)
       SELECT $1, asked.id, 0, text FROM asked JOIN ${GIVEN} USING (kind)
     ) SELECT * FROM made`,
    [
      territoryId,
      clusterId,
      actor.id,
      visit.outcome,
      visit.occurredAt,
      incidentId,
      keyOf(delivery),
      visit.note,
      visit.demand,
      visit.wish,
    ],
  );
  return toRecorded(rows[0]!); // an insert returns its row
}
