import { area as turfArea } from "@turf/area";
import type { AreaGeometry } from "./area.ts";

/** Square metres of an area on the sphere, holes left out; winding is free. */
export const areaSquareMetres = (area: AreaGeometry): number => turfArea(area);
