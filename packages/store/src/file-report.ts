import { findCondition, incidentSchema, nextMove, openLoop, dueOf } from "@getu/domain";
import type { Actor, Incident, IncidentRecord, Rulebook } from "@getu/domain";
import type { Db, Transaction } from "./db.ts";
import { inTransaction } from "./db.ts";
import { toIncident } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";
import { placeIncident, storedPosition } from "./placed-incident.ts";
import { problemOf } from "./record-check.ts";
import { NO_STEPS } from "./step-row.ts";
import { getTerritoryIndex, openHistory } from "./territory-index.ts";
import type { TerritoryIndex } from "./territory-index.ts";
import { lockBoundaries } from "./territory.ts";
import { insertIncident } from "./write-incident.ts";

/** What somebody reports; when it came in is for the database to say. */
export const reportSchema = incidentSchema.pick({
  externalId: true,
  category: true,
  condition: true,
  channel: true,
  summary: true,
  position: true,
  accuracyMetres: true,
  occurredAt: true,
});

/** What somebody reports. */
export type Report = Pick<IncidentRecord, keyof typeof reportSchema.shape>;

/** What of a record a report says; its state is for the loop to say. */
export const toReport = (record: IncidentRecord): Report => ({
  externalId: record.externalId,
  category: record.category,
  condition: record.condition,
  channel: record.channel,
  summary: record.summary,
  position: record.position,
  accuracyMetres: record.accuracyMetres,
  occurredAt: record.occurredAt,
});

/** A report on its way in: who brings it, by which rules, and what the sender calls this delivery. */
export type ReportDelivery = {
  territoryId: number;
  report: Report;
  actor: Actor;
  rulebook: Rulebook;
  idempotencyKey: string;
};

/** The catalogue in force does not know such a matter, so nobody could say when it is due. */
export type UnknownMatter = { code: "CATEGORY_UNKNOWN"; category: string; condition: string };

/** The incident a report became, or why it cannot be taken. */
export type Filed = { incident: Incident } | { refusal: UnknownMatter };

/**
 * Takes a report by the clock of the database: places it, gives it an owner and a deadline, files it and asks whoever
 * answers for the grid when the actor may. A delivery that comes again gives the incident of the first and changes nothing.
 */
export async function fileReport(db: Db, delivery: ReportDelivery): Promise<Filed> {
  return takingOnce(db, delivery, (tx) => takeReport(db, { tx, delivery }));
}

/** Runs the work that takes a report; when the same report was quicker or came before, gives its incident instead. */
export async function takingOnce(
  db: Db,
  delivery: ReportDelivery,
  work: (tx: Transaction) => Promise<ReportTaken>,
): Promise<Filed> {
  try {
    return await inTransaction(db, work, { bell: "later" });
  } catch (error) {
    const incident = isRepeated(error) ? await findDelivered(db.pool, delivery) : null;
    if (!incident) throw error;
    return { incident };
  }
}

/** What only a report that came before can hold already. */
const HELD_BEFORE: ReadonlySet<unknown> = new Set([
  "incident_step_idempotency_key",
  "incident_territory_id_external_id_key",
]);

const isRepeated = (error: unknown): boolean =>
  error instanceof Error && HELD_BEFORE.has((error as { constraint?: unknown }).constraint);

/** A report in the ledger; `isNew` is false when it was a repeated delivery. */
export type ReportTaken = { incident: Incident; isNew: boolean } | { refusal: UnknownMatter };

/** The same inside a transaction, for those that bring more along with the report. */
export async function takeReport(
  db: Db,
  { tx, delivery }: { tx: Transaction; delivery: ReportDelivery },
): Promise<ReportTaken> {
  const { territoryId, report, actor, rulebook, idempotencyKey } = delivery;
  const problem = problemOf(reportSchema, report);
  if (problem) throw new Error(`cannot take the report: ${problem.detail}`);
  const { category, condition: key } = report;
  const condition = findCondition(rulebook.catalogue, report);
  if (!condition) return { refusal: { code: "CATEGORY_UNKNOWN", category, condition: key } };
  await lockBoundaries(tx, { territoryId, mode: "shared" });
  const desk = await openDesk(tx, delivery);
  const known = desk.isKnown ? await findDelivered(tx, delivery) : null;
  if (known) return { incident: known, isNew: false };
  const rules = { ...rulebook, timeZone: desk.timeZone };
  const index = await getTerritoryIndex(db, { tx, territoryId, version: desk.version });
  const place = await placeReport(db, { tx, index, desk, delivery });
  const gridPath = index.pathOf(place.gridCurrent);
  const { next, steps } = openLoop(condition.deadline, { actor, now: desk.now, gridPath, rules });
  const incident: Incident = {
    id: desk.id,
    ...report,
    position: [...storedPosition(report.position)],
    ...place,
    severity: condition.severity,
    status: next.status,
    reportedAt: desk.now.toISOString(),
    dueAt: dueOf(next, rules)?.toISOString() ?? null,
    closedAt: null,
  };
  const nextMoveAt = nextMove(next, rules)?.at ?? null;
  const change = { territoryId, incident, gridPath, state: next, nextMoveAt, steps };
  await insertIncident(tx, { ...change, on: NO_STEPS, key: idempotencyKey });
  return { incident, isNew: true };
}

/** What the database says at the moment of taking; the transaction must hold the boundaries. */
type Desk = {
  now: Date;
  id: number;
  timeZone: string;
  version: number;
  inForceSince: Date | null;
  isKnown: boolean;
};

async function openDesk(tx: Transaction, { territoryId, idempotencyKey }: ReportDelivery): Promise<Desk> {
  const { rows } = await tx.query<Omit<Desk, "id"> & { id: string }>({
    name: "getu report desk",
    text: `SELECT clock_timestamp()::timestamptz(3) AS now, nextval('incident_id_seq') AS id,
        coalesce(latest.number, 0) AS version, latest.effective_from AS "inForceSince",
        time_zone AS "timeZone",
        EXISTS (SELECT FROM incident_step WHERE territory_id = $1 AND idempotency_key = $2) AS "isKnown"
      FROM territory LEFT JOIN LATERAL (
        SELECT number, effective_from FROM territory_version AS version WHERE version.territory_id = territory.id
        ORDER BY number DESC LIMIT 1
      ) AS latest ON true WHERE territory.id = $1`,
    values: [territoryId, idempotencyKey],
  });
  if (!rows[0]) throw new Error(`there is no territory ${territoryId}`);
  return { ...rows[0], id: Number(rows[0].id) };
}

type Placing = { tx: Transaction; index: TerritoryIndex; desk: Desk; delivery: ReportDelivery };

/** Where it lies now, and where it lay by the boundaries of the day it happened. */
async function placeReport(
  db: Db,
  { tx, index, desk, delivery }: Placing,
): Promise<ReturnType<typeof placeIncident> & Pick<Incident, "gridAtOccurrence">> {
  const { territoryId, report } = delivery;
  const position = storedPosition(report.position);
  const place = placeIncident(index, position, report.accuracyMetres);
  const occurredAt = new Date(report.occurredAt);
  const isOfToday = desk.inForceSince === null || occurredAt >= desk.inForceSince;
  const then = isOfToday
    ? index
    : await (await openHistory(db, { tx, territoryId, past: new Map() })).at(occurredAt);
  return { ...place, gridAtOccurrence: then === index ? place.gridCurrent : then.gridAt(position) };
}

/** The incident that came of this delivery, or of the same report under another key; null = none. */
async function findDelivered(
  db: Transaction | Db["pool"],
  { territoryId, idempotencyKey, report }: ReportDelivery,
): Promise<Incident | null> {
  const { rows } = await db.query<IncidentRow>(
    `SELECT * FROM incident WHERE territory_id = $1 AND (external_id = $3 OR id = (
       SELECT incident_id FROM incident_step WHERE territory_id = $1 AND idempotency_key = $2))`,
    [territoryId, idempotencyKey, report.externalId],
  );
  return rows[0] ? toIncident(rows[0]) : null;
}
