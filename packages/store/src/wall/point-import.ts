import type { ImportResult } from "@getu/domain";
import type { LngLat } from "@getu/geometry";
import type { Column } from "../binary-rows.ts";
import { writeTerritoryChange } from "../change/change.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { upsertRows } from "../incident/ingest.ts";
import type { UpsertRule } from "../incident/ingest.ts";
import { storedPosition } from "../incident/placed-incident.ts";
import { toPositionRow } from "../position.ts";
import { acceptRecords, countWritten, createTally } from "../incident/record-check.ts";
import type { RecordSchema, Sourced } from "../incident/record-check.ts";
import { getTerritoryIndex } from "../grid/territory-index.ts";
import type { TerritoryIndex } from "../grid/territory-index.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";

/** What every point has that stands somewhere: a camera, a police room, households. */
type PointRecord = { externalId: string; name: string; position: LngLat };

type PlacedPoint<T> = { territoryId: number; record: T; gridId: number | null };

/** How one kind of point is kept: its table, the columns that only this kind has, and what its records must be. */
export type PointTable<T> = Pick<UpsertRule, "computed"> & {
  table: string;
  columns: readonly Column<T>[];
  schema: RecordSchema;
  /** Tells what an import has written; without it screens fetch the whole territory again. */
  tell?: (tx: Transaction, written: WrittenPoints) => Promise<void>;
};

/** The points that an import has inserted or changed, and in which grid those that were there before it were then. */
export type WrittenPoints = {
  territoryId: number;
  index: TerritoryIndex;
  ids: readonly number[];
  gridsBefore: ReadonlyMap<number, number | null>;
};

/** The points of a file, and where they belong. */
export type PointImportArgs<T> = { territoryId: number; records: Iterable<T & Sourced>; file: string };

function toUpsert<T extends PointRecord>({ table, columns, computed = {} }: PointTable<T>) {
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
  return { table, columns: all, compared: own.map(({ name }) => name), computed };
}

type Known = { table: string; territoryId: number; records: readonly PointRecord[] };

/** The grid of each point that is there already; they are held, so that it is still theirs when they are written. */
async function holdKnown(tx: Transaction, { table, territoryId, records }: Known) {
  const { rows } = await tx.query<{ id: number; grid_id: number | null }>(
    `SELECT id, grid_id FROM ${table} WHERE territory_id = $1 AND external_id = ANY ($2::text[])
     ORDER BY id FOR NO KEY UPDATE`,
    [territoryId, records.map(({ externalId }) => externalId)],
  );
  return new Map(rows.map(({ id, grid_id }) => [id, grid_id]));
}

const tellTerritory = (tx: Transaction, { territoryId, index }: WrittenPoints): Promise<void> =>
  writeTerritoryChange(tx, territoryId, index.version);

/**
 * Makes the import of one kind of point: new ones are inserted and changed ones updated by external id, all or none;
 * the same file twice changes nothing.
 */
export function createPointImport<T extends PointRecord>(kind: PointTable<T>) {
  const upsert = toUpsert(kind);
  const { table, schema, tell } = kind;
  return (db: Db, { territoryId, records, file }: PointImportArgs<T>): Promise<ImportResult> => {
    const tally = createTally();
    const accepted = acceptRecords<T>(records, { file, tally, schema });
    return inTransaction(db, async (tx) => {
      await lockBoundaries(tx, { territoryId, mode: "shared" });
      const index = await getTerritoryIndex(db, { tx, territoryId });
      const placed = accepted.map((record) => {
        const gridId = index.gridAt(storedPosition(record.position));
        return { territoryId, record, gridId };
      });
      const gridsBefore = tell
        ? await holdKnown(tx, { table, territoryId, records: accepted })
        : new Map<number, number | null>();
      const rows = await upsertRows<PlacedPoint<T>, number>(tx, placed, upsert);
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) await (tell ?? tellTerritory)(tx, { territoryId, index, ids, gridsBefore });
      return countWritten(tally, placed.length, rows);
    });
  };
}
