import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";
import type { Wall, Walls } from "./walls.ts";

/** A point in whole units. */
export type Stand = { x: number; y: number };

/** Positions err by this much; whoever is deeper in a building stands inside. */
const MAX_DEPTH_METRES = 10;

/** So far before its wall a camera hangs. */
const ARM_METRES = 0.05;

/** Buildings that stand in each other are left one by one. */
const MAX_BUILDINGS = 8;

/** Metres from a stand along a bearing to a wall; Infinity = it is not met. */
function metresTo([ax, ay, bx, by]: Wall, { x, y }: Stand, radians: number): number {
  const east = METRES_PER_UNIT * longitudeScale(y);
  const [fromX, fromY] = [(ax - x) * east, (ay - y) * METRES_PER_UNIT];
  const [toX, toY] = [(bx - x) * east, (by - y) * METRES_PER_UNIT];
  const [sine, cosine] = [Math.sin(radians), Math.cos(radians)];
  const [from, to] = [sine * fromY - cosine * fromX, sine * toY - cosine * toX];
  if (from > 0 === to > 0) return Infinity;
  const metres = (fromX * toY - fromY * toX) / (to - from);
  return metres >= 0 ? metres : Infinity;
}

/** The stand moved out of the building along a bearing; null = no wall is near enough. */
function moveOut(stand: Stand, radians: number, walls: Walls): { stand: Stand; metres: number } | null {
  const reach = Math.ceil(MAX_DEPTH_METRES / METRES_PER_UNIT / longitudeScale(stand.y));
  const { x, y } = stand;
  const near = walls.within([x - reach, y - reach, x + reach, y + reach]);
  const exit = near.reduce((least, wall) => Math.min(least, metresTo(wall, stand, radians)), Infinity);
  if (exit > MAX_DEPTH_METRES) return null;
  const metres = exit + ARM_METRES;
  const east = METRES_PER_UNIT * longitudeScale(y);
  return {
    stand: {
      x: Math.round(x + (Math.sin(radians) * metres) / east),
      y: Math.round(y + (Math.cos(radians) * metres) / METRES_PER_UNIT),
    },
    metres,
  };
}

/** Leaves every building along a bearing; null = that takes more than the error of a position. */
function leaveAlong(stand: Stand, radians: number, walls: Walls): { stand: Stand; metres: number } | null {
  let [at, metres] = [stand, 0];
  for (let i = 0; i < MAX_BUILDINGS && walls.holds(at.x, at.y); i++) {
    const moved = moveOut(at, radians, walls);
    if (!moved) return null;
    [at, metres] = [moved.stand, metres + moved.metres];
  }
  return walls.holds(at.x, at.y) || metres > MAX_DEPTH_METRES ? null : { stand: at, metres };
}

/**
 * Where a camera really hangs: one whose position lies in a building, or on its wall, hangs outside, where its bearing
 * leaves the building, a camera that looks all around at the nearest wall. One deeper than ten metres stays inside.
 */
export function cameraStand(
  stand: Stand,
  { bearingDegrees, fieldOfViewDegrees }: { bearingDegrees: number; fieldOfViewDegrees: number },
  walls: Walls,
): Stand {
  if (!walls.holds(stand.x, stand.y)) return stand;
  const bearings =
    fieldOfViewDegrees < 360 ? [bearingDegrees] : Array.from({ length: 16 }, (_, i) => i * 22.5);
  const ways = bearings.flatMap((degrees) => leaveAlong(stand, (degrees * Math.PI) / 180, walls) ?? []);
  return ways.sort((a, b) => a.metres - b.metres)[0]?.stand ?? stand;
}
