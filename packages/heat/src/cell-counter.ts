import type { CellView } from "./heat-root.ts";

/** Counts per non-empty cell, row by row from the north-west; columns of equal length. */
export type CellCounts = { x: Uint32Array; y: Uint32Array; count: Uint32Array };

/** A picture being counted. */
export type CellCounter = {
  readonly view: CellView;
  /** Adds to a cell of the view; corrections add negative numbers. */
  add(x: number, y: number, count: number): void;
  /** The cells with a positive sum, and how many have a negative one: more was withdrawn there than ever added. */
  finish(): { cells: CellCounts; negativeCells: number };
};

/** A view up to this size (1 MB) is counted in an array of all its cells, a larger one in a map of the non-empty ones. */
const LARGEST_RASTER = 2 ** 18;

/** An empty picture of the view. */
export function createCellCounter(view: CellView): CellCounter {
  const width = view.east - view.west + 1;
  const size = width * (view.south - view.north + 1);
  const sums = size <= LARGEST_RASTER ? createRasterSums(size) : createSparseSums();
  return {
    view,
    add: (x, y, count) => sums.add((y - view.north) * width + (x - view.west), count),
    finish() {
      const places = sums.listPlaces();
      const positive = places.filter((place) => sums.at(place) > 0);
      const cells = toCells(positive, view, (place) => sums.at(place));
      return { cells, negativeCells: places.length - positive.length };
    },
  };
}

/** Places of the view as columns. Plain loops: `Uint32Array.from` took longer than the counting. */
function toCells(places: readonly number[], view: CellView, sumAt: (place: number) => number): CellCounts {
  const width = view.east - view.west + 1;
  const x = new Uint32Array(places.length);
  const y = new Uint32Array(places.length);
  const count = new Uint32Array(places.length);
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!; // i < length
    x[i] = view.west + (place % width);
    y[i] = view.north + Math.floor(place / width);
    count[i] = sumAt(place);
  }
  return { x, y, count };
}

/** Sums by place in the view. */
type Sums = {
  add(place: number, count: number): void;
  at(place: number): number;
  /** Places whose sum is not zero, in order. */
  listPlaces(): number[];
};

function createRasterSums(size: number): Sums {
  const sums = new Int32Array(size);
  return {
    add(place, count) {
      sums[place]! += count; // a place of the view
    },
    at: (place) => sums[place]!, // a place of the view
    listPlaces() {
      const places: number[] = [];
      for (let place = 0; place < size; place++) if (sums[place] !== 0) places.push(place);
      return places;
    },
  };
}

function createSparseSums(): Sums {
  const sums = new Map<number, number>();
  const at = (place: number): number => sums.get(place) ?? 0;
  return {
    add: (place, count) => void sums.set(place, at(place) + count),
    at,
    listPlaces: () => [...sums.keys()].filter((place) => at(place) !== 0).sort((a, b) => a - b),
  };
}
