import { dueOf, findCondition, nextMove, openLoop } from "@getu/domain";
import type { Actor, FilingCondition, Incident } from "@getu/domain";
import type { Connection, Db, Transaction } from "../db.ts";
import { inTransaction, onConnection, ringSoon } from "../db.ts";
import { nearScope } from "../grid/grid-tree.ts";
import { toIncident } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";
import { placeIncident, storedPosition } from "./placed-incident.ts";
import { problemOf } from "./record-check.ts";
import { reportSchema } from "./report.ts";
import type { ReportDelivery } from "./report.ts";
import { isOfToday, keyOf, openDesk } from "./report-desk.ts";
import type { ReportDesk } from "./report-desk.ts";
import { NO_STEPS } from "../loop/step-row.ts";
import { findTerritoryIndex, getTerritoryIndex, openHistory } from "../grid/territory-index.ts";
import type { TerritoryIndex } from "../grid/territory-index.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";
import { insertIncident, isOutdated } from "./write-incident.ts";

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
  const atOnce = await orRecall(db, delivery, () => takeAtOnce(db, delivery));
  return atOnce ?? takingOnce(db, delivery, (tx) => takeReport(db, { tx, delivery }));
}

/** Runs the work that takes a report; when the same report was quicker or came before, gives its incident instead. */
export const takingOnce = (
  db: Db,
  delivery: ReportDelivery,
  work: (tx: Transaction) => Promise<ReportTaken>,
): Promise<Filed> => orRecall(db, delivery, () => inTransaction(db, work, { bell: "later" }));

async function orRecall<T>(
  db: Db,
  delivery: ReportDelivery,
  take: () => Promise<T>,
): Promise<T | ReportTaken> {
  try {
    return await take();
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

/**
 * Takes a report that nothing comes along with in two statements, the second of which writes all of it: a transaction
 * around them was more than half of their trips. Null, with nothing written, when it has to be one after all: the
 * boundaries are not at hand, are not those under which it happened, or have moved since it was placed.
 */
async function takeAtOnce(db: Db, delivery: ReportDelivery): Promise<ReportTaken | null> {
  const condition = conditionOf(delivery);
  if (!condition) return unknownMatter(delivery);
  try {
    return await onConnection(db, async (connection) => {
      const desk = await openDesk(connection, delivery);
      if (desk.isKnown) return recall(connection, delivery);
      const { territoryId } = delivery;
      const index = await findTerritoryIndex(db, { territoryId, version: desk.version });
      if (!index || !isOfToday(desk, delivery)) return null;
      const taken = await writeReport(connection, { delivery, condition, desk, index, indexThen: index });
      ringSoon(db);
      return taken;
    });
  } catch (error) {
    if (isOutdated(error)) return null;
    throw error;
  }
}

/** Takes a report inside a transaction, for those that bring more along with it. */
export async function takeReport(
  db: Db,
  { tx, delivery }: { tx: Transaction; delivery: ReportDelivery },
): Promise<ReportTaken> {
  const { territoryId, report } = delivery;
  const condition = conditionOf(delivery);
  if (!condition) return unknownMatter(delivery);
  await lockBoundaries(tx, { territoryId, mode: "shared" });
  const desk = await openDesk(tx, delivery);
  if (desk.isKnown) return recall(tx, delivery);
  const index = await getTerritoryIndex(db, { tx, territoryId, version: desk.version });
  const indexThen = isOfToday(desk, delivery)
    ? index
    : await (await openHistory(db, { tx, territoryId, past: new Map() })).at(new Date(report.occurredAt));
  return writeReport(tx, { delivery, condition, desk, index, indexThen });
}

/** By what a report is filed; null = the catalogue in force does not know such a matter. */
function conditionOf({ report, rulebook }: ReportDelivery): FilingCondition | null {
  const problem = problemOf(reportSchema, report);
  if (problem) throw new Error(`cannot take the report: ${problem.detail}`);
  return findCondition(rulebook.catalogue, report);
}

const unknownMatter = ({ report: { category, condition } }: ReportDelivery): { refusal: UnknownMatter } => ({
  refusal: { code: "CATEGORY_UNKNOWN", category, condition },
});

/** A report with what it is taken by: the boundaries in force, and those under which it happened. */
type Filing = {
  delivery: ReportDelivery;
  condition: FilingCondition;
  desk: ReportDesk;
  index: TerritoryIndex;
  indexThen: TerritoryIndex;
};

async function writeReport(
  connection: Connection,
  { delivery, condition, desk, index, indexThen }: Filing,
): Promise<ReportTaken> {
  const { territoryId, report, actor, rulebook } = delivery;
  const rules = { ...rulebook, timeZone: desk.timeZone };
  const position = storedPosition(report.position);
  const place = placeIncident(index, position, report.accuracyMetres);
  const gridPath = index.pathOf(place.gridCurrent);
  const { next, steps } = openLoop(condition.deadline, { actor, now: desk.now, gridPath, rules });
  const incident: Incident = {
    id: desk.id,
    ...report,
    position: [...position],
    ...place,
    gridAtOccurrence: indexThen === index ? place.gridCurrent : indexThen.gridAt(position),
    severity: condition.severity,
    status: next.status,
    reportedAt: desk.now.toISOString(),
    dueAt: dueOf(next, rules)?.toISOString() ?? null,
    closedAt: null,
  };
  const nextMoveAt = nextMove(next, rules)?.at ?? null;
  const change = { territoryId, incident, gridPath, state: next, nextMoveAt, steps };
  const placedBy = desk.version;
  await insertIncident(connection, { ...change, on: NO_STEPS, key: keyOf(delivery), placedBy });
  return { incident, isNew: true };
}

/**
 * What came of this delivery before, or of the same report of the same sender under another key. Numbers of incidents
 * follow each other, so whoever guesses one learns no more than that it is taken.
 */
async function recall(db: Connection | Db["pool"], delivery: ReportDelivery): Promise<ReportTaken> {
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
