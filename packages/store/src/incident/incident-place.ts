import { epochMsOf } from "@getu/domain";
import type { IncidentRecord } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { placeIncident, storedPosition } from "./placed-incident.ts";
import type { PlacedIncident } from "./placed-incident.ts";
import { getTerritoryIndex, openHistory } from "../grid/territory-index.ts";
import type { PastIndexes } from "../grid/territory-index.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";

type PlaceArgs = {
  tx: Transaction;
  territoryId: number;
  records: readonly IncidentRecord[];
  past?: PastIndexes;
};

/** Holds the boundaries and places the records by them, and by those in force when they happened. */
export async function placeRecords(
  db: Db,
  { tx, territoryId, records, past = new Map() }: PlaceArgs,
): Promise<PlacedIncident[]> {
  await lockBoundaries(tx, { territoryId, mode: "shared" });
  const index = await getTerritoryIndex(db, { tx, territoryId });
  const history = await openHistory(db, { tx, territoryId, past });
  const placed: PlacedIncident[] = [];
  for (const record of records) {
    const position = storedPosition(record.position);
    const place = placeIncident(index, position, record.accuracyMetres);
    const at = epochMsOf(record.occurredAt);
    const gridAtOccurrence = history.isOfNow(at)
      ? place.gridCurrent
      : (await history.at(new Date(at))).gridAt(position);
    placed.push({ ...place, territoryId, record, gridAtOccurrence });
  }
  return placed;
}
