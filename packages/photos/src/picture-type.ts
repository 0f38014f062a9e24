/** Formats that are taken; everything else is refused by name before a decoder sees it. */
const TAKEN = ["jpeg", "png", "webp", "avif"] as const;

/** A format that is taken. */
export type PictureType = (typeof TAKEN)[number];

type Signature = { type: string; at: number; text: string };

/** First bytes by the formats' specifications. */
const SIGNATURES: readonly Signature[] = [
  { type: "jpeg", at: 0, text: "\xff\xd8\xff" },
  { type: "png", at: 0, text: "\x89PNG\r\n\x1a\n" },
  { type: "webp", at: 8, text: "WEBP" },
  { type: "avif", at: 4, text: "ftypavif" },
  ...["heic", "heix", "hevc", "mif1", "msf1"].map((brand) => ({
    type: "heic",
    at: 4,
    text: `ftyp${brand}`,
  })),
  { type: "gif", at: 0, text: "GIF8" },
  { type: "tiff", at: 0, text: "II*\0" },
  { type: "tiff", at: 0, text: "MM\0*" },
  { type: "pdf", at: 0, text: "%PDF" },
];

/** Longer than the longest XML prologue that matters. */
const SVG_WITHIN = 1000;

/** What a file is by its own bytes, whatever its name says; null = unknown. */
export function pictureTypeOf(bytes: Buffer): string | null {
  const known = SIGNATURES.find(
    ({ at, text }) => bytes.toString("latin1", at, at + text.length) === text,
  )?.type;
  if (known !== undefined) return known;
  return /<svg[\s>]/i.test(bytes.toString("latin1", 0, SVG_WITHIN)) ? "svg" : null;
}

/** True for the formats that are taken. */
export const isTaken = (type: string | null): type is PictureType => TAKEN.some((taken) => taken === type);
