import { z } from "zod";
import type { Grid } from "../grid/grid.ts";
import { labelSchema } from "../label.ts";
import type { Label } from "../label.ts";
import { codeSchema } from "../incident/storable-text.ts";
import type { Territory } from "../grid/territory.ts";

/** A number that hangs in public: digits, and what people put between them. */
const telephoneSchema = z.string().regex(/^\+?[\d][\d ()-]{2,28}\d$/, "must be a telephone number");

/** What the office publishes of one grid; what is left out is its parent's, or nobody's. */
const noticeGridSchema = z.strictObject({
  dutyTelephone: telephoneSchema.optional(),
  /** Of whoever leads exactly this grid: it is handed down to no other. */
  leaderTelephone: telephoneSchema.optional(),
});

const noticeTerritorySchema = z.strictObject({
  /** Whether boards name who leads a grid: a name hangs in public only where the office says so. */
  leaders: z.enum(["named", "withheld"]),
  dutyTelephone: telephoneSchema.optional(),
  /** By the code of the grid. */
  grids: z.record(codeSchema, noticeGridSchema).default({}),
});

/** What an office hangs out: the duties of each tier, and of each territory what of people and telephones is public. */
export const noticeSettingsSchema = z.strictObject({
  source: z.string().min(1),
  date: z.iso.date(),
  /** By the key of the tier. */
  duties: z.record(z.string(), z.array(labelSchema).min(1).max(8)),
  /** By the code of the territory; one that is not named here publishes nothing. */
  territories: z.record(codeSchema, noticeTerritorySchema),
});

/** What an office hangs out. */
export type NoticeSettings = z.infer<typeof noticeSettingsSchema>;

/** What of a grid may hang in public beside its outline. */
type Notice = {
  leader: { name: string; telephone: string | null } | null;
  dutyTelephone: string | null;
  duties: readonly Label[];
};

type NoticeGrid = Pick<Grid, "code" | "tier" | "leaderName">;

/** What hangs out of the first grid of a chain, finest first: a duty telephone is the nearest one above, a leader is its own. */
export function noticeOf(
  settings: NoticeSettings,
  { code, tiers }: Pick<Territory, "code" | "tiers">,
  chain: readonly [NoticeGrid, ...NoticeGrid[]],
): Notice {
  const [grid] = chain;
  const published = settings.territories[code];
  const nearest = chain.map((each) => published?.grids[each.code]?.dutyTelephone).find(Boolean);
  const isNamed = published?.leaders === "named" && grid.leaderName !== null;
  const telephone = published?.grids[grid.code]?.leaderTelephone ?? null;
  return {
    leader: isNamed ? { name: grid.leaderName!, telephone } : null, // just asked
    dutyTelephone: nearest ?? published?.dutyTelephone ?? null,
    duties: settings.duties[tiers[grid.tier]?.key ?? ""] ?? [],
  };
}
