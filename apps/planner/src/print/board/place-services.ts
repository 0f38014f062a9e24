import type { Place } from "@getu/domain";
import type { Frame } from "../map/frame.ts";
import { isOver } from "../map/paper-raster.ts";
import type { PaperBox, PaperPlace } from "../map/paper-raster.ts";

/** A place that a list numbers, on the map. */
export type ServiceSpot = {
  readonly id: number;
  readonly number: number;
  /** Where its number stands. */
  readonly at: PaperPlace;
  /** Where the place is, when its number stands beside it; null = it is there, or out of the picture. */
  readonly from: PaperPlace | null;
  /** Which way the place lies that is out of the picture, in degrees from east, clockwise; null = it is in the picture. */
  readonly beyond: number | null;
};

/** Half the side of a number with the tip that points out of the picture. */
export const SERVICE_HALF_MM = 4.2;

/** How far numbers keep from the rim of the picture. */
const RIM_MM = 5.5;

const STEP_MM = 2;
const FARTHEST_MM = 60;
const DIRECTIONS = 16;

/**
 * Numbers of places, none over another and none over what is taken: what lies out of the picture stands at its rim and
 * points there, so that every number of the list is found. `taken` grows by them.
 */
export function placeServices(places: readonly Place[], frame: Frame, taken: PaperBox[]): ServiceSpot[] {
  return places.map(({ id, position }, i) => {
    const there = frame.toPaper(position);
    const wanted = within(there, frame);
    const isBeyond = wanted[0] !== there[0] || wanted[1] !== there[1];
    const at = around(wanted).find((each) => isFree(each, frame, taken)) ?? wanted;
    taken.push(boxAt(at));
    const angle = (Math.atan2(there[1] - at[1], there[0] - at[0]) * 180) / Math.PI;
    const isMoved = at[0] !== there[0] || at[1] !== there[1];
    return {
      id,
      number: i + 1,
      at,
      from: isMoved && !isBeyond ? there : null,
      beyond: isBeyond ? angle : null,
    };
  });
}

/** The place itself, or where the way to it from the middle leaves the picture. */
function within([x, y]: PaperPlace, { width, height }: Frame): PaperPlace {
  const [halfWidth, halfHeight] = [width / 2 - RIM_MM, height / 2 - RIM_MM];
  const [dx, dy] = [x - width / 2, y - height / 2];
  const share = Math.max(Math.abs(dx) / halfWidth, Math.abs(dy) / halfHeight);
  return share <= 1 ? [x, y] : [width / 2 + dx / share, height / 2 + dy / share];
}

/** The place first, then those around it, the nearest first. */
function around([x, y]: PaperPlace): PaperPlace[] {
  const rings = Array.from({ length: FARTHEST_MM / STEP_MM }, (_, i) => (i + 1) * STEP_MM);
  const turned = rings.flatMap((ring) =>
    Array.from({ length: DIRECTIONS }, (_, i): PaperPlace => {
      const angle = (2 * Math.PI * i) / DIRECTIONS;
      return [x + ring * Math.cos(angle), y + ring * Math.sin(angle)];
    }),
  );
  return [[x, y], ...turned];
}

const boxAt = ([x, y]: PaperPlace): PaperBox => [
  x - SERVICE_HALF_MM,
  y - SERVICE_HALF_MM,
  x + SERVICE_HALF_MM,
  y + SERVICE_HALF_MM,
];

function isFree(at: PaperPlace, { width, height }: Frame, taken: readonly PaperBox[]): boolean {
  const box = boxAt(at);
  const isInside = box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height;
  return isInside && !taken.some((other) => isOver(box, other));
}
