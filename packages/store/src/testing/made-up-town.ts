import type {
  CameraRecord,
  ClusterRecord,
  GridRecord,
  IncidentRecord,
  PlaceRecord,
  Territory,
} from "@getu/domain";
import { DEFAULT_TIERS } from "@getu/domain";
import type { AreaGeometry, LngLat } from "@getu/geometry";

/** South-west corner of the town; everything in it is made up. */
const CORNER: LngLat = [120.1, 30.2];

/** Side of a lane grid, in degrees: whole units of 1e-7, so that shared edges are exact. */
const SIDE = 0.001;

/** Lane grids along each side of a compound, and compounds along each side of a community. */
const LANES = 2;
const COMPOUNDS = 2;

const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

/** A position `x` and `y` lane widths east and north of the town's south-west corner. */
export const townPosition = (x: number, y: number): [number, number] => [
  round(CORNER[0] + x * SIDE),
  round(CORNER[1] + y * SIDE),
];

/** A box from one town position to another. */
export const townBox = (west: number, south: number, east: number, north: number): AreaGeometry => ({
  type: "Polygon",
  coordinates: [
    [
      townPosition(west, south),
      townPosition(east, south),
      townPosition(east, north),
      townPosition(west, north),
      townPosition(west, south),
    ],
  ],
});

const gridRecord = (
  given: Pick<GridRecord, "externalId" | "tier" | "parentExternalId" | "area">,
): GridRecord => ({
  ...given,
  code: given.externalId.toUpperCase(),
  name: `Made-up ${given.externalId}`,
  leaderName: null,
  households: given.area ? 40 : null,
});

/**
 * A chequered town of `communities` communities in a row, each of 2 × 2 compounds of 2 × 2 lane grids:
 * lane `lane-X-Y` is the square whose south-west corner is `townPosition(X, Y)`. Parents have no outline.
 */
export function createTown(communities = 2): GridRecord[] {
  const grids: GridRecord[] = [];
  const size = LANES * COMPOUNDS;
  for (let c = 0; c < communities; c += 1) {
    grids.push(gridRecord({ externalId: `community-${c}`, tier: 0, parentExternalId: null, area: null }));
  }
  for (let x = 0; x < communities * size; x += 1) {
    for (let y = 0; y < size; y += 1) {
      const community = `community-${Math.floor(x / size)}`;
      const compound = `compound-${Math.floor(x / LANES)}-${Math.floor(y / LANES)}`;
      if (x % LANES === 0 && y % LANES === 0)
        grids.push(gridRecord({ externalId: compound, tier: 1, parentExternalId: community, area: null }));
      const area = townBox(x, y, x + 1, y + 1);
      grids.push(gridRecord({ externalId: `lane-${x}-${y}`, tier: 2, parentExternalId: compound, area }));
    }
  }
  return grids;
}

/** What `createTerritory` needs for the town. */
export const TOWN_TERRITORY: Pick<Territory, "code" | "name" | "tiers" | "timeZone" | "demo"> = {
  code: "made-up-town",
  name: { zh: "虚构镇", en: "Made-up town" },
  tiers: [...DEFAULT_TIERS],
  timeZone: "Asia/Shanghai",
  demo: true,
};

/** An open incident in the middle of lane 0-0, unless said otherwise. */
export const townIncident = (given: Partial<IncidentRecord> = {}): IncidentRecord => ({
  externalId: null,
  category: "noise",
  condition: "default",
  severity: "minor",
  channel: "hotline",
  status: "reported",
  summary: "made up",
  position: townPosition(0.5, 0.5),
  accuracyMetres: null,
  occurredAt: "2026-05-01T02:00:00.000Z",
  reportedAt: "2026-05-01T02:05:00.000Z",
  dueAt: "2026-05-02T02:05:00.000Z",
  closedAt: null,
  ...given,
});

/** A camera in the middle of lane 0-0, unless said otherwise. */
export const townCamera = (given: Partial<CameraRecord> = {}): CameraRecord => ({
  externalId: "camera-1",
  name: "Made-up camera",
  kind: "fixed",
  position: townPosition(0.5, 0.5),
  mountingHeightMetres: 4,
  sectors: [{ bearingDegrees: 90, fieldOfViewDegrees: 60 }],
  rangeMetres: 80,
  owner: null,
  status: "online",
  statusSince: null,
  verifiedAt: null,
  ...given,
});

/** A police room in the middle of lane 0-0, unless said otherwise. */
export const townPlace = (given: Partial<PlaceRecord> = {}): PlaceRecord => ({
  externalId: "place-1",
  name: "Made-up police room",
  kind: "police-room",
  position: townPosition(0.5, 0.5),
  telephone: null,
  openingHours: "24/7",
  staffOnDuty: 2,
  ...given,
});

/** Twelve households in the middle of lane 0-0, unless said otherwise. */
export const townCluster = (given: Partial<ClusterRecord> = {}): ClusterRecord => ({
  externalId: "cluster-1",
  name: "Made-up building",
  households: 12,
  position: townPosition(0.5, 0.5),
  ...given,
});
