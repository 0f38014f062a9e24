import type { AreaGeometry } from "./area.ts";
import { createAreaIndex } from "./area-index.ts";
import type { LngLat } from "./coordinate.ts";

/** Metres from a position to an area, 0 inside, Infinity to an area without extent; for many positions build an index instead. */
export function distanceToAreaMetres(position: LngLat, area: AreaGeometry): number {
  const { owner, distanceToBorderMetres } = createAreaIndex([area]).locate(position);
  return owner === 0 ? 0 : distanceToBorderMetres;
}
