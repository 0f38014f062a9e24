import { incidentSchema } from "@getu/domain";
import type { ImportResult, Incident, IncidentRecord } from "@getu/domain";
import type { Db, Transaction } from "./db.ts";
import { inTransaction } from "./db.ts";
import { BATCH_ROWS, insertRows, upsertRows } from "./ingest.ts";
import { toIncident, writeIncidentChanges } from "./incident.ts";
import type { IncidentRow } from "./incident.ts";
import { INCIDENT_COLUMNS, INCIDENT_UPSERT, placeIncident, storedPosition } from "./placed-incident.ts";
import type { PlacedIncident } from "./placed-incident.ts";
import { countWritten, createTally, problemOf, rowOf, withoutSource } from "./record-check.ts";
import type { Sourced, Tally } from "./record-check.ts";
import { getTerritoryIndex, openHistory } from "./territory-index.ts";
import { getVersion, lockBoundaries } from "./territory.ts";
import { writeTerritoryChange } from "./change.ts";

/** Above this many changes in one batch, screens fetch afresh instead of being told each. */
const LIVE_ROWS = 200;

const recordSchema = incidentSchema.omit({
  id: true,
  gridAtOccurrence: true,
  gridCurrent: true,
  distanceToBorderMetres: true,
  neighbourGridId: true,
  nearBorder: true,
});

/** Records from memory or from a file that is still being read. */
type Records<T> = Iterable<T & Sourced> | AsyncIterable<T & Sourced>;

type ImportArgs = { territoryId: number; records: Records<IncidentRecord>; file: string };

/**
 * Inserts new incidents and updates changed ones by external id; the same file twice changes nothing.
 * Batches are committed one by one, so that a long import does not hold back the live feed; one that broke off
 * is simply run again.
 */
export async function importIncidents(
  db: Db,
  { territoryId, records, file }: ImportArgs,
): Promise<ImportResult> {
  await getVersion(db.pool, territoryId); // throws when there is no such territory
  const tally = createTally();
  for await (const batch of acceptedBatches(records, file, tally))
    await writeBatch(db, { territoryId, batch, tally });
  return tally;
}

/** Checked records in batches; what is refused goes to the tally. */
async function* acceptedBatches(
  records: Records<IncidentRecord>,
  file: string,
  tally: Tally,
): AsyncGenerator<IncidentRecord[]> {
  const seen = new Set<string>();
  let batch: IncidentRecord[] = [];
  let ordinal = 0;
  for await (const sourced of records) {
    const record = withoutSource<IncidentRecord>(sourced);
    const problem = refusalOf(record, seen);
    ordinal += 1;
    if (problem) tally.rejects.push({ file, row: rowOf(sourced, ordinal), ...problem });
    else if (batch.push(record) === BATCH_ROWS) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Why a record cannot be taken; remembers the external ids it lets pass. */
function refusalOf(record: IncidentRecord, seen: Set<string>): { reason: string; detail: string } | null {
  const problem = problemOf(recordSchema, record);
  if (problem) return problem;
  const { externalId, status, closedAt } = record;
  if (closedAt !== null && status !== "closed")
    return { reason: "closed-at-but-open", detail: `closed at ${closedAt}, yet ${status}` };
  if (externalId === null || externalId === "")
    return { reason: "no-external-id", detail: "the same file could not be recognised the second time" };
  if (seen.has(externalId)) return { reason: "duplicate-external-id", detail: `"${externalId}" came before` };
  seen.add(externalId);
  return null;
}

/** Writes a batch and what the screens are told of it in one transaction, so that no end of the process parts them. */
async function writeBatch(
  db: Db,
  { territoryId, batch, tally }: { territoryId: number; batch: readonly IncidentRecord[]; tally: Tally },
): Promise<void> {
  const written = await inTransaction(db, async (tx) => {
    await tx.query("SET LOCAL statement_timeout = 0");
    const placed = await placeRecords(db, { tx, territoryId, records: batch });
    const rows = await upsertRows<PlacedIncident, string>(tx, placed, INCIDENT_UPSERT);
    if (rows.length > LIVE_ROWS)
      await writeTerritoryChange(tx, territoryId, await getVersion(tx, territoryId));
    else await tellEach(db, { tx, territoryId, ids: rows.map(({ id }) => id) });
    return rows;
  });
  countWritten(tally, batch.length, written);
}

/** Puts the incidents with these ids into the feed. */
async function tellEach(
  db: Db,
  { tx, territoryId, ids }: { tx: Transaction; territoryId: number; ids: readonly string[] },
): Promise<void> {
  const { rows } = await tx.query<IncidentRow>(
    "SELECT * FROM incident WHERE territory_id = $1 AND id = ANY ($2::bigint[]) ORDER BY id",
    [territoryId, ids],
  );
  await writeIncidentChanges(db, { tx, territoryId, rows });
}

/** Holds the boundaries and places the records by them, and by those in force when they happened. */
async function placeRecords(
  db: Db,
  { tx, territoryId, records }: { tx: Transaction; territoryId: number; records: readonly IncidentRecord[] },
): Promise<PlacedIncident[]> {
  await lockBoundaries(tx, { territoryId, mode: "shared" });
  const index = await getTerritoryIndex(db, { tx, territoryId });
  const history = await openHistory(db, { tx, territoryId });
  const placed: PlacedIncident[] = [];
  for (const record of records) {
    const position = storedPosition(record.position);
    const place = placeIncident(index, position, record.accuracyMetres);
    const then = await history.at(new Date(record.occurredAt));
    const gridAtOccurrence = then === index ? place.gridCurrent : then.gridAt(position);
    placed.push({ ...place, territoryId, record, gridAtOccurrence });
  }
  return placed;
}

/** A report in the ledger; `isNew` is false when it was a repeated delivery. */
export type ReportTaken = { incident: Incident; isNew: boolean };

/**
 * Takes one report: places it, stores it and puts it into the feed in one transaction. A report whose external id
 * is known already is a repeated delivery: the incident of the first one is returned and nothing changes.
 */
export async function reportIncident(
  db: Db,
  { territoryId, record }: { territoryId: number; record: IncidentRecord },
): Promise<Incident> {
  const { incident } = await inTransaction(db, (tx) => takeReport(db, { tx, territoryId, record }));
  return incident;
}

/** The same inside a transaction, for those that bring more along with the report. */
export async function takeReport(
  db: Db,
  { tx, territoryId, record }: { tx: Transaction; territoryId: number; record: IncidentRecord },
): Promise<ReportTaken> {
  const problem = problemOf(recordSchema, record);
  if (problem) throw new Error(`cannot take the report: ${problem.detail}`);
  const placed = await placeRecords(db, { tx, territoryId, records: [record] });
  const known = await findByExternalId(tx, territoryId, record.externalId);
  if (known) return { incident: toIncident(known), isNew: false };
  const target = { table: "incident", columns: INCIDENT_COLUMNS, returning: "*" };
  const rows = await insertRows<PlacedIncident, IncidentRow>(tx, placed, target);
  await writeIncidentChanges(db, { tx, territoryId, rows });
  return { incident: toIncident(rows[0]!), isNew: true }; // one row was sent
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
