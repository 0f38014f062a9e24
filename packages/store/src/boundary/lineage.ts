import type { MovedArea } from "@getu/domain/redraw";
import { areaSquareMetres } from "@getu/geometry";
import { isRefusal, listMovedFaces, toLngLat } from "@getu/geometry/partition";
import type { MovedFace, Partition } from "@getu/geometry/partition";
import type { Transaction } from "../db.ts";
import { insertRows } from "../incident/ingest.ts";

/** What goes from which grid to which between two tilings with one origin (R15). */
export function listMovedAreas(before: Partition, after: Partition): MovedArea[] {
  const faces = listMovedFaces(before, after);
  if (isRefusal(faces)) throw new Error(`versions cannot be compared: ${faces.refused}`);
  return faces.map((face) => {
    const area = toArea(face, before);
    return { from: face.from, to: face.to, area, areaSquareMetres: areaSquareMetres(area) };
  });
}

const toArea = ({ rings }: MovedFace, { origin }: Partition): MovedArea["area"] => ({
  type: "Polygon",
  coordinates: rings.map((ring) => [...ring, ...ring.slice(0, 1)].map((node) => [...toLngLat(origin, node)])),
});

/** What a version took from whom, summed for each pair of grids. */
type Lineage = {
  territoryId: number;
  version: number;
  moved: readonly MovedArea[];
  idOf: (owner: number) => number;
};

/** Keeps from which grid to which how much went with a version. */
export async function writeLineage(
  tx: Transaction,
  { territoryId, version, moved, idOf }: Lineage,
): Promise<void> {
  const byPair = Map.groupBy(moved, ({ from, to }) => `${idOf(from)} ${idOf(to)}`);
  const rows = [...byPair.values()].map((areas) => ({
    from: idOf(areas[0]!.from), // a group has a first
    to: idOf(areas[0]!.to),
    squareMetres: areas.reduce((sum, area) => sum + area.areaSquareMetres, 0),
  }));
  await insertRows(tx, rows, {
    table: "boundary_lineage",
    columns: [
      { name: "territory_id", type: "integer", valueOf: () => territoryId },
      { name: "version", type: "integer", valueOf: () => version },
      { name: "from_grid", type: "integer", valueOf: ({ from }) => from },
      { name: "to_grid", type: "integer", valueOf: ({ to }) => to },
      { name: "area_square_metres", type: "double precision", valueOf: ({ squareMetres }) => squareMetres },
    ],
  });
}
