import type { AreaGeometry, LngLat } from "@getu/geometry";
import { anchorOf } from "@getu/geometry";
import { polygonsOfArea } from "./parse-area.ts";

/** How far from the anchor towards the vertices: borders themselves lie as often outside a parent as inside. */
const TOWARDS_BORDER = 0.8;
const POINTS_PER_AREA = 8;

/** Positions well inside outlines, to see whether these lie where they are expected. */
export function sampleOutlines(areas: readonly AreaGeometry[]): LngLat[] {
  return areas.flatMap((area) => {
    const [x, y] = anchorOf(area);
    const ring = polygonsOfArea(area)[0]?.[0] ?? [];
    const step = Math.max(1, Math.floor(ring.length / POINTS_PER_AREA));
    const vertices = ring.filter((_, at) => at % step === 0);
    const inner = vertices.map(([lng = x, lat = y]): LngLat => [
      x + (lng - x) * TOWARDS_BORDER,
      y + (lat - y) * TOWARDS_BORDER,
    ]);
    return [[x, y], ...inner];
  });
}
