import type { ImportResult } from "@getu/domain";
import type { LngLat } from "@getu/geometry";
import type { Column } from "../binary-rows.ts";
import { writeTerritoryChange } from "../change/change.ts";
import type { Db } from "../db.ts";
import { inTransaction } from "../db.ts";
import { upsertRows } from "../incident/ingest.ts";
import { storedPosition } from "../incident/placed-incident.ts";
import { toPositionRow } from "../position.ts";
import { acceptRecords, countWritten, createTally } from "../incident/record-check.ts";
import type { RecordSchema, Sourced } from "../incident/record-check.ts";
import { getTerritoryIndex } from "../grid/territory-index.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";

/** What every point has that stands somewhere: a camera, a police room, households. */
type PointRecord = { externalId: string; name: string; position: LngLat };

type PlacedPoint<T> = { territoryId: number; record: T; gridId: number | null };

/** How one kind of point is kept: its table, the columns that only this kind has, and what its records must be. */
export type PointTable<T> = {
  table: string;
  columns: readonly Column<T>[];
  schema: RecordSchema;
};

/** The points of a file, and where they belong. */
export type PointImportArgs<T> = { territoryId: number; records: Iterable<T & Sourced>; file: string };

function toUpsert<T extends PointRecord>({ table, columns }: PointTable<T>) {
  const own: Column<T>[] = [
    { name: "name", type: "text", valueOf: ({ name }) => name },
    { name: "lng", type: "integer", valueOf: ({ position }) => toPositionRow(position).lng },
    { name: "lat", type: "integer", valueOf: ({ position }) => toPositionRow(position).lat },
    ...columns,
  ];
  const ofRecord = own.map(({ valueOf, ...column }): Column<PlacedPoint<T>> => ({
    ...column,
    valueOf: ({ record }) => valueOf(record),
  }));
  const all: Column<PlacedPoint<T>>[] = [
    { name: "territory_id", type: "integer", valueOf: ({ territoryId }) => territoryId },
    { name: "external_id", type: "text", valueOf: ({ record }) => record.externalId },
    ...ofRecord,
    { name: "grid_id", type: "integer", valueOf: ({ gridId }) => gridId },
  ];
  return { table, columns: all, compared: own.map(({ name }) => name) };
}

/**
 * Makes the import of one kind of point: new ones are inserted and changed ones updated by external id, all or none;
 * the same file twice changes nothing.
 */
export function createPointImport<T extends PointRecord>(kind: PointTable<T>) {
  const upsert = toUpsert(kind);
  return (db: Db, { territoryId, records, file }: PointImportArgs<T>): Promise<ImportResult> => {
    const tally = createTally();
    const accepted = acceptRecords<T>(records, { file, tally, schema: kind.schema });
    return inTransaction(db, async (tx) => {
      await lockBoundaries(tx, { territoryId, mode: "shared" });
      const index = await getTerritoryIndex(db, { tx, territoryId });
      const placed = accepted.map((record) => {
        const gridId = index.gridAt(storedPosition(record.position));
        return { territoryId, record, gridId };
      });
      const rows = await upsertRows<PlacedPoint<T>, number>(tx, placed, upsert);
      if (rows.length > 0) await writeTerritoryChange(tx, territoryId, index.version);
      return countWritten(tally, placed.length, rows);
    });
  };
}
