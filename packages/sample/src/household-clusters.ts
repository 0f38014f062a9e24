import type { ClusterRecord, GridRecord } from "@getu/domain";
import type { Built } from "./buildings.ts";
import type { NamedLane } from "./grids.ts";
import { toLngLat } from "./ground.ts";
import type { LandUse } from "./land-use.ts";
import { centroidOf } from "./plane.ts";

/** What is needed to know who lives where. */
export type ClusterSite = {
  lanes: readonly NamedLane[];
  built: ReadonlyMap<number, Built>;
  prefix: string;
};

type Buildings = Built["buildings"];

/** Where nearly every house is a household of its own: a lane of them is visited together. */
const isOfSmallHouses = (use: LandUse): boolean => use === "hamlet" || use === "old-town";

/** The households of a street as they are visited: by building, and by lane where houses are small. */
export function clustersOf({ lanes, built, prefix }: ClusterSite): ClusterRecord[] {
  const counted = new Map<GridRecord, number>(); // buildings of each compound, numbered on from lane to lane
  const found = lanes.flatMap((lane) => {
    const { buildings = [] } = built.get(lane.lane.face) ?? {};
    const before = counted.get(lane.compound) ?? 0;
    counted.set(lane.compound, before + buildings.length);
    return isOfSmallHouses(lane.lane.use) ? laneOf(lane, buildings) : buildingsOf(lane, buildings, before);
  });
  return found.map((cluster, i) => ({
    externalId: `${prefix}-HC-${String(i + 1).padStart(5, "0")}`,
    ...cluster,
  }));
}

type Found = Omit<ClusterRecord, "externalId">;

function laneOf({ record, households }: NamedLane, buildings: Buildings): Found[] {
  const home = buildings.find(({ homes }) => homes > 0);
  if (!home || households === 0) return [];
  return [{ name: record.name, households, position: [...toLngLat(centroidOf(home.footprint))] }];
}

function buildingsOf({ compound, households }: NamedLane, buildings: Buildings, before: number): Found[] {
  const all = buildings.reduce((sum, { homes }) => sum + homes, 0);
  return buildings.flatMap(({ footprint, homes }, i) =>
    homes === 0
      ? []
      : {
          name: `${compound.name}${before + i + 1}幢`,
          households: Math.max(1, Math.round((homes / all) * households)),
          position: [...toLngLat(centroidOf(footprint))],
        },
  );
}
