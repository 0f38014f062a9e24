import { placeSchema } from "@getu/domain";
import type { ImportResult, Place, PlaceRecord, Scope } from "@getu/domain";
import { writeTerritoryChange } from "./change.ts";
import type { Db } from "./db.ts";
import { inTransaction } from "./db.ts";
import { toWhere } from "./grid-tree.ts";
import { upsertRows } from "./ingest.ts";
import type { Column } from "./binary-rows.ts";
import { storedPosition } from "./placed-incident.ts";
import { toPosition, toPositionRow } from "./position.ts";
import { acceptRecords, countWritten, createTally } from "./record-check.ts";
import type { Sourced } from "./record-check.ts";
import { getTerritoryIndex } from "./territory-index.ts";
import { lockBoundaries } from "./territory.ts";

/** Every place of the scope. */
export async function listPlaces(db: Db, scope: Scope): Promise<Place[]> {
  const rows = await db.prisma.place.findMany({ where: await toWhere(db, scope), orderBy: { id: "asc" } });
  return rows.map((row) => ({
    id: row.id,
    externalId: row.externalId,
    name: row.name,
    kind: row.kind as Place["kind"], // a check of the table holds it
    position: toPosition(row),
    telephone: row.telephone,
    openingHours: row.openingHours,
    staffOnDuty: row.staffOnDuty,
    gridId: row.gridId,
  }));
}

type PlacedPlace = { territoryId: number; record: PlaceRecord; gridId: number | null };

const RECORD_COLUMNS: readonly Column<PlacedPlace>[] = [
  { name: "name", type: "text", valueOf: ({ record }) => record.name },
  { name: "kind", type: "text", valueOf: ({ record }) => record.kind },
  { name: "lng", type: "integer", valueOf: ({ record }) => toPositionRow(record.position).lng },
  { name: "lat", type: "integer", valueOf: ({ record }) => toPositionRow(record.position).lat },
  { name: "telephone", type: "text", valueOf: ({ record }) => record.telephone },
  { name: "opening_hours", type: "text", valueOf: ({ record }) => record.openingHours },
  { name: "staff_on_duty", type: "integer", valueOf: ({ record }) => record.staffOnDuty },
];

const PLACE_UPSERT = {
  table: "place",
  columns: [
    { name: "territory_id", type: "integer", valueOf: ({ territoryId }) => territoryId },
    { name: "external_id", type: "text", valueOf: ({ record }) => record.externalId },
    ...RECORD_COLUMNS,
    { name: "grid_id", type: "integer", valueOf: ({ gridId }) => gridId },
  ] satisfies readonly Column<PlacedPlace>[],
  compared: RECORD_COLUMNS.map(({ name }) => name),
};

const recordSchema = placeSchema.omit({ id: true, gridId: true });

type ImportArgs = { territoryId: number; records: Iterable<PlaceRecord & Sourced>; file: string };

/** Inserts new places and updates changed ones by external id, all or none; the same file twice changes nothing. */
export async function importPlaces(
  db: Db,
  { territoryId, records, file }: ImportArgs,
): Promise<ImportResult> {
  const tally = createTally();
  const accepted = acceptRecords<PlaceRecord>(records, { file, tally, schema: recordSchema });
  return inTransaction(db, async (tx) => {
    await lockBoundaries(tx, { territoryId, mode: "shared" });
    const index = await getTerritoryIndex(db, { tx, territoryId });
    const placed = accepted.map((record) => {
      const gridId = index.gridAt(storedPosition(record.position));
      return { territoryId, record, gridId };
    });
    const rows = await upsertRows<PlacedPlace, number>(tx, placed, PLACE_UPSERT);
    if (rows.length > 0) await writeTerritoryChange(tx, territoryId, index.version);
    return countWritten(tally, placed.length, rows);
  });
}
