import { z } from "zod";
import { MOST_DESK_PHOTOS } from "../incident/desk-report.ts";
import { NEED_KINDS, needSchema } from "./need.ts";
import { photoIdSchema } from "../incident/photo.ts";
import { codeSchema, writtenSchema } from "../incident/storable-text.ts";

/** What a visit found: all is well, nobody was at home, or there was something to note. */
export const VISIT_OUTCOMES = ["well", "away", "matter"] as const;

/** What a visit found. */
export type VisitOutcome = (typeof VISIT_OUTCOMES)[number];

/** No text of a visit is longer. */
export const MOST_VISIT_TEXT = 2000;

const textSchema = writtenSchema.min(1).max(MOST_VISIT_TEXT).nullable();

/** What came of a visit, entered once: an incident at that address, a demand, a micro-wish, or a note alone. */
export const newVisitSchema = z
  .strictObject({
    outcome: z.enum(VISIT_OUTCOMES),
    note: textSchema,
    /** Null = now, by the clock of the database. */
    occurredAt: z.iso
      .datetime()
      .refine((text) => !text.startsWith("0000"), "there is no year 0")
      .nullable(),
    incident: z
      .strictObject({
        category: codeSchema,
        condition: codeSchema,
        summary: writtenSchema.min(1).max(MOST_VISIT_TEXT),
        photoIds: z.array(photoIdSchema).max(MOST_DESK_PHOTOS),
      })
      .nullable(),
    demand: textSchema,
    wish: textSchema,
  })
  .refine(
    ({ outcome, note, incident, demand, wish }) =>
      outcome === "matter"
        ? [note, incident, demand, wish].some((each) => each !== null)
        : incident === null && demand === null && wish === null,
    { path: ["outcome"], message: "only a matter brings something along, and always does" },
  );

/** What came of a visit. */
export type NewVisit = z.infer<typeof newVisitSchema>;

/** A visit in the ledger, which only grows. */
export const visitSchema = z.strictObject({
  id: z.int().positive(),
  /** Who was there; null = somebody without an account. */
  visitor: z.string().nullable(),
  outcome: z.enum(VISIT_OUTCOMES),
  note: z.string().nullable(),
  /** By the visitor's phone; `recordedAt` is the database's. */
  occurredAt: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  incidentId: z.int().positive().nullable(),
  needs: z.array(needSchema.pick({ id: true, kind: true, text: true, answer: true })).max(NEED_KINDS.length),
});

/** A visit in the ledger. */
export type Visit = z.infer<typeof visitSchema>;
