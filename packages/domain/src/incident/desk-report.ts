import { z } from "zod";
import { CHANNELS } from "./incident.ts";
import type { Channel } from "./incident.ts";
import { photoIdSchema } from "./photo.ts";
import { positionSchema } from "../grid/position.ts";
import { codeSchema, writtenSchema } from "./storable-text.ts";

/** Channels whose reports lie some days before they are filed: a letter or a meeting has a date. */
const DATED_CHANNELS: ReadonlySet<Channel> = new Set([
  "mailbox",
  "opinion-box",
  "meeting",
  "visit",
  "petition",
]);

/** True when a report by this channel must say when the letter was written or the meeting held. */
export const isDated = (channel: Channel): boolean => DATED_CHANNELS.has(channel);

/** The most photos a report brings along. */
export const MOST_DESK_PHOTOS = 6;

/** A report as who takes a call, opens a letter or sits in a meeting writes it down. */
export const deskReportSchema = z
  .strictObject({
    /** Drawn by the form: sent twice it is one report. */
    requestId: z.string().regex(/^[0-9a-f]{32}$/),
    channel: z.enum(CHANNELS),
    category: codeSchema,
    condition: codeSchema,
    summary: writtenSchema.min(1).max(2000),
    position: positionSchema,
    accuracyMetres: z.number().nonnegative().max(100_000).nullable(),
    /** Null = now, by the clock of the database. */
    occurredAt: z.iso
      .datetime()
      .refine((text) => !text.startsWith("0000"), "there is no year 0")
      .nullable(),
    /** How the reporter can be reached; null = not wanted. */
    contact: writtenSchema.min(1).max(100).nullable(),
    photoIds: z.array(photoIdSchema).max(MOST_DESK_PHOTOS),
    /** The incident that it is about as well, as whose further report it is kept; null = a matter of its own. */
    sameAs: z.int().positive().nullable(),
  })
  .refine(({ channel, occurredAt }) => occurredAt !== null || !isDated(channel), {
    path: ["occurredAt"],
    message: "this channel needs a date",
  });

/** A report as it is written down at the desk. */
export type DeskReport = z.infer<typeof deskReportSchema>;

/** A spot that an address search found; the kinds stand in the order an operator expects. */
export const ADDRESS_KINDS = ["place", "building", "grid", "road", "green", "water"] as const;

/** A spot that an address search found. */
export const foundAddressSchema = z.strictObject({
  kind: z.enum(ADDRESS_KINDS),
  name: z.string(),
  /** What tells it from another of that name: the grid around a grid, a grid's code; null = nothing. */
  note: z.string().nullable(),
  position: positionSchema,
});

/** A spot that an address search found. */
export type FoundAddress = z.infer<typeof foundAddressSchema>;
