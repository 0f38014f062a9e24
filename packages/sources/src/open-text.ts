import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import iconv from "iconv-lite";
import { SourceError } from "./source-error.ts";

/** A text file whose encoding is known; its content comes in pieces, never whole. */
export type SourceText = {
  path: string;
  /** Name without folders, as rejects give it. */
  file: string;
  bytes: number;
  encoding: string;
  /** The text as UTF-8 without byte order mark; may be asked for again. */
  chunks(): AsyncIterable<Buffer>;
};

/** `encoding` overrules what the bytes say; `maxBytes` refuses larger files before reading them. */
export type TextOptions = { encoding?: string; maxBytes?: number };

const CHUNK_BYTES = 1 << 18;

const FOREIGN_FILES = [
  { name: "a zip archive (unpack it first)", magic: [0x50, 0x4b, 0x03, 0x04] },
  { name: "gzip-compressed (unpack it first)", magic: [0x1f, 0x8b] },
  { name: "a Shapefile (convert it to GeoJSON first)", magic: [0x00, 0x00, 0x27, 0x0a] },
  { name: "an old Excel file (save it as CSV first)", magic: [0xd0, 0xcf, 0x11, 0xe0] },
  {
    name: "a GeoPackage or other SQLite file (export GeoJSON first)",
    magic: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65],
  },
  { name: "a PDF", magic: [0x25, 0x50, 0x44, 0x46] },
] as const;

const BYTE_ORDER_MARKS = [
  { encoding: "utf-8", mark: [0xef, 0xbb, 0xbf] },
  { encoding: "utf-16le", mark: [0xff, 0xfe] },
  { encoding: "utf-16be", mark: [0xfe, 0xff] },
] as const;

/**
 * Opens a text file; UTF-8 is recognised, UTF-16 by its mark, and anything else is read as GB18030 (which contains GBK)
 * unless UTF-8 loses fewer characters. What is lost is `�` in the text.
 */
export async function openText(path: string, options: TextOptions = {}): Promise<SourceText> {
  const { head, bytes } = await readHead(path);
  const limit = options.maxBytes ?? Infinity;
  if (bytes === 0) throw new SourceError(`${path}: the file is empty`);
  if (bytes > limit) throw new SourceError(`${path}: ${bytes} bytes are more than the limit of ${limit}`);
  const foreign = FOREIGN_FILES.find(({ magic }) => startsWith(head, magic));
  if (foreign) throw new SourceError(`${path}: is ${foreign.name}; GeoJSON and CSV are read`);
  const marked = BYTE_ORDER_MARKS.find(({ mark }) => startsWith(head, mark));
  const encoding = options.encoding ?? marked?.encoding ?? (await detectEncoding(path));
  const isKnown: boolean = iconv.encodingExists(encoding); // its type guard would leave `encoding` as never below
  if (!isKnown) throw new SourceError(`unknown encoding "${encoding}": try utf-8 or gb18030`);
  const skip = marked ? marked.mark.length : 0;
  return { path, file: basename(path), bytes, encoding, chunks: () => decoded(path, encoding, skip) };
}

const startsWith = (head: Buffer, magic: readonly number[]): boolean =>
  head.length >= magic.length && magic.every((byte, at) => head[at] === byte);

async function readHead(path: string): Promise<{ head: Buffer; bytes: number }> {
  try {
    const facts = await stat(path);
    if (facts.isDirectory()) throw new SourceError(`${path}: is a folder, not a file`);
    if (!facts.isFile()) throw new SourceError(`${path}: is not a regular file`); // a pipe can be read only once
    const handle = await open(path, "r");
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(16), 0, 16, 0);
      return { head: buffer.subarray(0, bytesRead), bytes: facts.size };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw asFileError(path, error);
  }
}

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  EISDIR: "is a folder, not a file",
  ENOTDIR: "no such file",
};

/** Turns an error of the file system into one line naming the file. */
export function asFileError(path: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  return new SourceError(`${path}: ${FILE_ERRORS[String(error.code)] ?? error.message}`);
}

/** One broken character in a file does not make another encoding of it, where all the others would turn into wrong ones. */
async function detectEncoding(path: string): Promise<string> {
  if (await isWholeUtf8(path)) return "utf-8";
  const [asUtf8, asGb18030] = await countLost(path, ["utf-8", "gb18030"]);
  return asUtf8! < asGb18030! ? "utf-8" : "gb18030"; // one count for each
}

/** Reads the whole file once: a Chinese name may first stand in its last line, and isUtf8 takes about a second per gigabyte. */
async function isWholeUtf8(path: string): Promise<boolean> {
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of readChunks(path, 0)) {
    const bytes = carry.length > 0 ? Buffer.concat([carry, chunk]) : chunk;
    const end = lastCharacterStart(bytes);
    if (!isUtf8(bytes.subarray(0, end))) return false;
    carry = bytes.subarray(end);
  }
  return isUtf8(carry);
}

/** How many characters of a file each of some encodings cannot read. */
async function countLost(path: string, encodings: readonly string[]): Promise<number[]> {
  const decoders = encodings.map((encoding) => iconv.getDecoder(encoding));
  const lost = encodings.map(() => 0);
  for await (const chunk of readChunks(path, 0))
    for (const [i, decoder] of decoders.entries())
      lost[i] = lost[i]! + decoder.write(chunk).split("\ufffd").length - 1; // as many as encodings
  return lost;
}

/** Where the last UTF-8 character begins, so that a chunk is never judged by half a character. */
function lastCharacterStart(bytes: Buffer): number {
  let at = bytes.length - 1;
  while (at > 0 && bytes.length - at < 4 && (bytes[at]! & 0xc0) === 0x80) at -= 1; // at is within bytes
  return Math.max(at, 0);
}

async function* readChunks(path: string, start: number): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(path, { start, highWaterMark: CHUNK_BYTES })) {
      yield chunk as Buffer; // a stream without encoding gives buffers
    }
  } catch (error) {
    throw asFileError(path, error);
  }
}

async function* decoded(path: string, encoding: string, skip: number): AsyncGenerator<Buffer> {
  if (/^utf-?8$/i.test(encoding)) {
    yield* readChunks(path, skip);
    return;
  }
  const decoder = iconv.getDecoder(encoding);
  for await (const chunk of readChunks(path, skip)) {
    const text = decoder.write(chunk);
    if (text.length > 0) yield Buffer.from(text);
  }
  const rest = decoder.end();
  if (rest) yield Buffer.from(rest);
}
