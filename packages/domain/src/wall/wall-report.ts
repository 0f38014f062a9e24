import { z } from "zod";
import { SCENE_KINDS } from "./wall-scene.ts";

/** Why a wall's page began anew by itself: it stood still, the server has another program, or its own did not come. */
export const RESTART_REASONS = ["frozen", "upgraded", "did not open"] as const;

/** Why a wall's page began anew by itself. */
export type RestartReason = (typeof RESTART_REASONS)[number];

/** A wall speaks up so often, and whenever another scene comes on its screen. */
export const WALL_REPORT_MS = 60_000;

/** Counted back further than this it is a wrong clock's. */
export const MOST_SECONDS_AGO = 10 * 365 * 86_400;

const shownKindSchema = z.enum([...SCENE_KINDS, "urgent"]);

const incidentIdSchema = z.int().positive();

/** What a wall tells the server of itself. */
export const wallReportSchema = z.strictObject({
  shows: shownKindSchema,
  /** The urgent incident that it shows; null = none, or a page of before this was told. */
  incidentId: incidentIdSchema.nullable().default(null),
  /** The last time that its page began anew by itself, counted back from now: its machine's clock may be wrong; null = none known. */
  restart: z
    .strictObject({
      reason: z.enum(RESTART_REASONS),
      secondsAgo: z.int().min(0).max(MOST_SECONDS_AGO),
    })
    .nullable(),
});

/** What a wall tells the server of itself. */
export type WallReport = z.infer<typeof wallReportSchema>;

/** What the desk knows of a wall from its last report. */
export const wallNewsSchema = z.strictObject({
  heardAt: z.iso.datetime(),
  /** False once it has missed two reports. */
  isHeard: z.boolean(),
  /** Null = something that only a later version knows. */
  shows: shownKindSchema.nullable(),
  /** The urgent incident that it showed; null = none that is known. */
  incidentId: incidentIdSchema.nullable(),
  restart: z.strictObject({ reason: z.enum(RESTART_REASONS), at: z.iso.datetime() }).nullable(),
});

/** What the desk knows of a wall from its last report. */
export type WallNews = z.infer<typeof wallNewsSchema>;
