import { z } from "zod";

/** A name shown to people, Chinese first. */
export const labelSchema = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** A name in both languages of the product. */
export type Label = z.infer<typeof labelSchema>;
