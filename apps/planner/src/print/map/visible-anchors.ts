import { createAreaIndex } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import type { Frame } from "./frame.ts";

/** Millimetres between the places that are looked at. */
const STEP = 2;

/** How far a name keeps from the rim of the picture. */
const RIM = 4;

/**
 * Where on the paper the name of each area stands: in the middle of what is seen of it, or where that lies outside of it at
 * the seen place of the area that is nearest. Null = too little of it is seen.
 */
export function visibleAnchors(areas: readonly AreaGeometry[], frame: Frame): ([number, number] | null)[] {
  const index = createAreaIndex(areas);
  const seen = Map.groupBy(latticeOf(frame), ([x, y]) => index.ownerOf(frame.toGround(x, y)));
  return areas.map((_, i) =>
    middleOf(seen.get(i) ?? [], ([x, y]) => index.ownerOf(frame.toGround(x, y)) === i),
  );
}

const along = (length: number): number[] =>
  Array.from({ length: Math.max(1, Math.floor((length - 2 * RIM) / STEP)) }, (_, i) => RIM + i * STEP);

function latticeOf({ width, height }: Frame): [number, number][] {
  return along(width).flatMap((x) => along(height).map((y): [number, number] => [x, y]));
}

/** Fewer places than this hold no name. */
const LEAST_PLACES = 16;

type PaperPlace = readonly [x: number, y: number];

function middleOf(
  places: readonly [number, number][],
  isOwn: (place: PaperPlace) => boolean,
): [number, number] | null {
  if (places.length < LEAST_PLACES) return null;
  const mean = (axis: 0 | 1): number => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  const [x, y] = [mean(0), mean(1)];
  if (isOwn([x, y])) return [x, y];
  const away = (place: PaperPlace): number => Math.hypot(place[0] - x, place[1] - y);
  return places.reduce((best, place) => (away(place) < away(best) ? place : best));
}
