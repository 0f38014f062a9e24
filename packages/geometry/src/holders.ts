import Flatbush from "flatbush";
import { createRingTest } from "./ring-test.ts";
import type { RingTest } from "./ring-test.ts";
import type { SidedRing } from "./sided-ring.ts";
import type { UnitPolygon } from "./unit-ring.ts";

/** Who holds a point in whole units, ascending; answers for one exact point, without the second look. */
export type Holders = (x: number, y: number) => number[];

/** A polygon holds what its shell holds and none of its holes does. */
function createPolygonTest(rings: UnitPolygon): RingTest {
  const [shell, ...holes] = rings.map(createRingTest);
  return (x, y) => (shell?.(x, y) ?? false) && !holes.some((hole) => hole(x, y));
}

function boundsOf(shell: Int32Array): [number, number, number, number] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < shell.length; i += 2) {
    const [x, y] = [shell[i]!, shell[i + 1]!]; // i < length, which is even
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  return bounds;
}

/** Rings put together as polygons again. */
function polygonsOf(rings: readonly SidedRing[]): { rings: Int32Array[]; area: number }[] {
  const polygons: { rings: Int32Array[]; area: number }[] = [];
  for (const [number, { ring, area, shell }] of rings.entries()) {
    if (shell === number) polygons.push({ rings: [ring], area });
    else polygons.at(-1)!.rings.push(ring); // a shell comes before its holes
  }
  return polygons;
}

/** Looks for holders among the polygons whose box holds the point. */
export function createHolders(allRings: readonly SidedRing[]): Holders {
  const polygons = polygonsOf(allRings);
  if (polygons.length === 0) return () => []; // Flatbush refuses zero items
  const boxes = new Flatbush(polygons.length);
  for (const { rings } of polygons) boxes.add(...boundsOf(rings[0]!)); // no polygon is without its shell
  boxes.finish();
  const tests: RingTest[] = [];
  const holds = (i: number, x: number, y: number): boolean => {
    const test = (tests[i] ??= createPolygonTest(polygons[i]!.rings)); // i numbers the polygons; most are never asked
    return test(x, y);
  };
  return (x, y) => {
    const found = boxes.search(x, y, x, y, (i) => holds(i, x, y));
    if (found.length === 0) return found;
    const owners = found.map((i) => polygons[i]!.area).sort((a, b) => a - b);
    return owners.filter((area, i) => area !== owners[i - 1]);
  };
}

const SECOND_LOOKS = [
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

/**
 * R14: points on the outer east or north border have no owner under the half-open rule and, only then, get a second look,
 * one unit to the west, to the south, to both.
 */
export function secondLook(holders: Holders, x: number, y: number): number[] {
  for (const [west, south] of SECOND_LOOKS) {
    const found = holders(x - west, y - south);
    if (found.length > 0) return found;
  }
  return [];
}
