import { cameraSchema } from "@getu/domain";
import type { Camera, CameraRecord, ImportResult, Scope } from "@getu/domain";
import { writeChanges, writeTerritoryChange } from "./change.ts";
import type { Db, Transaction } from "./db.ts";
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

type CameraRow = {
  id: number;
  external_id: string;
  name: string;
  kind: Camera["kind"];
  lng: number;
  lat: number;
  mounting_height_metres: number | null;
  sectors: Camera["sectors"];
  range_metres: number | null;
  owner: string | null;
  status: Camera["status"];
  status_since: Date | null;
  grid_id: number | null;
};

const toCamera = (row: CameraRow): Camera => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  kind: row.kind,
  position: toPosition(row),
  mountingHeightMetres: row.mounting_height_metres,
  sectors: row.sectors,
  rangeMetres: row.range_metres,
  owner: row.owner,
  status: row.status,
  statusSince: row.status_since?.toISOString() ?? null,
  gridId: row.grid_id,
});

/** Every camera of the scope. */
export async function listCameras(db: Db, scope: Scope): Promise<Camera[]> {
  const rows = await db.prisma.camera.findMany({ where: await toWhere(db, scope), orderBy: { id: "asc" } });
  return rows.map((row) =>
    toCamera({
      ...(row as unknown as Pick<CameraRow, "kind" | "sectors" | "status">), // checks of the table hold these
      id: row.id,
      external_id: row.externalId,
      name: row.name,
      lng: row.lng,
      lat: row.lat,
      mounting_height_metres: row.mountingHeightMetres,
      range_metres: row.rangeMetres,
      owner: row.owner,
      status_since: row.statusSince,
      grid_id: row.gridId,
    }),
  );
}

type PlacedCamera = { territoryId: number; record: CameraRecord; gridId: number | null };

const RECORD_COLUMNS: readonly Column<PlacedCamera>[] = [
  { name: "name", type: "text", valueOf: ({ record }) => record.name },
  { name: "kind", type: "text", valueOf: ({ record }) => record.kind },
  { name: "lng", type: "integer", valueOf: ({ record }) => toPositionRow(record.position).lng },
  { name: "lat", type: "integer", valueOf: ({ record }) => toPositionRow(record.position).lat },
  {
    name: "mounting_height_metres",
    type: "double precision",
    valueOf: ({ record }) => record.mountingHeightMetres,
  },
  { name: "sectors", type: "jsonb", valueOf: ({ record }) => JSON.stringify(record.sectors) },
  { name: "range_metres", type: "double precision", valueOf: ({ record }) => record.rangeMetres },
  { name: "owner", type: "text", valueOf: ({ record }) => record.owner },
  { name: "status", type: "text", valueOf: ({ record }) => record.status },
  { name: "status_since", type: "timestamptz", valueOf: ({ record }) => record.statusSince },
];

const CAMERA_UPSERT = {
  table: "camera",
  columns: [
    { name: "territory_id", type: "integer", valueOf: ({ territoryId }) => territoryId },
    { name: "external_id", type: "text", valueOf: ({ record }) => record.externalId },
    ...RECORD_COLUMNS,
    { name: "grid_id", type: "integer", valueOf: ({ gridId }) => gridId },
  ] satisfies readonly Column<PlacedCamera>[],
  compared: RECORD_COLUMNS.map(({ name }) => name),
};

const recordSchema = cameraSchema.omit({ id: true, gridId: true });

type ImportArgs = { territoryId: number; records: Iterable<CameraRecord & Sourced>; file: string };

/** Inserts new cameras and updates changed ones by external id, all or none; the same file twice changes nothing. */
export async function importCameras(
  db: Db,
  { territoryId, records, file }: ImportArgs,
): Promise<ImportResult> {
  const tally = createTally();
  const accepted = acceptRecords<CameraRecord>(records, { file, tally, schema: recordSchema });
  return inTransaction(db, async (tx) => {
    await lockBoundaries(tx, { territoryId, mode: "shared" });
    const index = await getTerritoryIndex(db, { tx, territoryId });
    const placed = accepted.map((record) => {
      const gridId = index.gridAt(storedPosition(record.position));
      return { territoryId, record, gridId };
    });
    const rows = await upsertRows<PlacedCamera, number>(tx, placed, CAMERA_UPSERT);
    if (rows.length > 0) await writeTerritoryChange(tx, territoryId, index.version);
    return countWritten(tally, placed.length, rows);
  });
}

type StatusArgs = { territoryId: number; id: number; status: Camera["status"] };

/** Sets what a camera is doing and tells the screens; null when there is no such camera. */
export async function setCameraStatus(
  db: Db,
  { territoryId, id, status }: StatusArgs,
): Promise<Camera | null> {
  return inTransaction(db, async (tx) => {
    await lockBoundaries(tx, { territoryId, mode: "shared" });
    const { rows } = await tx.query<CameraRow>(
      `UPDATE camera SET status = $3, status_since = clock_timestamp()
       WHERE territory_id = $1 AND id = $2 AND status <> $3 RETURNING *`,
      [territoryId, id, status],
    );
    if (!rows[0]) return selectCamera(tx, territoryId, id);
    const camera = toCamera(rows[0]);
    const gridPath = (await getTerritoryIndex(db, { tx, territoryId })).pathOf(camera.gridId);
    await writeChanges(tx, [{ territoryId, gridPath, change: { topic: "camera", camera } }]);
    return camera;
  });
}

async function selectCamera(tx: Transaction, territoryId: number, id: number): Promise<Camera | null> {
  const { rows } = await tx.query<CameraRow>("SELECT * FROM camera WHERE territory_id = $1 AND id = $2", [
    territoryId,
    id,
  ]);
  return rows[0] ? toCamera(rows[0]) : null;
}
