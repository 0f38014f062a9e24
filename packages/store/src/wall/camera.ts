import { cameraSchema } from "@getu/domain";
import type { Camera, CameraRecord, Scope } from "@getu/domain";
import { toUnits } from "@getu/geometry";
import type { Bbox } from "@getu/geometry";
import { LIVE_ROWS, writeChanges, writeTerritoryChange } from "../change/change.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import type { Camera as CameraModel } from "../generated/prisma/client.ts";
import { toWhere } from "../grid/grid-tree.ts";
import { createPointImport } from "./point-import.ts";
import type { WrittenPoints } from "./point-import.ts";
import { toPosition } from "../position.ts";
import { getTerritoryIndex } from "../grid/territory-index.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";

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
  verified_at: Date | null;
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
  verifiedAt: row.verified_at?.toISOString() ?? null,
  gridId: row.grid_id,
});

const fromModel = (row: CameraModel): Camera =>
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
    verified_at: row.verifiedAt,
    grid_id: row.gridId,
  });

const toBox = ([west, south, east, north]: Bbox) => ({
  lng: { gte: toUnits(west), lte: toUnits(east) },
  lat: { gte: toUnits(south), lte: toUnits(north) },
});

/** Every camera of the scope, or of a box in it. */
export async function listCameras(
  db: Db,
  { bbox, ...scope }: Scope & { bbox?: Bbox | undefined },
): Promise<Camera[]> {
  const where = { ...(await toWhere(db, scope)), ...(bbox && toBox(bbox)) };
  return (await db.prisma.camera.findMany({ where, orderBy: { id: "asc" } })).map(fromModel);
}

/** Cameras of the scope that are in one state, the one that came to it last first; those of which that is not known come last. */
export async function listCamerasInStatus(
  db: Db,
  { status, limit, ...scope }: Scope & { status: Camera["status"]; limit: number },
): Promise<Camera[]> {
  const rows = await db.prisma.camera.findMany({
    where: { ...(await toWhere(db, scope)), status },
    orderBy: [{ statusSince: { sort: "desc", nulls: "last" } }, { id: "asc" }],
    take: limit,
  });
  return rows.map(fromModel);
}

/**
 * Tells each camera that is another one now, where all stood in their grids before: what they see is counted for them
 * alone. As many as that take a third of counting two thousand (`docs/performance.md`). Of one that has left its grid
 * those who no longer see it may hear nothing.
 */
async function tellCameras(
  tx: Transaction,
  { territoryId, index, ids, gridsBefore }: WrittenPoints,
): Promise<void> {
  const cameras = ids.length > LIVE_ROWS ? [] : await selectCameras(tx, territoryId, ids);
  const areAllKnown = cameras.length > 0 && cameras.every(({ id, gridId }) => gridsBefore.get(id) === gridId);
  if (!areAllKnown) return writeTerritoryChange(tx, territoryId, index.version);
  return writeChanges(
    tx,
    cameras.map((camera) => ({
      territoryId,
      gridPath: index.pathOf(camera.gridId),
      change: { topic: "camera", camera },
    })),
  );
}

/** Writes the cameras of a file; since when one is as it is stays until it is otherwise, where the file does not say. */
export const importCameras = createPointImport<CameraRecord>({
  table: "camera",
  columns: [
    { name: "kind", type: "text", valueOf: ({ kind }) => kind },
    {
      name: "mounting_height_metres",
      type: "double precision",
      valueOf: ({ mountingHeightMetres }) => mountingHeightMetres,
    },
    { name: "sectors", type: "jsonb", valueOf: ({ sectors }) => JSON.stringify(sectors) },
    { name: "range_metres", type: "double precision", valueOf: ({ rangeMetres }) => rangeMetres },
    { name: "owner", type: "text", valueOf: ({ owner }) => owner },
    { name: "status", type: "text", valueOf: ({ status }) => status },
    { name: "status_since", type: "timestamptz", valueOf: ({ statusSince }) => statusSince },
    { name: "verified_at", type: "timestamptz", valueOf: ({ verifiedAt }) => verifiedAt },
  ],
  schema: cameraSchema.omit({ id: true, gridId: true }),
  computed: {
    status_since: `coalesce(excluded.status_since,
      CASE WHEN old.status = excluded.status THEN old.status_since ELSE statement_timestamp() END)`,
  },
  tell: tellCameras,
});

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
    if (!rows[0]) return (await selectCameras(tx, territoryId, [id]))[0] ?? null;
    const camera = toCamera(rows[0]);
    const gridPath = (await getTerritoryIndex(db, { tx, territoryId })).pathOf(camera.gridId);
    await writeChanges(tx, [{ territoryId, gridPath, change: { topic: "camera", camera } }]);
    return camera;
  });
}

async function selectCameras(
  tx: Transaction,
  territoryId: number,
  ids: readonly number[],
): Promise<Camera[]> {
  const { rows } = await tx.query<CameraRow>(
    "SELECT * FROM camera WHERE territory_id = $1 AND id = ANY ($2::integer[]) ORDER BY id",
    [territoryId, ids],
  );
  return rows.map(toCamera);
}
