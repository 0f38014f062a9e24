import { z } from "zod";
import { CONTACT_DAYS } from "../incident/public-report.ts";

/** How long what belongs to people is kept. The ledger itself, its history and the audit log stay. */
export const retentionSchema = z.strictObject({
  /** A reporter's contact, after the case was closed; in any case it goes `CONTACT_DAYS` after the report, as promised. */
  contactDays: z.int().min(1).max(CONTACT_DAYS),
  /** Photos, after the case was closed. */
  photoDays: z.int().min(1).max(36_500),
  /** What a visitor noted, after the visit, and what was asked for there and answered, after the last answer; that it was, stays. */
  noteDays: z.int().min(1).max(36_500),
});

/** How long what belongs to people is kept. */
export type Retention = z.infer<typeof retentionSchema>;

/** What holds where nothing else is said (`GETU_KEEP_CONTACT_DAYS`, `GETU_KEEP_PHOTO_DAYS`, `GETU_KEEP_NOTE_DAYS`). */
export const RETENTION: Retention = { contactDays: 30, photoDays: 730, noteDays: 365 };

/** Everything that retention removes. */
export const REMAINS = [
  "contacts",
  "photos",
  "notes",
  /** What people asked for and were answered. */
  "needs",
  /** Photos that no report has taken. */
  "uploads",
  "sessions",
  "invitations",
  "verifications",
  "locks",
] as const;

/** One kind of thing that retention removes. */
export type Remains = (typeof REMAINS)[number];
