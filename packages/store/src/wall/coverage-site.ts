import type { Camera, CoverageSite, GridId, Scope } from "@getu/domain";
import type { AreaGeometry } from "@getu/geometry";
import { findBasemap } from "../grid/basemap.ts";
import { listCameras } from "./camera.ts";
import type { Db } from "../db.ts";
import { gridRoots } from "../grid/grid-tree.ts";
import { listGridAreas } from "../grid/grid.ts";
import { getVersion } from "../grid/territory.ts";

/**
 * Everything that coverage is counted from: outlines of the finest grids, the buildings of the ground, and every camera.
 * The grids are those of the version or, where boundaries come into force meanwhile, newer ones.
 */
export async function readCoverageSite(
  db: Db,
  territoryId: number,
): Promise<{ version: number; site: CoverageSite; cameras: Camera[] }> {
  const version = await getVersion(db.pool, territoryId);
  const [grids, buildings, cameras] = await Promise.all([
    listGridAreas(db, { territoryId }),
    listBuildings(db, territoryId),
    listCameras(db, { territoryId }),
  ]);
  return { version, site: { grids, buildings }, cameras };
}

/** Outlines of the buildings of the ground. */
export async function listBuildings(db: Db, territoryId: number): Promise<AreaGeometry[]> {
  const ground = await findBasemap(db, { territoryId, kind: "building" });
  return (ground?.features ?? []).flatMap(({ geometry }): AreaGeometry[] =>
    geometry?.type === "Polygon" || geometry?.type === "MultiPolygon" ? [geometry] : [],
  );
}

/** Each grid in force of the scope with its coarsest ancestor, or with the one that the scope names. */
export async function listGridRoots(db: Db, { territoryId, within }: Scope): Promise<Map<GridId, GridId>> {
  const { rows } = await db.pool.query<{ id: number; root: number }>(
    gridRoots({ territory: "$1", within: "$2" }),
    [territoryId, within],
  );
  return new Map(rows.map(({ id, root }) => [id, root]));
}
