import { z } from "zod";
import { dutySchema } from "./chain.ts";
import { INCIDENT_STATUSES } from "../incident/incident.ts";
import { ACTIONS } from "./action.ts";
import { CLOCK_EFFECTS } from "./transition.ts";
import { correctionSchema } from "../incident/classification.ts";
import { ROLES } from "../access/permissions.ts";

/** One entry of an incident's history: who did what, when, and who answered before and after. */
export const stepSchema = z.strictObject({
  action: z.enum(ACTIONS),
  actor: z.strictObject({ id: z.string(), role: z.enum([...ROLES, "system"]), gridPath: z.string() }),
  /** By the clock of the database, which every deadline goes by. */
  at: z.date(),
  /** When whoever did it says that it was done, where that was earlier: shown beside, and no clock goes by it. */
  doneAt: z.date().nullable(),
  from: z.enum(INCIDENT_STATUSES).nullable(),
  to: z.enum(INCIDENT_STATUSES),
  ownerBefore: dutySchema.nullable(),
  ownerAfter: dutySchema,
  /** Who is asked to take or judge it after this step. */
  asked: dutySchema.nullable(),
  clock: z.enum(CLOCK_EFFECTS),
  dueAt: z.date().nullable(),
  /** The level this step lifted it to; a history holds each level at most once. */
  climbedTo: z.int().min(0).nullable(),
  reason: z.string().nullable(),
  text: z.string().nullable(),
  until: z.date().nullable(),
  duplicateOf: z.int().positive().nullable(),
  /** What it was about before and what it is about now, where the step corrected that. */
  correction: correctionSchema.nullable(),
});

/** One entry of an incident's history. */
export type Step = z.infer<typeof stepSchema>;

/** Of a step that says no more than who answers. */
export const NOTHING_BESIDES = {
  doneAt: null,
  climbedTo: null,
  reason: null,
  text: null,
  until: null,
  duplicateOf: null,
  correction: null,
} as const satisfies Partial<Step>;
