import { z } from "zod";

/** A position this near to a grid whose code it bears may be a matter of geocoding. */
export const CODE_WITHIN_METRES = 30;

const countSchema = z.int().nonnegative();

const codeAgreementSchema = z.strictObject({
  known: countSchema,
  equal: countSchema,
  different: countSchema,
  /** Of the different, those within `CODE_WITHIN_METRES` of the grid that they name. */
  within30m: countSchema,
});

/** How the codes that points brought along agree with the grids that hold them: known = equal + different. */
export type CodeAgreement = z.infer<typeof codeAgreementSchema>;

/** What files of points hold. */
const POINT_KINDS = ["incidents", "cameras", "places", "households"] as const;

/** What a file of points holds. */
export type PointKind = (typeof POINT_KINDS)[number];

/** What the codes of the newest file of a kind said of the lines that it was placed by. */
export const fileAgreementSchema = codeAgreementSchema.extend({
  kind: z.enum(POINT_KINDS),
  version: z.int().positive(),
  at: z.iso.datetime(),
});

/** What the codes of the newest file of a kind said. */
export type FileAgreement = z.infer<typeof fileAgreementSchema>;

/** Fewer disagreements than these may be a few mistakes of typing. */
const LEAST_DIFFERENT = 20;

/**
 * True when the codes seem to have been given by boundaries of another date (or the positions to be of another datum):
 * there is disagreement, and most of it is far from the grid that is named. Measured on real files: beside boundaries of
 * the right date 71 to 100 % of disagreements lie within 30 m, since borders follow the streets that addresses lie on;
 * beside older boundaries 5 to 24 %.
 */
export const isOfAnotherDate = ({ different, within30m }: CodeAgreement): boolean =>
  different >= LEAST_DIFFERENT && within30m * 2 <= different;
