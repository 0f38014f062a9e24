import { seenOutline } from "./angular-sweep.ts";
import type { FacingWall, SeenPoint } from "./angular-sweep.ts";
import { cameraStand } from "./camera-stand.ts";
import type { Stand } from "./camera-stand.ts";
import { toUnits } from "./coordinate.ts";
import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";
import type { Sector } from "./sector.ts";
import type { UnitRing } from "./unit-ring.ts";
import type { Wall, Walls } from "./walls.ts";

/** Turns between whole units and metres along and beside a bearing. */
function createFrame({ x, y }: Stand, bearingDegrees: number) {
  const east = METRES_PER_UNIT * longitudeScale(y);
  const radians = (bearingDegrees * Math.PI) / 180;
  const [sine, cosine] = [Math.sin(radians), Math.cos(radians)];
  const seen = (unitX: number, unitY: number): SeenPoint => {
    const [right, up] = [(unitX - x) * east, (unitY - y) * METRES_PER_UNIT];
    return { ahead: right * sine + up * cosine, right: right * cosine - up * sine };
  };
  return {
    facing: ([ax, ay, bx, by]: Wall): FacingWall => {
      const [from, to] = [seen(ax, ay), seen(bx, by)];
      return { fromAhead: from.ahead, fromRight: from.right, toAhead: to.ahead, toRight: to.right };
    },
    units: ({ ahead, right }: SeenPoint): [number, number] => [
      x + Math.round((ahead * sine + right * cosine) / east),
      y + Math.round((ahead * cosine - right * sine) / METRES_PER_UNIT),
    ],
  };
}

/** A ring without points that repeat. */
function toRing(points: readonly (readonly [number, number])[]): UnitRing {
  const distinct = points.filter(([x, y], i) => {
    const [beforeX, beforeY] = points.at(i - 1)!; // the last before the first
    return x !== beforeX || y !== beforeY;
  });
  return Int32Array.from(distinct.flat());
}

/**
 * The ground that a camera sees: its sector cut by walls, as a ring in whole units; empty when it sees none. Heights are
 * left out: a wall hides everything behind it.
 */
export function visibleRing(sector: Sector, walls: Walls): UnitRing {
  const { bearingDegrees, fieldOfViewDegrees, rangeMetres } = sector;
  const [lng, lat] = sector.position;
  const stand = cameraStand({ x: toUnits(lng), y: toUnits(lat) }, sector, walls);
  const frame = createFrame(stand, bearingDegrees);
  const high = Math.ceil(rangeMetres / METRES_PER_UNIT);
  const wide = Math.ceil(high / longitudeScale(stand.y));
  const near = walls.within([stand.x - wide, stand.y - high, stand.x + wide, stand.y + high]);
  const half = (Math.min(360, fieldOfViewDegrees) * Math.PI) / 360;
  const ring = toRing(seenOutline(near.map(frame.facing), { half, rangeMetres }).map(frame.units));
  return ring.length < 6 ? new Int32Array(0) : ring;
}
