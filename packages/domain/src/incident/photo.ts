import { z } from "zod";

/** What a photo shows of an incident: from near, from far, before the work, after it. */
export const PHOTO_KINDS = ["near", "far", "before", "after"] as const;

/** What a photo shows of an incident. */
export type PhotoKind = (typeof PHOTO_KINDS)[number];

/** Random, so that nobody finds a photo by counting. */
export const photoIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/** A photo as screens know it; the bytes are fetched by its id. */
export const photoSchema = z.strictObject({
  id: photoIdSchema,
  kind: z.enum(PHOTO_KINDS),
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
  uploadedAt: z.iso.datetime(),
});

/** A photo as screens know it. */
export type Photo = z.infer<typeof photoSchema>;

/** Why a file is not taken as a photo. */
export type PhotoRefusal =
  | { code: "PHOTO_TOO_LARGE"; mostBytes: number }
  | { code: "PHOTO_TOO_MANY_PIXELS"; mostPixels: number }
  /** `found` is what the file seems to be; null = nothing that is known here. */
  | { code: "PHOTO_TYPE_REFUSED"; found: string | null }
  /** It says to be a picture and cannot be read to its end. */
  | { code: "PHOTO_DAMAGED" };
