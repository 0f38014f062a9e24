import type { Frame } from "./frame.ts";

/** A place on the paper, in millimetres from the upper left corner. */
export type PaperPlace = readonly [x: number, y: number];

/** A box on the paper. */
export type PaperBox = readonly [left: number, top: number, right: number, bottom: number];

/** True when two boxes have more in common than a side. */
export const isOver = (one: PaperBox, other: PaperBox): boolean =>
  one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

/** Whose each square millimetre of a map is. */
export type PaperRaster = {
  /** Places of an area, those nearest to the middle of what is seen of it first. */
  placesOf: (owner: number) => PaperPlace[];
  squareMillimetresOf: (owner: number) => number;
  /** Places of the whole paper in steps of so many millimetres, those nearest to a place first. */
  placesAround: (place: PaperPlace, stepMm: number) => PaperPlace[];
  /** True when every square millimetre of the box is the owner's. */
  isWithin: (box: PaperBox, owner: number) => boolean;
  /** True when the box keeps clear of the rim of the paper. */
  isInside: (box: PaperBox) => boolean;
};

/** How far labels keep from the rim of the picture. */
const RIM_MM = 1;

/** Asks once for each square millimetre whose it is; -1 = nobody's. */
export function createPaperRaster(
  { width, height }: Pick<Frame, "width" | "height">,
  ownerAt: (place: PaperPlace) => number,
): PaperRaster {
  const [columns, rows] = [Math.floor(width), Math.floor(height)];
  const owners = new Int32Array(columns * rows);
  const cells = new Map<number, PaperPlace[]>();
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const place: PaperPlace = [column + 0.5, row + 0.5];
      const owner = ownerAt(place);
      owners[row * columns + column] = owner;
      const own = cells.get(owner);
      if (own) own.push(place);
      else cells.set(owner, [place]);
    }
  }
  const isInside = ([left, top, right, bottom]: PaperBox): boolean =>
    left >= RIM_MM && top >= RIM_MM && right <= width - RIM_MM && bottom <= height - RIM_MM;
  return {
    placesOf: (owner) => middleFirst(cells.get(owner) ?? []),
    squareMillimetresOf: (owner) => cells.get(owner)?.length ?? 0,
    placesAround: (place, stepMm) => nearestFirst(latticeOf({ width, height }, stepMm), place),
    isInside,
    isWithin(box, owner) {
      if (!isInside(box)) return false;
      const [left, top, right, bottom] = box.map(Math.floor) as unknown as [number, number, number, number]; // boxes have four
      for (let row = top; row <= Math.min(bottom, rows - 1); row += 1)
        for (let column = left; column <= Math.min(right, columns - 1); column += 1)
          if (owners[row * columns + column] !== owner) return false;
      return true;
    },
  };
}

function middleFirst(places: readonly PaperPlace[]): PaperPlace[] {
  const mean = (axis: 0 | 1): number => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return nearestFirst(places, [mean(0), mean(1)]);
}

function nearestFirst(places: readonly PaperPlace[], [x, y]: PaperPlace): PaperPlace[] {
  const away = (place: PaperPlace): number => Math.hypot(place[0] - x, place[1] - y);
  return places.toSorted((one, other) => away(one) - away(other));
}

function latticeOf({ width, height }: Pick<Frame, "width" | "height">, stepMm: number): PaperPlace[] {
  const along = (length: number): number[] =>
    Array.from({ length: Math.floor(length / stepMm) }, (_, i) => (i + 0.5) * stepMm);
  return along(width).flatMap((x) => along(height).map((y): PaperPlace => [x, y]));
}
