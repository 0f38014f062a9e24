import { crc32 } from "node:zlib";

/** A JPEG segment: marker, length, content. */
function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

/** Puts segments right behind the start of a JPEG. */
export const withSegments = (jpeg: Buffer, segments: readonly [marker: number, content: string][]): Buffer =>
  Buffer.concat([
    jpeg.subarray(0, 2),
    ...segments.map(([marker, content]) => segment(marker, Buffer.from(content, "latin1"))),
    jpeg.subarray(2),
  ]);

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Signature and IHDR of a PNG. */
const PNG_HEAD = 33;

/** Puts chunks right behind the header of a PNG. */
export const withChunks = (png: Buffer, chunks: readonly [type: string, content: string][]): Buffer =>
  Buffer.concat([
    png.subarray(0, PNG_HEAD),
    ...chunks.map(([type, content]) => chunk(type, Buffer.from(content, "latin1"))),
    png.subarray(PNG_HEAD),
  ]);

/** A PNG that claims a size without having the pixels. */
export function claimingPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", Buffer.alloc(64)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A GIF of one pixel that moves through `frames` frames. */
export function movingGif(frames: number): Buffer {
  const head = Buffer.from("GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff", "latin1");
  const frame = Buffer.from("\x21\xf9\x04\0\x01\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0", "latin1");
  return Buffer.concat([head, ...Array.from({ length: frames }, () => frame), Buffer.from(";")]);
}
