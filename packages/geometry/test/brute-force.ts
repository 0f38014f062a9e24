import type { Position } from "geojson";
import { polygonsOf } from "../src/area.ts";
import type { AreaGeometry } from "../src/area.ts";
import { toUnits } from "../src/coordinate.ts";

type UnitPoint = readonly [x: number, y: number];

/** Orientation in big integers: slow, and right at any size. */
export function exactOrient([ax, ay]: UnitPoint, [bx, by]: UnitPoint, [cx, cy]: UnitPoint): bigint {
  return BigInt(bx - ax) * BigInt(cy - ay) - BigInt(by - ay) * BigInt(cx - ax);
}

/** R14 to the letter: every edge that spans the height, oriented upward, toggles when the point lies on its left. */
function inRing(ring: readonly Position[], point: UnitPoint): boolean {
  const corners = ring.map(([lng = 0, lat = 0]): UnitPoint => [toUnits(lng), toUnits(lat)]);
  let inside = false;
  for (const [i, a] of corners.entries()) {
    const b = corners[(i + 1) % corners.length]!; // modulo length
    if (a[1] > point[1] === b[1] > point[1]) continue;
    const [low, high] = a[1] < b[1] ? [a, b] : [b, a];
    if (exactOrient(low, high, point) > 0n) inside = !inside;
  }
  return inside;
}

function holds(area: AreaGeometry, point: UnitPoint): boolean {
  return polygonsOf(area).some(
    ([shell = [], ...holes]) => inRing(shell, point) && !holes.some((hole) => inRing(hole, point)),
  );
}

/** All areas that hold a point in whole units, by asking every edge of each; with the second look of R14. */
export function bruteForceOwners(areas: readonly AreaGeometry[], [x, y]: UnitPoint): number[] {
  const looks: UnitPoint[] = [
    [x, y],
    [x - 1, y],
    [x, y - 1],
    [x - 1, y - 1],
  ];
  for (const look of looks) {
    const owners = areas.flatMap((area, index) => (holds(area, look) ? [index] : []));
    if (owners.length > 0) return owners;
  }
  return [];
}
