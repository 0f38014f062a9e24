import { z } from "zod";
import { cameraSchema } from "../camera/camera.ts";
import { incidentSchema } from "../incident/incident.ts";

/** What `/live` carries: each topic with the value as it is after the change. */
export const liveChangeSchema = z.discriminatedUnion("topic", [
  z.strictObject({ topic: z.literal("incident"), incident: incidentSchema }),
  z.strictObject({ topic: z.literal("camera"), camera: cameraSchema }),
  /** A wall was set up or told something: it asks for itself again. */
  z.strictObject({ topic: z.literal("wall"), wallId: z.int().positive() }),
  /** Somebody was visited, or answered: households and what they asked for are to be fetched again. */
  z.strictObject({ topic: z.literal("visit") }),
  /** Somebody drew on a draft of boundaries or moved it along: who has it open looks again. */
  z.strictObject({ topic: z.literal("draft"), draftId: z.int().positive() }),
  /**
   * Grids, boundaries or places were replaced, or more incidents than are told one by one: fetch everything again. `only`
   * says that nothing but incidents is another.
   */
  z.strictObject({
    topic: z.literal("territory"),
    version: z.int().nonnegative(),
    only: z.literal("incidents").optional(),
  }),
]);

/** One change that a screen applies to what it shows. */
export type LiveChange = z.infer<typeof liveChangeSchema>;

/** Whether something that is imported whole is another now: boundaries, places, cameras, the ground. */
export const isGroundChange = (change: LiveChange): boolean =>
  change.topic === "territory" && change.only === undefined;

/** Position in the change feed, `<transaction id>-<row id>`; opaque to screens, ordered on the server. */
export const liveCursorSchema = z.string().regex(/^\d{1,20}-\d{1,19}$/);
