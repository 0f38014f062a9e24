import { z } from "zod";

/** Where the ground below the grids comes from. */
export const basemapSourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("own") }),
  z.strictObject({ kind: z.literal("style"), url: z.string() }),
  z.strictObject({ kind: z.literal("pmtiles"), url: z.string() }),
]);

/** Where the ground below the grids comes from: the territory's own files, a style or an archive of tiles. */
export type BasemapSource = z.infer<typeof basemapSourceSchema>;
