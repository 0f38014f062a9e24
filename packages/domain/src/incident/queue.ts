import { z } from "zod";
import { dutySchema } from "../loop/chain.ts";
import { CHANNELS, INCIDENT_STATUSES, incidentSchema, SEVERITIES } from "./incident.ts";
import { codeSchema, lineSchema, writtenSchema } from "./storable-text.ts";

/**
 * What the desk works through:
 * - `mine`: what a duty that falls to oneself owns or is asked for; `to-verify`: the part of it that is to be judged.
 *   A duty falls to whoever holds its grid path in a role that can answer, else to the nearest above who does;
 * - `unassigned`: what nobody is asked to take yet; `near-border`: the part of it that may be in the wrong grid;
 * - `overdue`: what is open after its deadline; `all`: everything that ever happened.
 */
export const QUEUES = ["mine", "unassigned", "near-border", "overdue", "to-verify", "all"] as const;

/** One of the queues of the desk. */
export type Queue = (typeof QUEUES)[number];

/** What a queue can be sorted by; `climbed`: the highest level first, then the latest; `closed`: what was closed last first. */
export const QUEUE_ORDERS = ["climbed", "due", "reported", "closed"] as const;

/** What a queue can be sorted by. */
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

/** The orders that the desk offers of each queue, its own one first. */
export const ORDERS_OF_QUEUE = {
  mine: ["due", "reported"],
  unassigned: ["due", "reported"],
  "near-border": ["due", "reported"],
  overdue: ["climbed", "due", "reported"],
  "to-verify": ["due", "reported"],
  all: ["reported", "due"],
} as const satisfies Record<Queue, readonly QueueOrder[]>;

/** A moment that the database can hold: it knows no year 0. */
const timeSchema = z.iso.datetime().refine((text) => !text.startsWith("0000"), "there is no year 0");

/** What of a queue is looked for; what is left out does not matter. */
export const queueFilterSchema = z.strictObject({
  statuses: z.array(z.enum(INCIDENT_STATUSES)).min(1).max(INCIDENT_STATUSES.length).optional(),
  categories: z.array(codeSchema).min(1).max(100).optional(),
  severities: z.array(z.enum(SEVERITIES)).min(1).max(SEVERITIES.length).optional(),
  channels: z.array(z.enum(CHANNELS)).min(1).max(CHANNELS.length).optional(),
  /** A grid of any tier, with everything below it; null = outside every grid. */
  gridId: z.int32().positive().nullable().optional(),
  /** The highest level climbed to; null = not climbed. */
  reached: z.int().min(0).max(7).nullable().optional(),
  reportedFrom: timeSchema.optional(),
  /** The first moment that is too late. */
  reportedTo: timeSchema.optional(),
  closedFrom: timeSchema.optional(),
  overdue: z.literal(true).optional(),
  /** Words that all stand in the summary or the external id. */
  text: writtenSchema.min(1).max(100).optional(),
});

/** What of a queue is looked for. */
export type QueueFilter = z.infer<typeof queueFilterSchema>;

/**
 * True when the order can be had: everything that ever happened has no order by deadline, what is open of it has, and what was
 * closed since a moment has one by its end.
 */
export function canOrder(queue: Queue, order: QueueOrder, { statuses, closedFrom }: QueueFilter): boolean {
  if (order === "closed") return queue === "all" && closedFrom !== undefined;
  const isKnown = (ORDERS_OF_QUEUE[queue] as readonly QueueOrder[]).includes(order);
  const isOpenOnly = statuses !== undefined && !statuses.includes("closed");
  return isKnown && (queue !== "all" || order === "reported" || isOpenOnly);
}

/** Whether the latest comes first. */
export const isNewestFirst = (order: QueueOrder): boolean => order === "reported" || order === "closed";

/** Where a page ends: the next one begins behind it, whatever has come or gone meanwhile. */
export const queueCursorSchema = z.strictObject({
  /** The level climbed to; 8 = none. Orders without levels have 0. */
  rung: z.int().min(0).max(8),
  /** Deadline, report or end, as the order is; null = no deadline. */
  at: timeSchema.nullable(),
  id: z.int().positive(),
});

/** Where a page ends. */
export type QueueCursor = z.infer<typeof queueCursorSchema>;

/** An incident as a queue shows it: with who answers for it. */
export const queueEntrySchema = incidentSchema.extend({
  /** Null until the loop has it. */
  owner: dutySchema.nullable(),
  /** Since when the owner answers; null = nothing is written of it. */
  ownedSince: z.iso.datetime().nullable(),
  asked: z.strictObject({ duty: dutySchema, acceptBy: z.iso.datetime() }).nullable(),
  /** The highest level it has climbed to; null = it has not climbed. */
  reached: z.int().min(0).max(7).nullable(),
});

/** An incident as a queue shows it. */
export type QueueEntry = z.infer<typeof queueEntrySchema>;

/** One page of a queue. */
export const queuePageSchema = z.strictObject({
  /** On a first page with a text: the incidents of the scope with just this number or external id, in whatever queue. */
  exact: z.array(queueEntrySchema),
  entries: z.array(queueEntrySchema),
  /** Null = there is nothing behind this page. */
  next: queueCursorSchema.nullable(),
  /** True when looking stopped before the page was full: what is behind it has not been looked at. */
  isCut: z.boolean(),
  asOf: z.iso.datetime(),
});

/** One page of a queue. */
export type QueuePage = z.infer<typeof queuePageSchema>;

/** How many incidents a queue has; `isMore`: at least so many, counting stopped there. */
export const queueCountSchema = z.strictObject({ count: z.int().nonnegative(), isMore: z.boolean() });

/** How many incidents a queue has. */
export type QueueCount = z.infer<typeof queueCountSchema>;

/** A filter of a queue under a name. */
export const savedFilterSchema = z.strictObject({
  name: lineSchema.max(40),
  queue: z.enum(QUEUES),
  order: z.enum(QUEUE_ORDERS),
  filter: queueFilterSchema,
});

/** A filter of a queue under a name. */
export type SavedFilter = z.infer<typeof savedFilterSchema>;

/** Nobody keeps more filters of one territory. */
export const MOST_SAVED_FILTERS = 30;
