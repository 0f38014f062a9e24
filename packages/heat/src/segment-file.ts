import { open, rename, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import { crc32 } from "node:zlib";
import type { HeatRoot } from "./heat-root.ts";
import { listArrays } from "./heat-run.ts";
import type { HeatSegment } from "./heat-segment.ts";
import { bytesOfShape, createSegment, shapeOfSegment } from "./segment-shape.ts";
import type { SegmentShape } from "./segment-shape.ts";

/**
 * A segment as a file, ready to be counted from as soon as it is read: 10^7 rows are 250 MB and a fraction of a second.
 *
 *     "GETUHEAT"  version  byte order  length and CRC-32 of the header       8 + 4 + 4 + 4 + 4 bytes
 *     header      JSON: the root, the lengths of all arrays, the CRC-32 of their bytes
 *     arrays      one behind the other, as they lie in memory
 *
 * Written beside its place and renamed into it, so a file is whole or absent. On any doubt it is refused with the reason, and
 * whoever asked builds the segment from the database again.
 */
const MAGIC = "GETUHEAT";

/** Raised whenever bytes change their meaning. */
const VERSION = 2;

const BYTE_ORDER_MARK = 0x01020304;
const PREAMBLE_BYTES = 24;

/** Read and written so much at a time: checksums then never hold the thread for more than some milliseconds. */
const CHUNK_BYTES = 8 * 2 ** 20;

/** Why a file was not taken. */
export type SegmentFileRefusal = {
  path: string;
  reason:
    | "missing"
    | "unreadable"
    | "foreign"
    | "older"
    | "newer"
    | "truncated"
    | "corrupted"
    | "other-root"
    | "too-large";
  detail: string;
};

/** One line for a log. */
export const describeSegmentFileRefusal = ({ path, reason, detail }: SegmentFileRefusal): string =>
  `heat file ${path} is ${reason}: ${detail}`;

/** What a file says about itself. */
type Header = { root: HeatRoot; shape: SegmentShape; crc: number };

/** What a reader expects of a file; `crc` = the checksum of the one segment that belongs there, where it is known. */
export type SegmentFileTerms = { root: HeatRoot; memoryLimitBytes?: number | undefined; crc?: number };

/** The bytes of a segment's arrays, in pieces of at most a chunk. */
function* piecesOf({ added, withdrawn }: HeatSegment): Generator<Uint8Array> {
  for (const { buffer, byteOffset, byteLength } of [added, withdrawn].flatMap(listArrays)) {
    for (let at = 0; at < byteLength; at += CHUNK_BYTES) {
      yield new Uint8Array(buffer, byteOffset + at, Math.min(CHUNK_BYTES, byteLength - at));
    }
  }
}

/** Lets the thread do something else between two pieces. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** CRC-32 of a segment's arrays. */
export async function checksumOf(segment: HeatSegment): Promise<number> {
  let crc = 0;
  for (const piece of piecesOf(segment)) {
    crc = crc32(piece, crc);
    await breathe();
  }
  return crc;
}

function preambleOf(header: Buffer): Buffer {
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  preamble.write(MAGIC, "latin1");
  const words = new Uint32Array(preamble.buffer, preamble.byteOffset + MAGIC.length, 4); // in this machine's byte order
  words.set([VERSION, BYTE_ORDER_MARK, header.length, crc32(header)]);
  return preamble;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path));
  await folder.sync().catch(() => undefined); // some file systems cannot; the rename is still atomic
  await folder.close();
}

/** Writes a file at once: beside its place first, then renamed. A failure leaves the place as it was. */
export async function writeAtOnce(path: string, write: (file: FileHandle) => Promise<void>): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  const file = await open(beside, "w");
  try {
    await write(file);
    await file.sync();
    await file.close();
    await rename(beside, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(path);
}

/** Writes a segment; `crc` is its `checksumOf`. */
export async function writeSegmentFile(
  path: string,
  segment: HeatSegment,
  { root, crc }: { root: HeatRoot; crc: number },
): Promise<void> {
  const header = Buffer.from(JSON.stringify({ root, shape: shapeOfSegment(segment), crc } satisfies Header));
  await writeAtOnce(path, async (file) => {
    for (const piece of [preambleOf(header), header, ...piecesOf(segment)]) await file.writeFile(piece);
  });
}

/** Fills the bytes from the file's current place; false when the file ends before. */
async function fill(file: FileHandle, bytes: Uint8Array): Promise<boolean> {
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, null);
    if (bytesRead === 0) return false;
    at += bytesRead;
  }
  return true;
}

type Refuse = (reason: SegmentFileRefusal["reason"], detail: string) => SegmentFileRefusal;

/** Checks the first bytes; returns the header's length and checksum. */
async function readPreamble(
  file: FileHandle,
  refuse: Refuse,
): Promise<{ length: number; crc: number } | SegmentFileRefusal> {
  const preamble = Buffer.alloc(PREAMBLE_BYTES);
  const whole = await fill(file, preamble);
  const magic = preamble.toString("latin1", 0, MAGIC.length);
  if (!MAGIC.startsWith(magic.replace(/\0+$/, "")))
    return refuse("foreign", "it does not begin like a heat file");
  if (!whole) return refuse("truncated", "it ends within its first 24 bytes");
  const words = new Uint32Array(preamble.buffer, preamble.byteOffset + MAGIC.length, 4);
  const [version, order, length, crc] = words as unknown as [number, number, number, number];
  if (order !== BYTE_ORDER_MARK) return refuse("foreign", "it was written in another byte order");
  if (version < VERSION) return refuse("older", `it has version ${version}, this program reads ${VERSION}`);
  if (version > VERSION) return refuse("newer", `it has version ${version}, this program reads ${VERSION}`);
  return { length, crc };
}

async function readHeader(
  file: FileHandle,
  size: number,
  refuse: Refuse,
): Promise<Header | SegmentFileRefusal> {
  const preamble = await readPreamble(file, refuse);
  if ("reason" in preamble) return preamble;
  if (PREAMBLE_BYTES + preamble.length > size) return refuse("truncated", "it ends within its header");
  const bytes = Buffer.alloc(preamble.length);
  await fill(file, bytes);
  if (crc32(bytes) !== preamble.crc) return refuse("corrupted", "its header does not match its checksum");
  const header = JSON.parse(bytes.toString()) as Header; // the checksum fits: `writeSegmentFile` wrote it
  const expected = PREAMBLE_BYTES + preamble.length + bytesOfShape(header.shape);
  if (size < expected) return refuse("truncated", `it has ${size} of ${expected} bytes`);
  if (size > expected) return refuse("corrupted", `it has ${size} bytes where ${expected} belong`);
  return header;
}

const sameRoot = (one: HeatRoot, other: HeatRoot): boolean =>
  one.level === other.level && one.x === other.x && one.y === other.y && one.depth === other.depth;

async function readSegment(
  file: FileHandle,
  { root, memoryLimitBytes = Number.POSITIVE_INFINITY, crc }: SegmentFileTerms,
  refuse: Refuse,
): Promise<HeatSegment | SegmentFileRefusal> {
  const { size } = await file.stat();
  const header = await readHeader(file, size, refuse);
  if ("reason" in header) return header;
  if (!sameRoot(root, header.root)) return refuse("other-root", "it belongs to another square of the map");
  if (crc !== undefined && crc !== header.crc) return refuse("corrupted", "it holds another segment");
  const bytes = bytesOfShape(header.shape);
  if (bytes > memoryLimitBytes) {
    return refuse("too-large", `it needs ${bytes} bytes, the memory limit leaves ${memoryLimitBytes}`);
  }
  const segment = createSegment(header.shape);
  for (const piece of piecesOf(segment)) {
    if (!(await fill(file, piece))) return refuse("truncated", "it became shorter while it was read");
  }
  if ((await checksumOf(segment)) !== header.crc)
    return refuse("corrupted", "its rows do not match their checksum");
  return segment;
}

/** The segment in a file, or why the file cannot be trusted. */
export async function readSegmentFile(
  path: string,
  terms: SegmentFileTerms,
): Promise<HeatSegment | SegmentFileRefusal> {
  const refuse: Refuse = (reason, detail) => ({ path, reason, detail });
  let file: FileHandle | null = null;
  try {
    file = await open(path);
    return await readSegment(file, terms, refuse);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return code === "ENOENT" ? refuse("missing", "there is no such file") : refuse("unreadable", code);
  } finally {
    await file?.close();
  }
}
