import { toUnitPolygons } from "../unit-ring.ts";
import type { UnitPolygon } from "../unit-ring.ts";
import type { Origin } from "./frame.ts";
import type { AreaRejected } from "./import-report.ts";
import { originOf, toOwnedRings } from "./load-partition.ts";
import type { OwnedArea } from "./load-partition.ts";
import type { OwnedPolygon } from "./problem.ts";

/** Input polygons as nodes, and those that are none, with the reason. */
export type ReadAreas = {
  readonly origin: Origin;
  readonly polygons: readonly OwnedPolygon[];
  readonly rejects: readonly AreaRejected[];
};

type UnitArea = { readonly owner: number; readonly polygons: readonly UnitPolygon[] };

const isOutOfReach = ({ rings }: OwnedPolygon): boolean => rings.some((ring) => ring.some(Number.isNaN));

/** Reads areas of any quality (R3.1): repeated points are dropped, what is no polygon is counted and named. */
export function readAreas(areas: readonly OwnedArea[], wanted?: Origin): ReadAreas {
  const rejects: AreaRejected[] = [];
  const units: UnitArea[] = [];
  for (const area of areas) {
    const read = readArea(area);
    if (typeof read === "string") rejects.push({ owner: area.owner, reason: read });
    else units.push(read);
  }
  const origin = wanted ?? originOf(units.flatMap(({ polygons }) => polygons.flat()));
  const polygons = units.flatMap(({ owner, polygons }) =>
    polygons.map((polygon) => ({
      owner,
      rings: toOwnedRings(polygon, owner, origin).map(({ nodes }) => nodes),
    })),
  );
  for (const { owner } of polygons.filter(isOutOfReach))
    rejects.push({ owner, reason: "farther than 13 by 6 degrees from the origin" });
  return { origin, polygons: polygons.filter((polygon) => !isOutOfReach(polygon)), rejects };
}

function readArea({ owner, area }: OwnedArea): UnitArea | string {
  if (!Number.isSafeInteger(owner) || owner <= 0) return "the owner's number is not a whole number above 0";
  try {
    const polygons = toUnitPolygons(area);
    return polygons.length > 0 ? { owner, polygons } : "no ring of three points";
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
