import type { HeatRaster } from "@getu/domain";
import { heatColour } from "./palette.ts";

/** How the surface is asked for and read: each of its points shows the incidents within `radiusMetres`. */
export type HeatResolution = { radiusMetres: number; level: number };

/** A picture of the surface, one pixel per cell, row 0 in the north, to be stretched over `corners`. */
export type HeatSurface = {
  width: number;
  height: number;
  pixels: Uint8ClampedArray<ArrayBuffer>;
  /** Incidents within the radius of each pixel's centre. */
  counts: Float64Array;
  /** North-west, north-east, south-east, south-west, as MapLibre wants an image's corners. */
  corners: [[number, number], [number, number], [number, number], [number, number]];
  /** The largest count within the radius anywhere: the upper end of the legend. */
  max: number;
};

const EQUATOR_METRES = 40_075_016.7;
const RADII = [50, 100, 150, 200, 300, 500, 1000, 2000, 5000, 10_000] as const;
const CELLS_PER_RADIUS = 4;
const MAX_PIXELS = 1_000_000; // a wider picture is drawn with coarser cells instead

/** The round radius nearest above `pixels` on the screen, and cells fine enough to draw it as a circle. */
export function heatResolution(options: { zoom: number; latitude: number; pixels: number }): HeatResolution {
  const metresPerWorld = EQUATOR_METRES * Math.cos((options.latitude * Math.PI) / 180);
  const wanted = (options.pixels * metresPerWorld) / (512 * 2 ** options.zoom);
  const radiusMetres = RADII.find((radius) => radius >= wanted) ?? RADII[RADII.length - 1]!; // RADII is not empty
  const level = Math.ceil(Math.log2((metresPerWorld * CELLS_PER_RADIUS) / radiusMetres));
  return { radiusMetres, level: Math.min(22, level) };
}

/** Incidents within the radius of each cell, as a picture; null when there are none. */
export function heatSurface(raster: HeatRaster, radiusMetres: number): HeatSurface | null {
  const cells = listCells(raster);
  return cells.count.length === 0 ? null : toSurface(cells, radiusMetres);
}

/** Non-empty cells as columns, in any order and as often as one likes. */
type Cells = { level: number; x: Uint32Array; y: Uint32Array; count: Uint32Array };

function listCells({ level, left, top, width, cells, counts }: HeatRaster): Cells {
  const listed = {
    x: new Uint32Array(counts.length),
    y: new Uint32Array(counts.length),
    count: new Uint32Array(counts.length),
  };
  let size = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] === 0) continue;
    const place = cells?.[i] ?? i;
    listed.x[size] = left + (place % width);
    listed.y[size] = top + Math.floor(place / width);
    listed.count[size++] = counts[i]!; // i < length
  }
  const { x, y, count } = listed;
  return { level, x: x.subarray(0, size), y: y.subarray(0, size), count: count.subarray(0, size) };
}

function toSurface(cells: Cells, radiusMetres: number): HeatSurface {
  const frame = frameOf(cells, radiusMetres);
  if (frame.width * frame.height > MAX_PIXELS) return toSurface(coarser(cells), radiusMetres);
  const sums = sumWithin(cells, frame);
  const max = greatest(sums);
  return {
    width: frame.width,
    height: frame.height,
    pixels: toPixels(sums, max),
    corners: cornersOf(cells.level, frame),
    counts: sums,
    max,
  };
}

/** Colours by a table of 256: a colour of its own for each pixel takes ten times as long, and eyes see no difference. */
function toPixels(sums: Float64Array, max: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(sums.length * 4);
  const words = new Uint32Array(pixels.buffer);
  if (max > sums.length) {
    for (let i = 0; i < sums.length; i++) words[i] = shadeOf(sums[i]!, max); // i < length
    return pixels;
  }
  const shades = Uint32Array.from({ length: max + 1 }, (_, count) => shadeOf(count, max));
  for (let i = 0; i < sums.length; i++) words[i] = shades[sums[i]!]!; // no sum is above max
  return pixels;
}

const shadeOf = (count: number, max: number): number =>
  count === 0 ? FADE : SHADES[Math.round(heatShare(count, max) * (SHADES.length - 1))]!; // a share is 0 to 1

// Transparent, but in the colour of the lowest count: black would show as a dark rim when the picture is stretched.
const lowest = heatColour(0);

/** A pixel as canvases hold it: four bytes read as one number. */
const toWord = (rgba: readonly number[]): number => new Uint32Array(Uint8Array.from(rgba).buffer)[0]!; // four bytes

const FADE = toWord([lowest[0], lowest[1], lowest[2], 0]);

const SHADES = Uint32Array.from({ length: 256 }, (_, i) => toWord(heatColour(i / 255)));

/** Where a count stands between 1 and the largest one; by square root, so that quiet places stay apart from empty ones. */
const heatShare = (count: number, max: number): number =>
  max <= 1 ? 1 : (Math.sqrt(count) - 1) / (Math.sqrt(max) - 1);

/** Counts to print under the legend's bar with their place on it, from 1 to the largest. */
export function heatTicks(max: number): { count: number; share: number }[] {
  const middle = Math.round(((1 + Math.sqrt(max)) / 2) ** 2);
  const counts = [...new Set([1, middle, max])].filter((count) => count >= 1 && count <= max);
  return counts.map((count) => ({ count, share: heatShare(count, max) }));
}

type Frame = { left: number; top: number; width: number; height: number; reach: number };

function frameOf(cells: Cells, radiusMetres: number): Frame {
  const [left, right] = range(cells.x);
  const [top, bottom] = range(cells.y);
  const reach = radiusMetres / cellMetres(cells.level, (top + bottom) / 2);
  const margin = Math.ceil(reach) + 1;
  const [width, height] = [right - left + 1 + 2 * margin, bottom - top + 1 + 2 * margin];
  return { left: left - margin, top: top - margin, width, height, reach };
}

function range(values: Uint32Array): [least: number, most: number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

function greatest(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}

/** The same counts in cells of twice the side; cells may repeat, sums do not mind. */
function coarser(cells: Cells): Cells {
  return { ...cells, level: cells.level - 1, x: cells.x.map(half), y: cells.y.map(half) };
}

/** Notes where the rows of each cell's disc begin and end, and then adds up along the rows: half the time of adding whole discs. */
function sumWithin(cells: Cells, { left, top, width, height, reach }: Frame): Float64Array {
  const sums = new Float64Array(width * height);
  const rows = discRows(reach, width);
  for (let i = 0; i < cells.count.length; i++) {
    const [count, centre] = [cells.count[i]!, (cells.y[i]! - top) * width + cells.x[i]! - left]; // columns have equal length
    for (let k = 0; k < rows.length; k += 2) {
      sums[centre + rows[k]!]! += count; // the margin keeps the disc and the cell behind it inside
      sums[centre + rows[k + 1]!]! -= count; // rows come in pairs
    }
  }
  for (let i = 1; i < sums.length; i++) sums[i]! += sums[i - 1]!; // every row ends at zero
  return sums;
}

/** For each row of a disc the offset of its first cell, and the one behind its last. */
function discRows(reach: number, width: number): number[] {
  const limit = Math.floor(reach);
  return Array.from({ length: 2 * limit + 1 }, (_, row) => {
    const y = row - limit;
    const half = Math.floor(Math.sqrt(reach * reach - y * y));
    return [y * width - half, y * width + half + 1];
  }).flat();
}

function cornersOf(level: number, { left, top, width, height }: Frame): HeatSurface["corners"] {
  const [west, east] = [longitudeOf(left, level), longitudeOf(left + width, level)];
  const [north, south] = [latitudeOf(top, level), latitudeOf(top + height, level)];
  return [
    [west, north],
    [east, north],
    [east, south],
    [west, south],
  ];
}

const half = (tile: number): number => Math.floor(tile / 2);

const longitudeOf = (x: number, level: number): number => (x / 2 ** level) * 360 - 180;

const latitudeOf = (y: number, level: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** level))) * 180) / Math.PI;

const cellMetres = (level: number, y: number): number =>
  (EQUATOR_METRES * Math.cos((latitudeOf(y, level) * Math.PI) / 180)) / 2 ** level;
