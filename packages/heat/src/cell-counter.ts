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
    finish: () => toCells(sums, view),
  };
}

/** Reads the places of the view once. Plain loops over columns: filters and lists of numbers took longer than the counting. */
function toCells(sums: Sums, view: CellView): ReturnType<CellCounter["finish"]> {
  const width = view.east - view.west + 1;
  const places = sums.listPlaces();
  const x = new Uint32Array(places.length);
  const y = new Uint32Array(places.length);
  const count = new Uint32Array(places.length);
  let size = 0;
  for (let i = 0; i < places.length; i++) {
    const place = places[i]!; // i < length
    const sum = sums.at(place);
    if (sum < 0) continue;
    x[size] = view.west + (place % width);
    y[size] = view.north + Math.floor(place / width);
    count[size++] = sum;
  }
  const cells = { x: x.subarray(0, size), y: y.subarray(0, size), count: count.subarray(0, size) };
  return { cells, negativeCells: places.length - size };
}

/** Sums by place in the view. */
type Sums = {
  add(place: number, count: number): void;
  at(place: number): number;
  /** Places whose sum is not zero, in order. */
  listPlaces(): ArrayLike<number>;
};

function createRasterSums(size: number): Sums {
  const sums = new Int32Array(size);
  return {
    add(place, count) {
      sums[place]! += count; // a place of the view
    },
    at: (place) => sums[place]!, // a place of the view
    listPlaces() {
      const places = new Uint32Array(size);
      let found = 0;
      for (let place = 0; place < size; place++) if (sums[place] !== 0) places[found++] = place;
      return places.subarray(0, found);
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
