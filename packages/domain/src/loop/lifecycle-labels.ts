import { z } from "zod";
import { INCIDENT_STATUSES } from "../incident/incident.ts";
import type { IncidentStatus } from "../incident/incident.ts";
import type { Label } from "../label.ts";
import { labelSchema } from "../label.ts";
import { ACTIONS } from "./action.ts";

/** A stage as the place counts them, with the states it covers. */
const stageSchema = z.strictObject({
  name: labelSchema,
  statuses: z.array(z.enum(INCIDENT_STATUSES)).min(1),
});

const namingSchema = z
  .strictObject({
    name: labelSchema,
    stages: z.array(stageSchema).min(1),
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

/** The words one deployment uses for stages, statuses and actions. */
export const loopWordsSchema = z.strictObject({
  name: labelSchema,
  stages: z.array(stageSchema),
  statuses: z.record(z.enum(INCIDENT_STATUSES), labelSchema),
  actions: z.record(z.enum(ACTIONS), labelSchema),
});

/** The words one deployment uses for stages, statuses and actions. */
export type LoopWords = z.infer<typeof loopWordsSchema>;

/** The words of a naming, its own ones first; null when there is no such naming. */
export function toLoopWords({ statuses, actions, namings }: LifecycleLabels, key: string): LoopWords | null {
  const naming = namings[key];
  if (!naming) return null;
  const { name, stages } = naming;
  return { name, stages, statuses, actions: { ...actions, ...naming.actions } };
}

/** The stage that a status belongs to: its name and its number, counted from 1. */
export function stageOf(status: IncidentStatus, { stages }: LoopWords): { name: Label; number: number } {
  const index = stages.findIndex(({ statuses }) => statuses.includes(status));
  return { name: stages[index]!.name, number: index + 1 }; // the schema gives every status a stage
}
