import { z } from "zod";
import { basemapSourceSchema } from "../grid/basemap-source.ts";
import { labelSchema } from "../label.ts";
import { INCIDENT_STATUSES } from "./incident.ts";
import { bboxSchema, positionSchema } from "../grid/position.ts";
import { photoIdSchema } from "./photo.ts";
import { codeSchema, writtenSchema } from "./storable-text.ts";

/** The channels a resident can report through without signing in: on the street, by the mailbox, at a meeting. */
export const PUBLIC_CHANNELS = ["snapshot", "mailbox", "meeting"] as const;

/** A channel a resident can report through. */
export type PublicChannel = (typeof PUBLIC_CHANNELS)[number];

/** Days after which a contact is deleted, whatever became of the report. */
export const CONTACT_DAYS = 90;

/** A rating below this reopens the case one level up. */
export const SATISFIED_FROM = 3;

const MOST_PHOTOS = 3;

/** A report as a resident sends it. */
export const publicReportSchema = z.strictObject({
  /** Drawn by the sender: the same report sent twice is one report. */
  requestId: z.uuidv4(),
  territoryId: z.int32().positive(),
  channel: z.enum(PUBLIC_CHANNELS),
  category: codeSchema,
  text: writtenSchema.min(2).max(1000),
  position: positionSchema,
  accuracyMetres: z.number().nonnegative().max(100_000).nullable(),
  photoIds: z.array(photoIdSchema).max(MOST_PHOTOS),
  /** How the office may reach the reporter; null = not wanted. */
  contact: writtenSchema.min(1).max(100).nullable(),
});

/** A report as a resident sends it. */
export type PublicReport = z.infer<typeof publicReportSchema>;

/** What a resident says about how a case was settled. */
export const ratingSchema = z.strictObject({
  code: z.string().max(100),
  rating: z.int().min(1).max(5),
  reason: writtenSchema.max(500).nullable(),
});

/** What who holds its code may know of a case: no name, no grid, no number. */
export const caseViewSchema = z.strictObject({
  category: z.string(),
  status: z.enum(INCIDENT_STATUSES),
  /** When its own reporter told it: what it was merged into may have been reported before. */
  reportedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  closedAt: z.iso.datetime().nullable(),
  /** That came with the report. */
  photos: z.int().nonnegative(),
  /** When it came to each status, oldest first. */
  steps: z.array(z.strictObject({ status: z.enum(INCIDENT_STATUSES), at: z.iso.datetime() })),
  /** What the office says of how it was settled, or why not; null while it is open. */
  answer: z.string().nullable(),
  /** Of the last closing; null = not given. */
  rating: z.int().min(1).max(5).nullable(),
  /** True while the case is closed and this closing has not been rated. */
  mayRate: z.boolean(),
});

/** What who holds its code may know of a case. */
export type CaseView = z.infer<typeof caseViewSchema>;

/** What the public page works with. */
export const officeSchema = z.strictObject({
  territories: z.array(z.strictObject({ id: z.int().positive(), name: labelSchema, bbox: bboxSchema })),
  areas: z.array(z.strictObject({ key: z.string(), name: labelSchema })),
  categories: z.array(z.strictObject({ code: z.string(), area: z.string(), name: labelSchema })),
  basemap: basemapSourceSchema,
  contactDays: z.int().positive(),
});

/** What the public page works with. */
export type Office = z.infer<typeof officeSchema>;
