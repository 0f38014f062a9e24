import type { SweptCells } from "./cell-sweep.ts";
import type { SidedRing } from "./sided-ring.ts";

/** What an index is made of: who asks for owners needs the cells, who asks for distances and neighbours the rings. */
export type AreaIndexFile = { rings: readonly SidedRing[]; cells: SweptCells };

/** "getu" in the byte order of the machine: a file of another order is refused as foreign. */
const MAGIC = 0x75746567;

/** Grows when the format of cells or of this file changes. */
const VERSION = 2;

/** Whole numbers before the sections: what file, what raster, how long each section is, the checksum last. */
const HEAD = 17;
const CHECKSUM_AT = HEAD - 1;

/** Numbers that describe a ring: its area, its shell, whether it is flipped, how many numbers its corners take. */
const PER_RING = 4;

/** FNV-1a over whole numbers, with their high half folded in: finds damage, does not withstand intent. */
function checksumOf(numbers: Int32Array): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = 0; i < numbers.length; i++) {
    if (i !== CHECKSUM_AT) hash = Math.imul(hash ^ numbers[i]!, 0x01000193); // i < length
    hash ^= hash >>> 15;
  }
  return hash;
}

/** Writes an index as one buffer of 32-bit numbers. */
export function writeAreaIndexFile({ rings, cells }: AreaIndexFile): ArrayBuffer {
  const { raster, entries, plans, records } = cells;
  const corners = rings.reduce((sum, { ring }) => sum + ring.length, 0);
  const sections = [rings.length * PER_RING, corners, entries.length, plans.length, records.length];
  const numbers = new Int32Array(sections.reduce((sum, length) => sum + length, HEAD));
  const { west, south, east, north, columnShift, rowShift, columns, rows } = raster;
  numbers.set([
    MAGIC,
    VERSION,
    numbers.length,
    west,
    south,
    east,
    north,
    columnShift,
    rowShift,
    columns,
    rows,
  ]);
  numbers.set([rings.length, corners, entries.length, plans.length, records.length], 11);
  let at = HEAD;
  const put = (section: ArrayLike<number>): void => {
    numbers.set(section, at);
    at += section.length;
  };
  for (const { area, shell, flip, ring } of rings) put([area, shell, flip ? 1 : 0, ring.length]);
  for (const { ring } of rings) put(ring);
  put(entries);
  put(plans);
  put(records);
  numbers[CHECKSUM_AT] = checksumOf(numbers);
  return numbers.buffer;
}

/** The file's numbers once they have been checked. */
function checkedNumbers(buffer: ArrayBuffer): Int32Array {
  const numbers = new Int32Array(buffer, 0, buffer.byteLength >> 2);
  if (numbers.length < HEAD || numbers[0] !== MAGIC) throw new Error("this is no area index");
  if (numbers[1] !== VERSION) {
    throw new Error(`the area index has format ${numbers[1]}, this program reads ${VERSION}: build it anew`);
  }
  const expected = numbers[2]! * 4; // the head is there
  if (buffer.byteLength !== expected) {
    throw new Error(`the area index is cut off: ${buffer.byteLength} bytes of ${expected}`);
  }
  if (numbers[CHECKSUM_AT] !== checksumOf(numbers))
    throw new Error("the area index is damaged: build it anew");
  return numbers;
}

/** Reads an index without copying; a buffer that is cut off, damaged or foreign throws. */
export function readAreaIndexFile(buffer: ArrayBuffer): AreaIndexFile {
  const numbers = checkedNumbers(buffer);
  let at = 3;
  const next = (): number => numbers[at++]!; // sections are as long as the checked head says
  const take = (length: number): Int32Array => numbers.subarray(at, (at += length));
  const box = { west: next(), south: next(), east: next(), north: next() };
  const raster = { ...box, columnShift: next(), rowShift: next(), columns: next(), rows: next() };
  const [ringCount, cornerCount, entryCount, planCount, recordCount] = [
    next(),
    next(),
    next(),
    next(),
    next(),
  ];
  at = HEAD;
  const heads = take(ringCount * PER_RING);
  const corners = take(cornerCount);
  return {
    rings: readRings(heads, corners),
    cells: { raster, entries: take(entryCount), plans: take(planCount), records: take(recordCount) },
  };
}

function readRings(heads: Int32Array, corners: Int32Array): SidedRing[] {
  const rings: SidedRing[] = [];
  let at = 0;
  for (let i = 0; i < heads.length; i += PER_RING) {
    const ring = corners.subarray(at, at + heads[i + 3]!); // four numbers a ring
    rings.push({ area: heads[i]!, shell: heads[i + 1]!, flip: heads[i + 2] === 1, ring }); // as above
    at += ring.length;
  }
  return rings;
}
