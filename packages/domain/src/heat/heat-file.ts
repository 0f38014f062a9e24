import { createVarintReader, createVarintWriter } from "@getu/geometry";
import type { VarintReader } from "@getu/geometry";
import { createPlaces } from "./heat-raster.ts";
import type { Counts, HeatRaster, Places } from "./heat-raster.ts";

/** Grows when the format changes. */
const VERSION = 1;

/** How many bytes a count takes → the array that takes such bytes. */
const COUNTS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array } as const;

const isWidth = (bytes: number): bytes is keyof typeof COUNTS => bytes in COUNTS;

/** Writes a raster without loss: its frame, gaps between cells when it is sparse, and counts as they lie in memory. */
export function writeHeatFile(raster: HeatRaster): Uint8Array<ArrayBuffer> {
  const { level, asOf, left, top, width, height, cells, counts } = raster;
  const out = createVarintWriter();
  for (const head of [VERSION, level, Date.parse(asOf), left, top, width, height]) out.unsigned(head);
  out.unsigned(counts.BYTES_PER_ELEMENT);
  out.unsigned(cells ? cells.length + 1 : 0);
  cells?.forEach((cell, i) => out.unsigned(i === 0 ? cell : cell - cells[i - 1]!)); // i > 0
  out.bytes(new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength));
  return out.finish();
}

/**
 * Reads a raster, whose counts need no decoding: every machine that runs a browser has the lowest byte first.
 * Bytes that are cut off, too many or of another format throw.
 */
export function readHeatFile(bytes: Uint8Array): HeatRaster {
  const file = createVarintReader(bytes);
  const version = file.unsigned();
  if (version !== VERSION) throw new RangeError(`heat of format ${version}, this program reads ${VERSION}`);
  const [level, asOf, left, top] = [file.unsigned(), file.unsigned(), file.unsigned(), file.unsigned()];
  const [width, height, countBytes] = [file.unsigned(), file.unsigned(), file.unsigned()];
  if (!isWidth(countBytes)) throw new RangeError(`counts of ${countBytes} bytes`);
  const length = file.unsigned();
  // A false count must not ask for memory that no file of this length can fill.
  if (length > file.left() + 1) throw new RangeError("more cells are announced than the file holds");
  const cells = length === 0 ? null : readCells(file, createPlaces(length - 1, width * height));
  const last = cells?.at(-1) ?? -1;
  if (last >= width * height) throw new RangeError("a cell lies outside its frame");
  const size = (cells?.length ?? width * height) * countBytes;
  if (size !== file.left())
    throw new RangeError(`${size} bytes of counts are announced, ${file.left()} are there`);
  return {
    level,
    asOf: new Date(asOf).toISOString(),
    left,
    top,
    width,
    height,
    cells,
    counts: toCounts(file.bytes(size), countBytes),
  };
}

/** Takes a copy: bytes in the middle of a file do not begin where wider numbers may. */
function toCounts(bytes: Uint8Array, countBytes: keyof typeof COUNTS): Counts {
  return new COUNTS[countBytes](new Uint8Array(bytes).buffer);
}

function readCells(file: VarintReader, cells: Places): Places {
  if (cells instanceof Uint32Array) file.readInto(cells);
  else for (let i = 0; i < cells.length; i++) cells[i] = file.unsigned();
  for (let i = 1; i < cells.length; i++) cells[i]! += cells[i - 1]!; // i > 0
  return cells;
}
