import type { AreaGeometry } from "./area.ts";
import { toDegrees } from "./coordinate.ts";
import type { LngLat } from "./coordinate.ts";
import { toRingEdges } from "./edge-table.ts";
import { createBorderFinder } from "./nearest-border.ts";
import { toSidedRings } from "./sided-ring.ts";
import { toUnitPolygons } from "./unit-ring.ts";
import type { UnitPolygon, UnitRing } from "./unit-ring.ts";

/** Heights at which the widest free stretch is tried. */
const SCAN_LINES = 15;

/** Where the rings cross a height, from west to east. */
function crossingsAt(rings: UnitPolygon, y: number): number[] {
  const crossings: number[] = [];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const [ax, ay] = [ring[i]!, ring[i + 1]!]; // i < length, which is even
      const [bx, by] = [ring[(i + 2) % ring.length]!, ring[(i + 3) % ring.length]!];
      if (ay > y !== by > y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
    }
  }
  return crossings.sort((a, b) => a - b);
}

/** The middle of the widest stretch inside at a height. */
function middleAt(rings: UnitPolygon, y: number): { x: number; y: number } | null {
  const crossings = crossingsAt(rings, y);
  let [x, widest] = [0, 0];
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const [west, east] = [crossings[i]!, crossings[i + 1]!]; // i + 1 < length
    if (east - west > widest) [x, widest] = [(west + east) / 2, east - west];
  }
  return widest > 0 ? { x: Math.round(x), y } : null;
}

function heightsOf(shell: UnitRing): number[] {
  let [south, north] = [Infinity, -Infinity];
  for (let i = 1; i < shell.length; i += 2)
    [south, north] = [Math.min(south, shell[i]!), Math.max(north, shell[i]!)];
  const heights = Array.from({ length: SCAN_LINES }, (_, i) =>
    Math.floor(south + ((i + 0.5) / SCAN_LINES) * (north - south)),
  );
  return [...new Set(heights)];
}

/**
 * A point well inside an area, where its label stands: of the middles of the widest stretches at fifteen heights the
 * one farthest from the border. An area without extent answers with its first point, one without points with [0, 0].
 */
export function anchorOf(area: AreaGeometry): LngLat {
  const polygons = toUnitPolygons(area);
  const farFromBorder = createBorderFinder(toRingEdges(toSidedRings([polygons])));
  const candidates = polygons.flatMap(
    (rings) => heightsOf(rings[0]!).flatMap((y) => middleAt(rings, y) ?? []), // no polygon is without its shell
  );
  let [best, farthest] = [candidates[0], -Infinity];
  for (const candidate of candidates) {
    const metres = farFromBorder(candidate.x, candidate.y, -1)?.metres ?? 0;
    if (metres > farthest) [best, farthest] = [candidate, metres];
  }
  const [x, y] = best ? [best.x, best.y] : [polygons[0]?.[0]?.[0] ?? 0, polygons[0]?.[0]?.[1] ?? 0];
  return [toDegrees(x), toDegrees(y)];
}
