import type { Basemap, CameraRecord, ClusterRecord, GridRecord, PlaceRecord } from "@getu/domain";
import { basemapOf, pondsOf } from "./basemap.ts";
import { buildLanes } from "./buildings.ts";
import { camerasOf } from "./cameras.ts";
import { createFinder } from "./finder.ts";
import { gridsOf } from "./grids.ts";
import type { NamedLane } from "./grids.ts";
import { clustersOf } from "./household-clusters.ts";
import { createLayout } from "./layout.ts";
import type { LayoutSize } from "./layout.ts";
import { createNames } from "./names.ts";
import type { Cell } from "./plan.ts";
import { placesOf } from "./places.ts";
import { isInside } from "./plane.ts";
import type { Ring } from "./plane.ts";
import { createRandom } from "./random.ts";
import { listRoads, nameRoads } from "./roads.ts";
import type { Road } from "./roads.ts";
import { listWaters, sinkPaths } from "./waters.ts";
import { spotSetsOf } from "./spots.ts";
import type { SpotSet } from "./spots.ts";
import type { SpotPool } from "./incident-traits.ts";

/** How much of a town one street is. */
export type StreetSize = LayoutSize & {
  width: number;
  height: number;
  households: number;
  cameras: number;
  transfers: number;
  extraRooms: number;
};

/** One street of the town with everything on it, before incidents. */
export type Street = {
  lanes: NamedLane[];
  records: GridRecord[];
  cameras: CameraRecord[];
  places: PlaceRecord[];
  clusters: ClusterRecord[];
  basemap: Basemap;
  roads: Road[];
  name: string;
  leader: string;
  households: number;
  /** Where things happen; worked out when asked for. */
  spots(): Record<SpotPool, SpotSet>;
  outline: Ring;
};

/** Which street of the town to make. */
export type StreetPlace = {
  column: number;
  row: number;
  index: number;
  parent: string | null;
  tier: number;
  asOf: Date;
};

/** Makes one street; the same seed and place give the same street. */
export function createStreet(seed: string, size: StreetSize, place: StreetPlace): Street {
  const random = createRandom(`${seed}/street/${place.index}`);
  const cell: Cell = { ...place, width: size.width, height: size.height };
  const layout = createLayout(seed, cell, size);
  const names = createNames(random, place.index);
  const around = place.parent === null ? "open" : "neighbours";
  const open = listWaters(layout, around, random);
  const lakes = open.filter(({ kind }) => kind === "lake").map(({ ring }) => ring);
  sinkPaths(layout.mesh, lakes);
  const built = buildLanes(layout, lakes, random);
  const roads = listRoads(layout.mesh);
  nameRoads(roads, names);
  const prefix = prefixOf(place.index);
  const key = { county: 990_101, street: place.index + 1, prefix, parent: place.parent, tier: place.tier };
  const { records, lanes } = gridsOf(layout, { key, names, built }, size.households);
  const waters = [...open, ...pondsOf(layout, built, random)];
  const footprints = [...built.values()].flatMap(({ buildings }) =>
    buildings.map(({ footprint }) => footprint),
  );
  const buildingFinder = createFinder(footprints, 40);
  const laneFinder = createFinder(lanes.map(({ lane }) => lane.ring));
  const isWet = (at: readonly [number, number]): boolean => waters.some(({ ring }) => isInside(at, ring));
  const outline = layout.plan.outline.points;
  const site = { lanes, built, buildingFinder, laneFinder, isWet, roads, random, prefix, asOf: place.asOf };
  return {
    lanes,
    records,
    roads,
    name: names.street,
    leader: names.person(),
    households: lanes.reduce((sum, lane) => sum + lane.households, 0),
    outline,
    spots: () =>
      spotSetsOf({ ...site, outline, waters: waters.map(({ ring }) => ring), centre: layout.plan.centre }),
    cameras: camerasOf(site, size.cameras),
    places: placesOf(site, size),
    clusters: clustersOf(site),
    basemap: basemapOf({ layout, roads, built, waters, around }, random),
  };
}

const prefixOf = (index: number): string => `YQ${String(index + 1).padStart(2, "0")}`;
