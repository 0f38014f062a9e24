import { z } from "zod";
import type { DeadlineRule } from "./catalogue.ts";
import { codeSchema } from "./storable-text.ts";

/** What an incident is about: a category of the catalogue and one of its filing conditions. */
export const classificationSchema = z.strictObject({
  category: codeSchema,
  condition: codeSchema,
});

/** What an incident is about. */
export type Classification = z.infer<typeof classificationSchema>;

/** A correction of what an incident is about. */
export const correctionSchema = z.strictObject({ from: classificationSchema, to: classificationSchema });

/** A correction of what an incident is about. */
export type Correction = z.infer<typeof correctionSchema>;

/** A correction with the deadline that the catalogue sets for what it is about now. */
export type RuledCorrection = Correction & { deadline: DeadlineRule };
