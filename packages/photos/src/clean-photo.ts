import { createHash } from "node:crypto";
import { loadSharp } from "./load-sharp.ts";
import { PhotoRefused } from "./photo-refused.ts";
import { isTaken, pictureTypeOf } from "./picture-type.ts";
import { createSlots } from "./slots.ts";

/** A phone's largest JPEG with room to spare. */
export const MOST_PHOTO_BYTES = 20_000_000;
const MOST_PIXELS = 50_000_000;

/** Reads a registration plate or a house number at the kept size; a wall shows no more. */
const LARGEST_SIDE = 2560;
const THUMBNAIL_SIDE = 480;

/** Two decoded pictures of 50 megapixels are what a small server can hold. */
const AT_ONCE = createSlots(2);

/** A re-encoded JPEG. */
export type Picture = { bytes: Buffer; width: number; height: number };

/** A photo with nothing left in it but the picture; `sha256` is of the large one's bytes, in hexadecimal. */
export type CleanPhoto = Picture & { sha256: string; thumbnail: Picture };

/**
 * Decodes a file and encodes it anew as JPEG, upright and at most 2,560 pixels wide or high, with a thumbnail: position,
 * device, texts and whatever was appended are gone. Throws `PhotoRefused` for what is no photo, damaged, broken off or too large.
 */
export async function cleanPhoto(file: AsyncIterable<Uint8Array>): Promise<CleanPhoto> {
  const bytes = await readWhole(file);
  const found = pictureTypeOf(bytes);
  if (!isTaken(found)) throw new PhotoRefused({ code: "PHOTO_TYPE_REFUSED", found });
  return AT_ONCE.run(async () => {
    await demandReadable(bytes);
    const picture = await encode(bytes, LARGEST_SIDE);
    const thumbnail = await encode(picture.bytes, THUMBNAIL_SIDE);
    return { ...picture, sha256: createHash("sha256").update(picture.bytes).digest("hex"), thumbnail };
  });
}

async function readWhole(file: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of file) {
      length += chunk.length;
      if (length > MOST_PHOTO_BYTES)
        throw new PhotoRefused({ code: "PHOTO_TOO_LARGE", mostBytes: MOST_PHOTO_BYTES });
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof PhotoRefused ? error : new PhotoRefused({ code: "PHOTO_DAMAGED" }); // it broke off on the way
  }
  return Buffer.concat(chunks);
}

const damaged = (): never => {
  throw new PhotoRefused({ code: "PHOTO_DAMAGED" });
};

/** Reads the header alone, so that a bomb is known by what it claims to be. */
async function demandReadable(bytes: Buffer): Promise<void> {
  const sharp = await loadSharp();
  const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata().catch(damaged);
  if (width * height > MOST_PIXELS)
    throw new PhotoRefused({ code: "PHOTO_TOO_MANY_PIXELS", mostPixels: MOST_PIXELS });
}

/** Only the first frame is read of what moves; transparency becomes white. */
async function encode(bytes: Buffer, side: number): Promise<Picture> {
  const sharp = await loadSharp();
  const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "error" })
    .autoOrient()
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .flatten({ background: "white" })
    .jpeg({ quality: 82 })
    .toBuffer({ resolveWithObject: true })
    .catch(damaged);
  return { bytes: data, width: info.width, height: info.height };
}
