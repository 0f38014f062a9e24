import { incidentSchema } from "@getu/domain";
import type { Actor, IncidentRecord, Rulebook } from "@getu/domain";

/** What somebody reports; when it came in is for the database to say. */
export const reportSchema = incidentSchema.pick({
  externalId: true,
  category: true,
  condition: true,
  channel: true,
  summary: true,
  position: true,
  accuracyMetres: true,
  occurredAt: true,
});

/** What somebody reports. */
export type Report = Pick<IncidentRecord, keyof typeof reportSchema.shape>;

/** What of a record a report says; its state is for the loop to say. */
export const toReport = (record: IncidentRecord): Report => ({
  externalId: record.externalId,
  category: record.category,
  condition: record.condition,
  channel: record.channel,
  summary: record.summary,
  position: record.position,
  accuracyMetres: record.accuracyMetres,
  occurredAt: record.occurredAt,
});

/** A report on its way in: who brings it, by which rules, and what they call this delivery among their own. */
export type ReportDelivery = {
  territoryId: number;
  report: Report;
  actor: Actor;
  rulebook: Rulebook;
  idempotencyKey: string;
  /** The open incident that it is a further report of. */
  sameAs?: { incidentId: number } | null;
};
