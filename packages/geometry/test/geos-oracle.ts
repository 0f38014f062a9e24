import type { Position } from "geojson";
import initGeosJs from "geos-wasm";
import { geojsonToGeosGeom } from "geos-wasm/helpers";
import { polygonsOf } from "../src/area.ts";
import type { AreaGeometry } from "../src/area.ts";
import { toUnits } from "../src/coordinate.ts";

/** What GEOS, which shares no code with the kernel, thinks of areas. */
export type GeosOracle = {
  /** What GEOS's coverage test says of the areas together. */
  judgeCoverage(areas: readonly AreaGeometry[]): CoverageVerdict;
  /** True when an area is valid by itself. */
  isValid(area: AreaGeometry): boolean;
};

/** "flagged": the coverage test names an edge, but GEOS's own overlay finds that no two polygons share any area. */
export type CoverageVerdict = "flagged" | "overlapping" | "valid";

/** GEOS computes in doubles: in whole units nodes that lie in one line do so for GEOS too, in degrees they miss it by rounding. */
const inUnits = (rings: Position[][]): Position[][] =>
  rings.map((ring) => ring.map((position) => position.map(toUnits)));

/** Starts GEOS (WebAssembly, about 50 ms). */
export async function createGeosOracle(): Promise<GeosOracle> {
  const geos = await initGeosJs();
  const build = (geometry: unknown): number =>
    geojsonToGeosGeom(geometry as Parameters<typeof geojsonToGeosGeom>[0], geos);
  const using = <Answer>(
    pointers: readonly number[],
    question: (...pointers: number[]) => Answer,
  ): Answer => {
    const answer = question(...pointers);
    for (const pointer of pointers) geos.GEOSGeom_destroy(pointer);
    return answer;
  };
  /** Polygons share area when one lies in the other or they overlap in part. */
  const isOverlapping = (one: unknown, other: unknown): boolean =>
    using([build(one), build(other)], (p, q) =>
      [geos.GEOSOverlaps(p, q), geos.GEOSContains(p, q), geos.GEOSWithin(p, q)].includes(1),
    );
  return {
    judgeCoverage(areas) {
      const geometries = areas.flatMap((area) =>
        polygonsOf(area).map((rings) => ({ type: "Polygon", coordinates: inUnits(rings) })),
      );
      // The last argument would take the named edges; 0 asks for none.
      const isValid = using([build({ type: "GeometryCollection", geometries })], (pointer) =>
        geos.GEOSCoverageIsValid(pointer, 0, 0),
      );
      if (isValid === 1) return "valid";
      const isAnyOverlapping = geometries.some((one, i) =>
        geometries.slice(0, i).some((other) => isOverlapping(one, other)),
      );
      return isAnyOverlapping ? "overlapping" : "flagged";
    },
    isValid: (area) =>
      using([build({ type: "MultiPolygon", coordinates: polygonsOf(area).map(inUnits) })], (pointer) =>
        geos.GEOSisValid(pointer),
      ) === 1,
  };
}
