import { anchorOf, createAreaIndex } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import type { Frame } from "./frame.ts";
import { createPaperRaster, isOver } from "./paper-raster.ts";
import type { PaperBox, PaperPlace, PaperRaster } from "./paper-raster.ts";
import { textWidth } from "./text-width.ts";
import { wrapText } from "./wrap-text.ts";

/** An area that is to be known on a map. */
export type Labelled = {
  readonly id: number;
  readonly area: AreaGeometry;
  /** Null = it is known by its number alone. */
  readonly words: string | null;
  /** By which a table names it, where its name has no room; null = it then goes without. */
  readonly number: number | null;
  /** Heights of letters that its name may have, the best first. */
  readonly sizes: readonly number[];
};

/** What is written where: lines around a place of the paper, and from where a thin line leads there when it is not in its area. */
export type MapLabel = {
  readonly id: number;
  readonly kind: "name" | "number";
  readonly lines: readonly string[];
  readonly size: number;
  readonly at: PaperPlace;
  readonly from: PaperPlace | null;
};

const MOST_LINES = 4;

/** Lines of a name stand this far apart, in heights of its letters. */
export const LINE_HEIGHT = 1.16;

/** Half the side of a number's sign. */
export const NUMBER_HALF_MM = 2.1;

/** So many places of an area are tried for each size and number of lines. */
const MOST_PLACES = 600;

/**
 * Labels for areas that do not overlap, none of them over another, over what is taken or over an area that it does not name.
 * A name stands in its own area, smaller or in more lines where that is what fits; else the number does, or stands beside
 * it with a line leading there; without any room left it is the table alone that has it. `taken` grows by what has been placed.
 */
export function placeLabels(things: readonly Labelled[], frame: Frame, taken: PaperBox[]): MapLabel[] {
  const index = createAreaIndex(things.map(({ area }) => area));
  const raster = createPaperRaster(frame, (at) => index.ownerOf(frame.toGround(...at)));
  return things.flatMap((thing, i) => {
    const seen = raster.placesOf(i).slice(0, MOST_PLACES);
    const own = seen.length > 0 ? seen : anchorIn(frame, thing);
    if (own.length === 0) return [];
    const label = nameIn(thing, { own, raster, taken, i }) ?? numberOf(thing, { own, raster, taken, i });
    if (label) taken.push(boxOf(label));
    return label ? [label] : [];
  });
}

/** Where an area lies that is smaller than what is looked at; nowhere, when it is out of the picture. */
function anchorIn({ width, height, toPaper }: Frame, { area }: Labelled): PaperPlace[] {
  const [x, y] = toPaper(anchorOf(area));
  return x > 0 && y > 0 && x < width && y < height ? [[x, y]] : [];
}

type Room = {
  readonly own: readonly PaperPlace[];
  readonly raster: PaperRaster;
  readonly taken: readonly PaperBox[];
  readonly i: number;
};

function nameIn({ id, words, sizes }: Labelled, { own, raster, taken, i }: Room): MapLabel | null {
  if (words === null) return null;
  for (const size of sizes) {
    if (textWidth(words) * size ** 2 * LINE_HEIGHT > raster.squareMillimetresOf(i)) continue;
    for (let count = 1; count <= MOST_LINES; count += 1) {
      const lines = wrapText(words, count);
      if (lines.length < count) break;
      const label = { id, kind: "name", lines, size, from: null } as const;
      const at = own.find((place) => isFree(boxOf({ ...label, at: place }), raster, taken, i));
      if (at) return { ...label, at };
    }
  }
  return null;
}

function numberOf({ id, number }: Labelled, { own, raster, taken, i }: Room): MapLabel | null {
  if (number === null) return null;
  const label = { id, kind: "number", lines: [String(number)], size: 2.8 } as const;
  const within = own.find((at) => isFree(boxOf({ ...label, at, from: null }), raster, taken, i));
  if (within) return { ...label, at: within, from: null };
  const [middle] = own;
  const beside = raster.placesAround(middle!, NUMBER_STEP_MM).find((at) => {
    // there is one
    const box = boxOf({ ...label, at, from: null });
    return raster.isInside(box) && !taken.some((other) => isOver(box, other));
  });
  return beside ? { ...label, at: beside, from: middle! } : null;
}

/** How finely a free place beside an area is looked for. */
const NUMBER_STEP_MM = 2;

const isFree = (box: PaperBox, raster: PaperRaster, taken: readonly PaperBox[], i: number): boolean =>
  raster.isWithin(box, i) && !taken.some((other) => isOver(box, other));

/** A little air, so that neighbours' names are told apart. */
const AIR_MM = 0.4;

/** What a label covers. */
export function boxOf({ kind, lines, size, at: [x, y] }: MapLabel): PaperBox {
  if (kind === "number") {
    const half = NUMBER_HALF_MM + AIR_MM;
    return [x - half, y - half, x + half, y + half];
  }
  const halfWidth = (Math.max(...lines.map(textWidth)) * size) / 2 + AIR_MM;
  const halfHeight = (lines.length * LINE_HEIGHT * size) / 2 + AIR_MM;
  return [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
}
