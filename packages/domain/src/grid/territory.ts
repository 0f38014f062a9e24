import { z } from "zod";
import { labelSchema } from "../label.ts";
import { bboxSchema } from "./position.ts";

/** One level of the nesting; labels are data because places name their tiers differently. */
export const tierSchema = z.strictObject({ key: z.string().regex(/^[a-z][a-z0-9-]*$/), name: labelSchema });

/** One level of the nesting, e.g. community grid. */
export type Tier = z.infer<typeof tierSchema>;

/** What a street office governs: its tiers (coarsest first) and the version of its boundaries in force. */
export const territorySchema = z.strictObject({
  id: z.int().positive(),
  code: z.string().min(1),
  name: labelSchema,
  tiers: z.array(tierSchema).min(1).max(8),
  timeZone: z.string().min(1),
  /** True when people and places are made up. */
  demo: z.boolean(),
  /** Number of the published set of boundaries in force; screens cache geometry under it. */
  version: z.int().nonnegative(),
  bbox: bboxSchema.nullable(),
});

/** A territory as screens see it. */
export type Territory = z.infer<typeof territorySchema>;

/** The house default: community grid > compound grid > lane grid. */
export const DEFAULT_TIERS = [
  { key: "community", name: { zh: "社区网格", en: "Community grid" } },
  { key: "compound", name: { zh: "小区网格", en: "Compound grid" } },
  { key: "lane", name: { zh: "楼栋街巷网格", en: "Lane grid" } },
] as const satisfies readonly Tier[];
