import type { Polygon } from "geojson";
import type { Camera, CoverageSite } from "../src/index.ts";

/** Where the made-up site lies. */
const [LNG, LAT] = [121.5, 31.2] as const;

/** Degrees of a metre eastwards and northwards there. */
const [EAST, NORTH] = [1 / (111_195 * Math.cos((LAT * Math.PI) / 180)), 1 / 111_195] as const;

/** A position so many metres east and north of the site's corner. */
export const placeAt = (east: number, north: number): [number, number] => [
  LNG + east * EAST,
  LAT + north * NORTH,
];

/** A box in metres, as GeoJSON. */
export function boxOf(west: number, south: number, wide: number, high: number): Polygon {
  const corners = [
    [west, south],
    [west + wide, south],
    [west + wide, south + high],
    [west, south + high],
    [west, south],
  ];
  return { type: "Polygon", coordinates: [corners.map(([east = 0, north = 0]) => placeAt(east, north))] };
}

/** Side of the site, of two by two grids with buildings in rows. */
export const SITE_METRES = 200;

/** Four grids with ids 1 to 4 and nine houses, some of which stand across the grids' borders. */
export const madeUpSite = (): CoverageSite => ({
  grids: [0, 1, 2, 3].map((i) => ({
    id: i + 1,
    area: boxOf((i % 2) * 100, Math.floor(i / 2) * 100, 100, 100),
  })),
  buildings: Array.from({ length: 9 }, (_, i) =>
    boxOf(20 + (i % 3) * 60, 15 + Math.floor(i / 3) * 65, 40, 12),
  ),
});

/** A camera that is online and verified unless told otherwise. */
export const madeUpCamera = (id: number, given: Partial<Camera>): Camera => ({
  id,
  externalId: `camera-${id}`,
  name: `Camera ${id}`,
  kind: "fixed",
  position: placeAt(100, 100),
  mountingHeightMetres: null,
  sectors: [{ bearingDegrees: 0, fieldOfViewDegrees: 90 }],
  rangeMetres: 60,
  owner: null,
  status: "online",
  statusSince: null,
  verifiedAt: "2026-05-01T00:00:00.000Z",
  gridId: null,
  ...given,
});
