import { z } from "zod";
import { codeSchema } from "../incident/storable-text.ts";

/** Everything that leaves a row in the audit log. */
export const AUDIT_ACTIONS = [
  "sign-in",
  "sign-in.failed",
  "sign-in.locked",
  "sign-out",
  "session.revoked",
  "session.moved",
  "password.changed",
  "password.set",
  "password.link",
  "second-factor.on",
  "second-factor.off",
  "second-factor.reset",
  "person.invited",
  "person.joined",
  "person.disabled",
  "person.enabled",
  "grant.given",
  "grant.revoked",
  "device.created",
  "device.revoked",
  "wall.paired",
  "wall.arranged",
  "open311.added",
  "open311.revoked",
  "refused",
  "export",
  "contact.read",
  "audit.read",
  "retention",
  "hold.set",
  "hold.lifted",
  "draft.submitted",
  "draft.approved",
  "draft.rejected",
  "draft.scheduled",
  "draft.withdrawn",
  "draft.returned",
  "boundaries.published",
  "boundaries.restored",
  "visit.rhythm",
] as const;

/** One kind of thing that leaves a row in the audit log. */
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** A moment that the database can hold: it knows no year 0. */
const timeSchema = z.iso.datetime().refine((text) => !text.startsWith("0000"), "there is no year 0");

const factSchema = z.union([z.string(), z.int(), z.boolean(), z.null()]);

/** A row of the audit log: who did what to what, when, why and from where. */
export const auditEntrySchema = z.strictObject({
  seq: z.int().positive(),
  at: z.iso.datetime(),
  /** `person:ID`, `device:ID`, `nobody`, or `system` for the server itself. */
  actor: z.string(),
  action: z.enum(AUDIT_ACTIONS),
  /** What it was done to, in the same form: `person:ID`, `incident:ID`, … */
  subject: z.string().nullable(),
  territoryId: z.int().positive().nullable(),
  facts: z.record(z.string(), factSchema),
  reason: z.string().nullable(),
  address: z.string().nullable(),
});

/** What of the log is looked for; what is left out does not matter. */
export const auditFilterSchema = z.strictObject({
  actor: codeSchema.optional(),
  action: z.enum(AUDIT_ACTIONS).optional(),
  subject: codeSchema.optional(),
  from: timeSchema.optional(),
  /** The first moment that is too late. */
  to: timeSchema.optional(),
});

/** What of the log is looked for. */
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** A row of the log with the names of whom and what it speaks of, by `person:ID`, `device:ID` and `grid:ID`. */
export const namedAuditEntrySchema = auditEntrySchema.extend({ names: z.record(z.string(), z.string()) });

/** A row of the log with the names of whom and what it speaks of. */
export type NamedAuditEntry = z.infer<typeof namedAuditEntrySchema>;

/** The newest row of the log at some time: kept outside the database it shows a log that was cut off or rewritten. */
export const auditHeadSchema = z.strictObject({
  seq: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The newest row of the log at some time. */
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** What a look at a stretch of the log says; `broken` is the first row that is not what it was, or not where it was. */
export const auditCheckSchema = z.strictObject({
  /** The last row that is whole; null = none. */
  upTo: auditHeadSchema.nullable(),
  broken: z
    .strictObject({ seq: z.int().positive(), problem: z.enum(["missing", "changed", "rewritten"]) })
    .nullable(),
  /** True when there is nothing behind the stretch. */
  isEnd: z.boolean(),
  /** Heads kept outside the database that it was held to. */
  heads: z.int().nonnegative(),
});

/** What a look at a stretch of the log says. */
export type AuditCheck = z.infer<typeof auditCheckSchema>;

/** A row of the audit log. */
export type AuditEntry = z.infer<typeof auditEntrySchema>;
