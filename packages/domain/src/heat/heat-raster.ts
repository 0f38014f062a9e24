import type { CountedCells, HeatCells } from "./heat.ts";

/** Numbers of one, two or four bytes. */
export type Counts = Uint8Array | Uint16Array | Uint32Array;

/** Places in a frame; one of more than 2^32 cells needs the wider numbers. */
export type Places = Uint32Array | Float64Array;

/** Room for places in a frame of so many cells. */
export const createPlaces = (count: number, frameCells: number): Places =>
  frameCells <= 2 ** 32 ? new Uint32Array(count) : new Float64Array(count);

/** Counts in a frame of cells of one level, row by row from its north-west corner: what is sent, and what is drawn. */
export type HeatRaster = Pick<HeatCells, "level" | "asOf"> & {
  left: number;
  top: number;
  width: number;
  height: number;
  /** Places of the non-empty cells in the frame, ascending; null = `counts` has every cell. */
  cells: Places | null;
  counts: Counts;
};

/** From this share of non-empty cells on all counts are smaller than places and counts. */
const DENSE_FROM = 0.25;

/** Room for counts in the shortest numbers that hold the greatest of them; one that four bytes do not hold throws. */
function createCounts(size: number, most: number): Counts {
  if (most >= 2 ** 32) throw new RangeError(`${most} does not fit a count of 32 bits`);
  if (most < 2 ** 8) return new Uint8Array(size);
  return most < 2 ** 16 ? new Uint16Array(size) : new Uint32Array(size);
}

/** Plain loops here and below: a city's answer passes through them at every step of a slider. */
function range(values: ArrayLike<number>): [least: number, greatest: number] {
  let [least, greatest] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!; // i < length
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}

type Frame = Pick<HeatRaster, "left" | "top" | "width" | "height">;

function frameOf({ x, y }: CountedCells): Frame {
  if (x.length === 0) return { left: 0, top: 0, width: 0, height: 0 };
  const [[left, right], [top, bottom]] = [range(x), range(y)];
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** The place of each cell in the frame, in the cells' order. */
function placesOf({ x, y }: CountedCells, { left, top, width, height }: Frame): Places {
  const places = createPlaces(x.length, width * height);
  for (let i = 0; i < places.length; i++) places[i] = (y[i]! - top) * width + x[i]! - left; // columns have equal length
  return places;
}

/** Puts cells, in any order but each once, into the least frame that holds them all; no count is lost. */
export function toHeatRaster(counted: CountedCells): HeatRaster {
  const { level, asOf, count } = counted;
  const frame = frameOf(counted);
  const places = placesOf(counted, frame);
  const [, most] = range(count);
  const size = frame.width * frame.height;
  if (count.length >= DENSE_FROM * size) {
    const counts = createCounts(size, most);
    for (let i = 0; i < places.length; i++) counts[places[i]!] = count[i]!; // columns have equal length
    return { level, asOf, ...frame, cells: null, counts };
  }
  const order = Array.from(places.keys()).sort((a, b) => places[a]! - places[b]!); // indexes of places
  const counts = createCounts(count.length, most);
  for (let i = 0; i < order.length; i++) counts[i] = count[order[i]!]!; // as above
  return { level, asOf, ...frame, cells: places.sort(), counts };
}

/** The non-empty cells, row by row. */
export function fromHeatRaster({ level, asOf, left, top, width, cells, counts }: HeatRaster): HeatCells {
  const full = [...counts.keys()].filter((i) => counts[i] !== 0);
  const places = full.map((i) => cells?.[i] ?? i);
  return {
    level,
    x: places.map((place) => left + (place % width)),
    y: places.map((place) => top + Math.floor(place / width)),
    count: full.map((i) => counts[i]!), // an index of counts
    asOf,
  };
}
