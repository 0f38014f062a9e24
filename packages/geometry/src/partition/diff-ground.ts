import type { Position } from "geojson";
import type { AreaGeometry } from "../area.ts";
import { toUnitAreas } from "../unit-ring.ts";
import { listMovedFaces } from "./changed-area.ts";
import type { MovedFace } from "./changed-area.ts";
import { toLngLat } from "./frame.ts";
import type { Origin } from "./frame.ts";
import { loadPartition, originOf } from "./load-partition.ts";
import type { Partition } from "./partition.ts";
import { isRefusal } from "./refusal.ts";
import type { Refusal } from "./refusal.ts";
import { toAreas } from "./to-areas.ts";

/** Somebody's ground as it was, without borders inside, and what it gained and lost; each may be a MultiPolygon without polygons. */
export type GroundDifference = Readonly<Record<"before" | "gained" | "lost", AreaGeometry>>;

/** Whoever's ground it is, as the one owner of all its areas. */
const OWNER = 1;

/**
 * Compares the ground of one owner, the areas of which tile it before as after (R15). Refused as `loadPartition` refuses
 * areas: "overlap" where two of one side claim the same edge, "bad-coordinate" where one is nowhere on Earth.
 */
export function diffGround(
  before: readonly AreaGeometry[],
  after: readonly AreaGeometry[],
): GroundDifference | Refusal {
  const origin = commonOrigin([...before, ...after]);
  if (!origin) return { refused: "bad-coordinate" };
  const [old, now] = [loadGround(before, origin), loadGround(after, origin)];
  if (isRefusal(old)) return old;
  if (isRefusal(now)) return now;
  const moved = listMovedFaces(old, now);
  if ("refused" in moved) return moved;
  const [gained, lost] = [moved.filter(({ to }) => to === OWNER), moved.filter(({ from }) => from === OWNER)];
  const whole = toAreas(old, [OWNER]).get(OWNER)!; // it is asked for
  return { before: whole, gained: toArea(origin, gained), lost: toArea(origin, lost) };
}

const loadGround = (areas: readonly AreaGeometry[], origin: Origin): Partition | Refusal =>
  loadPartition(
    areas.map((area) => ({ owner: OWNER, area })),
    { origin },
  );

function commonOrigin(areas: readonly AreaGeometry[]): Origin | null {
  try {
    return originOf(toUnitAreas(areas).flat(2));
  } catch (error) {
    if (error instanceof RangeError) return null; // a coordinate that is no number or not on Earth
    throw error;
  }
}

/** Shells counter-clockwise, rings closed. */
const toArea = (origin: Origin, faces: readonly MovedFace[]): AreaGeometry => ({
  type: "MultiPolygon",
  coordinates: faces.map(({ rings }) =>
    rings.map((ring) => [...ring, ...ring.slice(0, 1)].map((node): Position => [...toLngLat(origin, node)])),
  ),
});
