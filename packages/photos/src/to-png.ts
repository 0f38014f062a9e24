import { loadSharp } from "./load-sharp.ts";

/** Pixels row by row, three bytes each: red, green and blue. */
type Pixels = { width: number; height: number; pixels: Uint8Array };

/** Pixels as a file that `cleanPhoto` takes. */
export async function toPng({ width, height, pixels }: Pixels): Promise<Buffer> {
  const sharp = await loadSharp();
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
