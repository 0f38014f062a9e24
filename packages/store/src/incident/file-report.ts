import type { Action, Actor, Incident } from "@getu/domain";
import { isSameContent } from "../content-hash.ts";
import type { Connection, Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { nearScope } from "../grid/grid-tree.ts";
import { getTerritoryIndex, openHistory } from "../grid/territory-index.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";
import { toIncident } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";
import { conditionOf, toNewIncident } from "./new-incident.ts";
import type { ReportDelivery } from "./report.ts";
import { contentOf, isOfToday, keyOf, openDesk } from "./report-desk.ts";
import { takeTogether } from "./take-together.ts";
import { insertIncidents } from "./write-incident.ts";

/** The catalogue in force does not know such a matter, so nobody could say when it is due. */
export type UnknownMatter = { code: "CATEGORY_UNKNOWN"; category: string; condition: string };

/** Its number or its key belongs to something that is there already, of which the sender is told nothing else. */
export type TakenName = { code: "REPORT_NAME_TAKEN" };

/** Its sender has sent something else under this key before, which is kept; nothing of this was. */
export type UsedKey = { code: "KEY_USED_BEFORE"; incidentId: number; action: Action };

/** Why a report cannot be taken. */
export type ReportRefusal = UnknownMatter | TakenName | UsedKey;

/** The incident a report became, or why it cannot be taken. */
export type Filed = { incident: Incident } | { refusal: ReportRefusal };

/**
 * Takes a report by the clock of the database: places it, gives it an owner and a deadline, files it and asks whoever
 * answers for the grid when the actor may. A delivery that comes again gives the incident of the first and changes
 * nothing, as long as the actor has to do with it; one of the same key that says something else is refused.
 */
export async function fileReport(db: Db, delivery: ReportDelivery): Promise<Filed> {
  const condition = conditionOf(delivery);
  if (!condition) return unknownMatter(delivery);
  const incident = await takeTogether(db, { delivery, condition });
  return incident ? { incident } : takingOnce(db, delivery, (tx) => takeReport(db, { tx, delivery }));
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
export type ReportTaken = { incident: Incident; isNew: boolean } | { refusal: ReportRefusal };

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
  const taken = toNewIncident({ delivery, condition, desk, index, indexThen });
  await insertIncidents(tx, { territoryId, placedBy: desk.version, incidents: [taken] });
  return { incident: taken.incident, isNew: true };
}

const unknownMatter = ({ report: { category, condition } }: ReportDelivery): { refusal: UnknownMatter } => ({
  refusal: { code: "CATEGORY_UNKNOWN", category, condition },
});

/**
 * What came of this delivery before, or of the same report of the same sender under another key. Numbers of incidents
 * follow each other, so whoever guesses one learns no more than that it is taken.
 */
async function recall(db: Connection | Db["pool"], delivery: ReportDelivery): Promise<ReportTaken> {
  const { territoryId, report, actor } = delivery;
  const key = keyOf(delivery);
  const { rows } = await db.query<IncidentRow & { sent_as: string | null; said: Uint8Array | null }>(
    `SELECT incident.*, step.idempotency_key AS sent_as, step.content_hash AS said FROM incident_step AS step
     JOIN incident ON incident.territory_id = step.territory_id AND incident.id = step.incident_id
     WHERE step.territory_id = $1 AND step.action = 'report' AND step.actor_id = $4
       AND step.incident_id IN (
         SELECT incident_id FROM incident_step
         WHERE territory_id = $1 AND idempotency_key = $2 AND action = 'report'
         UNION SELECT id FROM incident WHERE territory_id = $1 AND external_id = $3)
       AND ${nearScope({ territory: "$1", within: "$5" })}`,
    [territoryId, key, report.externalId, actor.id, gridsOf(actor)],
  );
  const known = rows.find((row) => row.sent_as === key) ?? rows[0];
  if (!known) return { refusal: { code: "REPORT_NAME_TAKEN" } };
  const incident = toIncident(known);
  if (known.sent_as === key && !isSameContent(known.said, contentOf(delivery)))
    return { refusal: { code: "KEY_USED_BEFORE", incidentId: incident.id, action: "report" } };
  return { incident, isNew: false };
}

/** The grid that somebody answers for, as a scope has it; null = the whole territory. */
const gridsOf = ({ gridPath }: Actor): number[] | null =>
  gridPath === "" ? null : [Number(gridPath.slice(gridPath.lastIndexOf("/") + 1))];
