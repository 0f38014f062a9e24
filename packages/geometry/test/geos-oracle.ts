import initGeosJs from "geos-wasm";
import { geojsonToGeosGeom } from "geos-wasm/helpers";
import { polygonsOf } from "../src/area.ts";
import type { AreaGeometry } from "../src/area.ts";

/** What GEOS, which shares no code with the kernel, thinks of areas. */
export type GeosOracle = {
  /** True when the areas form a valid coverage: edges match, interiors do not overlap. */
  isCoverage(areas: readonly AreaGeometry[]): boolean;
  /** True when an area is valid by itself. */
  isValid(area: AreaGeometry): boolean;
};

/** Starts GEOS (WebAssembly, about 50 ms). */
export async function createGeosOracle(): Promise<GeosOracle> {
  const geos = await initGeosJs();
  const ask = (geometry: unknown, question: (pointer: number) => number): boolean => {
    const pointer = geojsonToGeosGeom(geometry as Parameters<typeof geojsonToGeosGeom>[0], geos);
    const answer = question(pointer);
    geos.GEOSGeom_destroy(pointer);
    return answer === 1;
  };
  return {
    isCoverage(areas) {
      const geometries = areas.flatMap((area) =>
        polygonsOf(area).map((coordinates) => ({ type: "Polygon", coordinates })),
      );
      // The last argument would take the invalid edges; 0 asks for none.
      return ask({ type: "GeometryCollection", geometries }, (pointer) =>
        geos.GEOSCoverageIsValid(pointer, 0, 0),
      );
    },
    isValid: (area) => ask(area, (pointer) => geos.GEOSisValid(pointer)),
  };
}
