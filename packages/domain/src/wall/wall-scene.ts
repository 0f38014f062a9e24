import { z } from "zod";
import { heatLookSchema } from "../heat/heat-look.ts";

/**
 * What a wall can show, each with its file below `apps/wall/src/scenes`:
 * - `territory`: everything as it is now; `community`: one of the coarsest grids, another at each round of the list;
 * - `overdue`: what is late, by the level it has climbed to; `yesterday`: the day before or another one, from midnight to midnight;
 * - `assessment`: the month so far, grid by grid;
 * - `cameras`: what cameras see of the ground and where incidents gather unseen; `hours`: when in the week they happen.
 */
export const SCENE_KINDS = [
  "territory",
  "community",
  "overdue",
  "cameras",
  "hours",
  "yesterday",
  "assessment",
] as const;

/** What a wall can show. */
export type SceneKind = (typeof SCENE_KINDS)[number];

/** When a scene is shown at all; otherwise the list goes on to the next one. */
export const SCENE_CONDITIONS = ["always", "some-overdue", "some-offline", "by-day", "by-night"] as const;

/** When a scene is shown at all. */
export type SceneCondition = (typeof SCENE_CONDITIONS)[number];

/** One scene of a wall's list. */
export const sceneEntrySchema = z.strictObject({
  kind: z.enum(SCENE_KINDS),
  /** How long it stays; nobody reads a wall in less than five seconds. */
  seconds: z.int().min(5).max(3600),
  when: z.enum(SCENE_CONDITIONS),
  /** What the heat of `territory` shows; without it what a screen begins with. */
  heat: heatLookSchema.optional(),
  /** The day that `yesterday` plays; null or none = the day before. */
  day: z.iso.date().nullable().optional(),
});

/** One scene of a wall's list. */
export type SceneEntry = z.infer<typeof sceneEntrySchema>;

/**
 * What conditions are read from: the hour of the territory's day, open work past its deadline, cameras that are off. What is not
 * known yet is null, and nothing is left out for it: a page that begins anew would leave out the scene that it is to go on to.
 */
export type SceneFacts = { hour: number; overdue: number | null; offline: number | null };

const isDay = (hour: number): boolean => hour >= 8 && hour < 20;

/** True when a scene with that condition is to be shown now. */
export function isTimeFor(condition: SceneCondition, { hour, overdue, offline }: SceneFacts): boolean {
  const holds = {
    always: true,
    "some-overdue": overdue !== 0,
    "some-offline": offline !== 0,
    "by-day": isDay(hour),
    "by-night": !isDay(hour),
  } as const satisfies Record<SceneCondition, boolean>;
  return holds[condition];
}
