import type { Basemap } from "@getu/domain";
import type { Feature, FeatureCollection, Polygon, Position } from "geojson";
import type { Built } from "./buildings.ts";
import { parcelsOf } from "./fields.ts";
import { toDrawn, toDrawnRing } from "./ground.ts";
import type { Lane, Layout } from "./layout.ts";
import type { Ring } from "./plane.ts";
import type { Random } from "./random.ts";
import { partsOutside } from "./roads.ts";
import type { Road, RoadKind } from "./roads.ts";
import { pondIn } from "./waters.ts";
import type { Surroundings, Water } from "./waters.ts";

/** What the ground is drawn from. */
export type Ground = {
  layout: Layout;
  roads: readonly Road[];
  built: ReadonlyMap<number, Built>;
  waters: readonly Water[];
  around: Surroundings;
};

/** Road classes of the basemap; paths inside compounds are narrow lanes. */
const ROAD_CLASS = { arterial: "arterial", secondary: "secondary", lane: "lane", path: "lane" } as const;
const ROAD_WIDTH = { arterial: 36, secondary: 20, lane: 9, path: 5 } as const;

const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });

const polygon = (ring: Ring, properties: Record<string, string | number | null>): Feature<Polygon> => ({
  type: "Feature",
  properties,
  geometry: { type: "Polygon", coordinates: [toDrawnRing(ring)] },
});

const allLanes = ({ communities }: Layout): Lane[] =>
  communities.flatMap(({ compounds }) => compounds.flatMap(({ lanes }) => lanes));

/** Ponds in some of the fields without buildings. */
export function pondsOf(layout: Layout, built: Ground["built"], random: Random): Water[] {
  const isBare = ({ face }: Lane): boolean => (built.get(face)?.buildings.length ?? 0) === 0;
  const fields = allLanes(layout).filter(
    (lane) => lane.use === "field" && isBare(lane) && random.chance(0.2),
  );
  return fields.map((lane) => pondIn(lane, random));
}

/** The four layers of the ground, in degrees. */
export function basemapOf(ground: Ground, random: Random): Basemap {
  return {
    water: collection(ground.waters.map(({ ring, kind, name }) => polygon(ring, { kind, name }))),
    green: collection(greensOf(ground, random)),
    road: collection(roadsOf(ground)),
    building: collection(buildingsOf(ground)),
  };
}

function greensOf({ layout, built }: Ground, random: Random): Feature[] {
  return allLanes(layout).flatMap((lane): Feature[] => {
    const { pitches = [], gardens = [] } = built.get(lane.face) ?? {};
    return [
      ...landOf(lane, random),
      ...pitches.map((ring) => polygon(ring, { kind: "pitch" })),
      ...gardens.map((ring) => polygon(ring, { kind: "garden" })),
    ];
  });
}

function landOf({ use, ring }: Lane, random: Random): Feature[] {
  if (use === "park") return [polygon(ring, { kind: "park" })];
  if (use === "bank") return [polygon(ring, { kind: "belt" })];
  if (use !== "field") return [];
  return parcelsOf(ring, random).map((parcel) =>
    polygon(parcel, { kind: "farmland", shade: random.whole(0, 3) }),
  );
}

function roadsOf({ layout, roads, around }: Ground): Feature[] {
  const inside = roads.map(({ line, kind, points }) => road(points.map(toDrawn), kind, line.name));
  if (around === "neighbours") return inside;
  const beyond = layout.through.flatMap(({ path, kind, line }) =>
    partsOutside(path, layout.plan.outline.points).map((part) => road(part.map(toDrawn), kind, line.name)),
  );
  return [...inside, ...beyond];
}

function road(coordinates: Position[], kind: RoadKind, name: string | null): Feature {
  return {
    type: "Feature",
    properties: { class: ROAD_CLASS[kind], widthMetres: ROAD_WIDTH[kind], ...(name ? { name } : {}) },
    geometry: { type: "LineString", coordinates },
  };
}

const buildingsOf = ({ built }: Ground): Feature[] =>
  [...built.values()].flatMap(({ buildings }) =>
    buildings.map(({ footprint, levels, kind }) => polygon(footprint, { levels, kind })),
  );
