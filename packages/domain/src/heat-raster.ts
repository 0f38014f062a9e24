import type { HeatCells } from "./heat.ts";

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

/** The shortest numbers that hold all counts; a count that four bytes do not hold throws. */
function toCounts(counts: readonly number[]): Counts {
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  if (most >= 2 ** 32) throw new RangeError(`${most} does not fit a count of 32 bits`);
  if (most < 2 ** 8) return Uint8Array.from(counts);
  return most < 2 ** 16 ? Uint16Array.from(counts) : Uint32Array.from(counts);
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** Puts cells, in any order but each once, into the least frame that holds them all; no count is lost. */
export function toHeatRaster({ level, x, y, count, asOf }: HeatCells): HeatRaster {
  if (x.length === 0)
    return { level, asOf, left: 0, top: 0, width: 0, height: 0, cells: null, counts: new Uint8Array(0) };
  const [left, top] = [least(x), least(y)];
  const [width, height] = [greatest(x) - left + 1, greatest(y) - top + 1];
  const frame = { level, asOf, left, top, width, height };
  const places = x.map((column, i) => (y[i]! - top) * width + column - left); // columns have equal length
  if (count.length >= DENSE_FROM * width * height) {
    const all = Array.from({ length: width * height }, () => 0);
    places.forEach((place, i) => (all[place] = count[i]!)); // as above
    return { ...frame, cells: null, counts: toCounts(all) };
  }
  const order = places.map((_place, i) => i).sort((a, b) => places[a]! - places[b]!); // indexes of places
  const cells = createPlaces(order.length, width * height);
  order.forEach((index, i) => (cells[i] = places[index]!)); // as above
  return { ...frame, cells, counts: toCounts(order.map((i) => count[i]!)) }; // columns have equal length
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
