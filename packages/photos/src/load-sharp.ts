import type Sharp from "sharp";

let loaded: Promise<typeof Sharp> | null = null;

/** The library of pictures, at the first photo: it takes 8 MB of memory that a server without photos never needs. */
export const loadSharp = (): Promise<typeof Sharp> => (loaded ??= openDecoders());

/** Decoders are opened one by one: SVG would fetch and script, and each of the others is attack surface for nothing. */
async function openDecoders(): Promise<typeof Sharp> {
  const { default: sharp } = await import("sharp");
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({
    operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp", "VipsForeignLoadHeif"],
  });
  sharp.cache(false);
  return sharp;
}
