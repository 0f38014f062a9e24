import { findCondition, incidentSchema, nextMove, openLoop, dueOf } from "@getu/domain";
import type { Actor, Incident, IncidentRecord, Rulebook } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { deliveryKey } from "./delivery-key.ts";
import { nearScope } from "../grid/grid-tree.ts";
import { toIncident } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";
import { placeIncident, storedPosition } from "./placed-incident.ts";
import { problemOf } from "./record-check.ts";
import { NO_STEPS } from "../loop/step-row.ts";
import { getTerritoryIndex, openHistory } from "../grid/territory-index.ts";
import type { TerritoryIndex } from "../grid/territory-index.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";
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

/** A report on its way in: who brings it, by which rules, and what they call this delivery among their own. */
export type ReportDelivery = {
  territoryId: number;
  report: Report;
  actor: Actor;
  rulebook: Rulebook;
  idempotencyKey: string;
};

/** The catalogue in force does not know such a matter, so nobody could say when it is due. */
export type UnknownMatter = { code: "CATEGORY_UNKNOWN"; category: string; condition: string };

/** Its number or its key belongs to something that is there already, of which the sender is told nothing else. */
export type TakenName = { code: "REPORT_NAME_TAKEN" };

/** The incident a report became, or why it cannot be taken. */
export type Filed = { incident: Incident } | { refusal: UnknownMatter | TakenName };

/**
 * Takes a report by the clock of the database: places it, gives it an owner and a deadline, files it and asks whoever
 * answers for the grid when the actor may. A delivery that comes again gives the incident of the first and changes
 * nothing, as long as the actor has to do with it.
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
    if (!isRepeated(error)) throw error;
    return recall(db.pool, delivery);
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
export type ReportTaken = { incident: Incident; isNew: boolean } | { refusal: UnknownMatter | TakenName };

/** The same inside a transaction, for those that bring more along with the report. */
export async function takeReport(
  db: Db,
  { tx, delivery }: { tx: Transaction; delivery: ReportDelivery },
): Promise<ReportTaken> {
  const { territoryId, report, actor, rulebook } = delivery;
  const problem = problemOf(reportSchema, report);
  if (problem) throw new Error(`cannot take the report: ${problem.detail}`);
  const { category, condition: key } = report;
  const condition = findCondition(rulebook.catalogue, report);
  if (!condition) return { refusal: { code: "CATEGORY_UNKNOWN", category, condition: key } };
  await lockBoundaries(tx, { territoryId, mode: "shared" });
  const desk = await openDesk(tx, delivery);
  if (desk.isKnown) return recall(tx, delivery);
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
  await insertIncident(tx, { ...change, on: NO_STEPS, key: keyOf(delivery) });
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

const keyOf = ({ actor, idempotencyKey }: ReportDelivery): string => deliveryKey(actor, idempotencyKey);

async function openDesk(tx: Transaction, delivery: ReportDelivery): Promise<Desk> {
  const { territoryId } = delivery;
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
    values: [territoryId, keyOf(delivery)],
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

/**
 * What came of this delivery before, or of the same report of the same sender under another key. Numbers of incidents
 * follow each other, so whoever guesses one learns no more than that it is taken.
 */
async function recall(db: Transaction | Db["pool"], delivery: ReportDelivery): Promise<ReportTaken> {
  const { territoryId, report, actor } = delivery;
  const { rows } = await db.query<IncidentRow>(
    `SELECT incident.* FROM incident_step AS step
     JOIN incident ON incident.territory_id = step.territory_id AND incident.id = step.incident_id
     WHERE step.territory_id = $1 AND step.action = 'report' AND step.actor_id = $4
       AND step.incident_id IN (
         SELECT incident_id FROM incident_step
         WHERE territory_id = $1 AND idempotency_key = $2 AND action = 'report'
         UNION SELECT id FROM incident WHERE territory_id = $1 AND external_id = $3)
       AND ${nearScope({ territory: "$1", within: "$5" })}`,
    [territoryId, keyOf(delivery), report.externalId, actor.id, gridsOf(actor)],
  );
  if (!rows[0]) return { refusal: { code: "REPORT_NAME_TAKEN" } };
  return { incident: toIncident(rows[0]), isNew: false };
}

/** The grid that somebody answers for, as a scope has it; null = the whole territory. */
const gridsOf = ({ gridPath }: Actor): number[] | null =>
  gridPath === "" ? null : [Number(gridPath.slice(gridPath.lastIndexOf("/") + 1))];
