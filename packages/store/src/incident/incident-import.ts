import type { ImportResult, Incident, IncidentRecord } from "@getu/domain";
import { acceptedBatches, cameBefore, incidentRecordSchema } from "./accepted-incidents.ts";
import type { AcceptedIncident, IncidentRecords } from "./accepted-incidents.ts";
import { databaseNow, inTransaction } from "../db.ts";
import type { Db, Transaction } from "../db.ts";
import { createIdSet } from "../id-set.ts";
import { writeIncidentBatch } from "./incident-batch.ts";
import type { IncidentBatch } from "./incident-batch.ts";
import { placeRecords } from "./incident-place.ts";
import { insertRows } from "./ingest.ts";
import { toIncident, writeIncidentChanges } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";
import { overlap } from "../grid/overlap.ts";
import { INCIDENT_COLUMNS } from "./placed-incident.ts";
import type { PlacedIncident } from "./placed-incident.ts";
import { refreshStatistics } from "../boundary/planner-statistics.ts";
import { createTally, problemOf } from "./record-check.ts";
import { getTerritoryIndex } from "../grid/territory-index.ts";
import type { PastIndexes } from "../grid/territory-index.ts";

/** Rows in one transaction: more gain nothing, are held in memory as often as batches are written at once, and begin and end alone. */
const BATCH_ROWS = 2500;

/** Two keep the database busy while we read and place the third. */
const WRITES_AT_ONCE = 3;

/** From here on looking at the table anew costs little beside writing it. */
const MANY_ROWS = 100_000;

type ImportArgs = { territoryId: number; records: IncidentRecords; file: string };

/**
 * Inserts new incidents and updates changed ones by external id; the same file twice changes nothing. Memory does not
 * grow with the file. Batches are committed one by one and in no certain order, so that a long import does not hold
 * back the live feed; one that broke off is simply run again.
 */
export async function importIncidents(
  db: Db,
  { territoryId, records, file }: ImportArgs,
): Promise<ImportResult> {
  await inTransaction(db, (tx) => getTerritoryIndex(db, { tx, territoryId })); // throws when there is no such territory
  const tally = createTally();
  const pending = new Set<string>();
  const met = createIdSet();
  const past: PastIndexes = new Map();
  const now = await databaseNow(db);
  let before: IncidentBatch["before"] = "all-new";
  const batches = acceptedBatches(records, { file, tally, pending, now, batchRows: BATCH_ROWS });
  const write = async (accepted: readonly AcceptedIncident[]): Promise<void> => {
    const batch = { territoryId, accepted, met, past, before };
    const { repeated, ids, ...counts } = await writeIncidentBatch(db, batch);
    if (counts.inserted < accepted.length) before = "some-known";
    for (const id of ids) met.add(id);
    for (const { record } of accepted) pending.delete(record.externalId);
    for (const { record, row } of repeated)
      tally.rejects.push({ file, row, ...cameBefore(record.externalId) });
    tally.inserted += counts.inserted;
    tally.updated += counts.updated;
    tally.unchanged += counts.unchanged;
  };
  await overlap(batches, write, { width: WRITES_AT_ONCE });
  if (tally.inserted >= MANY_ROWS) await inTransaction(db, (tx) => refreshStatistics(tx, ["incident"]));
  return tally;
}

/**
 * Takes one record as it is, status and all, as an import of one would: placed, stored and put into the feed in one
 * transaction; the loop adopts it. One whose external id is known already is a repeated delivery: the incident of the
 * first one is returned and nothing changes.
 */
export async function reportIncident(
  db: Db,
  { territoryId, record }: { territoryId: number; record: IncidentRecord },
): Promise<Incident> {
  const problem = problemOf(incidentRecordSchema, record);
  if (problem) throw new Error(`cannot take the report: ${problem.detail}`);
  return inTransaction(db, async (tx) => {
    const placed = await placeRecords(db, { tx, territoryId, records: [record] });
    const known = await findByExternalId(tx, territoryId, record.externalId);
    if (known) return toIncident(known);
    const target = { table: "incident", columns: INCIDENT_COLUMNS, returning: "*" };
    const rows = await insertRows<PlacedIncident, IncidentRow>(tx, placed, target);
    await writeIncidentChanges(db, { tx, territoryId, rows });
    return toIncident(rows[0]!); // one row was sent
  });
}

/** Waits for a concurrent delivery of the same report, then looks whether it is there. */
async function findByExternalId(
  tx: Transaction,
  territoryId: number,
  externalId: string | null,
): Promise<IncidentRow | null> {
  if (externalId === null) return null;
  await tx.query("SELECT pg_advisory_xact_lock(hashtext($1), $2)", [externalId, territoryId]);
  const { rows } = await tx.query<IncidentRow>(
    "SELECT * FROM incident WHERE territory_id = $1 AND external_id = $2",
    [territoryId, externalId],
  );
  return rows[0] ?? null;
}
