import { z } from "zod";
import { positionSchema } from "../grid/position.ts";

/** States of the closed loop (lifecycle.ts), in order; suspended (挂账) is a rest on the way, not a step. */
export const INCIDENT_STATUSES = [
  "reported",
  "filed",
  "assigned",
  "accepted",
  "handling",
  "fed-back",
  "verified",
  "suspended",
  "closed",
] as const;

/** Where an incident stands in the loop. */
export type IncidentStatus = (typeof INCIDENT_STATUSES)[number];

/** How much an incident weighs: small matters, big matters, and what cannot wait. */
export const SEVERITIES = ["minor", "major", "urgent"] as const;

/** How much an incident weighs. */
export type Severity = (typeof SEVERITIES)[number];

/** Where a report comes from (brief: "Intake"). */
export const CHANNELS = [
  "hotline",
  "snapshot",
  "opinion-box",
  "mailbox",
  "patrol",
  "visit",
  "meeting",
  "device",
  "petition",
] as const;

/** Where a report comes from. */
export type Channel = (typeof CHANNELS)[number];

/** An incident (事件) as screens see it; times are ISO 8601 in UTC. */
export const incidentSchema = z.strictObject({
  id: z.int().positive(),
  externalId: z.string().nullable(),
  /** Code of a category of the event catalogue. */
  category: z.string().min(1),
  /** Key of the category's filing condition, which sets severity and deadline. */
  condition: z.string().min(1),
  severity: z.enum(SEVERITIES),
  channel: z.enum(CHANNELS),
  status: z.enum(INCIDENT_STATUSES),
  summary: z.string(),
  position: positionSchema,
  /** Radius within which the reporter's device places itself, when it said so. */
  accuracyMetres: z.number().nonnegative().nullable(),
  occurredAt: z.iso.datetime(),
  reportedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  /** The finest grid that held the position when it happened; never changes. */
  gridAtOccurrence: z.int().positive().nullable(),
  /** The finest grid that holds it by the boundaries in force; null = outside every grid. */
  gridCurrent: z.int().positive().nullable(),
  /** Metres to the nearest border of the grid; null outside every grid. */
  distanceToBorderMetres: z.number().nonnegative().nullable(),
  /** The grid across that border; null = none. */
  neighbourGridId: z.int().positive().nullable(),
  /** True when the reported accuracy (or the house default) is wider than the distance to the border. */
  nearBorder: z.boolean(),
});

/** An incident as screens see it. */
export type Incident = z.infer<typeof incidentSchema>;

/** Work remains until an incident is closed. */
export const isOpen = (status: IncidentStatus): boolean => status !== "closed";

/** An incident as it stood at a moment: closed, or open in whichever way; null = it had not happened. */
export function incidentAt(incident: Incident, moment: Date): Incident | null {
  const { occurredAt, status, closedAt } = incident;
  if (Date.parse(occurredAt) > moment.getTime()) return null;
  const isClosedLater = closedAt !== null && Date.parse(closedAt) > moment.getTime();
  return isClosedLater && !isOpen(status) ? { ...incident, status: "reported", closedAt: null } : incident;
}
