import { z } from "zod";

/** Everything that leaves a row in the audit log. */
export const AUDIT_ACTIONS = [
  "sign-in",
  "sign-in.failed",
  "sign-in.locked",
  "sign-out",
  "session.revoked",
  "password.changed",
  "password.set",
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
  "refused",
  "export",
  "contact.read",
  "camera.read",
  "audit.read",
  "retention",
  "hold.set",
  "hold.lifted",
] as const;

/** One kind of thing that leaves a row in the audit log. */
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

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

/** A row of the audit log. */
export type AuditEntry = z.infer<typeof auditEntrySchema>;
