import { z } from "zod";
import { INCIDENT_STATUSES } from "./incident.ts";
import type { IncidentStatus } from "./incident.ts";
import type { Label } from "./label.ts";
import { labelSchema } from "./label.ts";
import { ACTIONS } from "./lifecycle.ts";

const namingSchema = z
  .strictObject({
    name: labelSchema,
    /** The stages as the place counts them, in order, with the states each one covers. */
    stages: z
      .array(z.strictObject({ name: labelSchema, statuses: z.array(z.enum(INCIDENT_STATUSES)).min(1) }))
      .min(1),
    /** What each action is called where the place has a word of its own. */
    actions: z.partialRecord(z.enum(ACTIONS), labelSchema),
  })
  .refine(({ stages }) => {
    const covered = stages.flatMap(({ statuses }) => statuses);
    return INCIDENT_STATUSES.every((status) => covered.filter((each) => each === status).length === 1);
  }, "every status belongs to exactly one stage");

/** How places name the loop: one machine, several namings. */
export const lifecycleLabelsSchema = z.strictObject({
  source: z.string().min(1),
  date: z.iso.date(),
  statuses: z.record(z.enum(INCIDENT_STATUSES), labelSchema),
  actions: z.record(z.enum(ACTIONS), labelSchema),
  namings: z.record(z.string(), namingSchema),
});

/** How places name the loop. */
export type LifecycleLabels = z.infer<typeof lifecycleLabelsSchema>;

/** One place's naming of the loop. */
export type LifecycleNaming = LifecycleLabels["namings"][string];

/** The stage of a naming that a status belongs to: its name and its number, counted from 1. */
export function stageOf(
  status: IncidentStatus,
  { stages }: LifecycleNaming,
): { name: Label; number: number } {
  const index = stages.findIndex(({ statuses }) => statuses.includes(status));
  return { name: stages[index]!.name, number: index + 1 }; // the schema gives every status a stage
}
