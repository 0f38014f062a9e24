import { z } from "zod";
import { SEVERITIES } from "./incident.ts";
import type { Severity } from "./incident.ts";
import { labelSchema } from "../label.ts";
import { PHOTO_KINDS } from "./photo.ts";
import type { PhotoKind } from "./photo.ts";

/** Units a deadline may be given in; working units follow the working calendar. */
export const DEADLINE_UNITS = ["urgent-hour", "hour", "working-hour", "working-day", "calendar-day"] as const;

/** How long something may take. */
export const deadlineRuleSchema = z.strictObject({
  amount: z.int().positive(),
  unit: z.enum(DEADLINE_UNITS),
});

/** How long something may take. */
export type DeadlineRule = z.infer<typeof deadlineRuleSchema>;

const conditionSchema = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]*$/),
  name: labelSchema,
  severity: z.enum(SEVERITIES),
  deadline: deadlineRuleSchema,
});

/** The event catalogue (事件目录): versioned data, so that old events keep their old category. */
export const catalogueSchema = z.strictObject({
  version: z.string().min(1),
  source: z.string().min(1),
  date: z.iso.date(),
  areas: z.array(z.strictObject({ key: z.string(), name: labelSchema })).min(1),
  categories: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[a-z0-9-]+$/),
        area: z.string(),
        name: labelSchema,
        /** What people call it in Chinese, for finding it; left out = as it is called here. */
        also: z.array(z.string().min(1)).min(1).optional(),
        /** Filing conditions (立案条件); the first is the default. */
        conditions: z.array(conditionSchema).min(1),
        /** Kinds of photos that must be there before the work may be fed back; left out = none. */
        proof: z.array(z.enum(PHOTO_KINDS)).min(1).optional(),
      }),
    )
    .min(1),
});

/** The event catalogue: areas of work, categories, and for each filing condition severity and deadline. */
export type Catalogue = z.infer<typeof catalogueSchema>;

/** A filing condition of a category: what decides severity and deadline. */
export type FilingCondition = Catalogue["categories"][number]["conditions"][number];

/** The filing condition of a category by its key; null when the catalogue does not know it. */
export function findCondition(
  catalogue: Catalogue,
  { category, condition }: { category: string; condition: string },
): FilingCondition | null {
  const found = catalogue.categories.find(({ code }) => code === category);
  return found?.conditions.find(({ key }) => key === condition) ?? null;
}

/** Kinds of photos that a category demands before its work may be fed back. */
export const proofOf = (catalogue: Catalogue, category: string): readonly PhotoKind[] =>
  catalogue.categories.find(({ code }) => code === category)?.proof ?? [];

/** Small matters within a day, big matters within a week (小事不过日, 大事不过周), and hours for what cannot wait. */
export const DEFAULT_LADDER = {
  minor: { amount: 1, unit: "calendar-day" },
  major: { amount: 7, unit: "calendar-day" },
  urgent: { amount: 2, unit: "urgent-hour" },
} as const satisfies Record<Severity, FilingCondition["deadline"]>;
