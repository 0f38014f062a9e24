import { z } from "zod";
import { incidentSchema } from "../incident/incident.ts";
import { bboxSchema } from "../grid/position.ts";
import { lineSchema } from "../incident/storable-text.ts";
import { DRAFT_STATES } from "./draft-lifecycle.ts";
import { draftEntrySchema, planStepSchema } from "./draft-log.ts";

/** What a draft is called. */
export const draftNameSchema = lineSchema.max(100);

/** Somebody who drew, by the name of the account. */
const drawerSchema = z.strictObject({ actor: z.string(), name: z.string().nullable() });

/** A draft of new boundaries, without its steps. */
export const draftSummarySchema = z.strictObject({
  id: z.int().positive(),
  name: z.string(),
  /** The version it stands on; another one in force means that it has to be rebased. */
  baseVersion: z.int().positive(),
  /** How many entries its log has; a change is refused that does not know the newest. */
  revision: z.int().nonnegative(),
  state: z.enum(DRAFT_STATES),
  forkedFrom: z.int().positive().nullable(),
  /** The grids that it is held to, with everything below them; null = the whole territory. */
  part: z.array(z.int().positive()).nullable(),
  createdBy: drawerSchema,
  createdAt: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  /** Who drew or moved it last; null = nobody since it was begun, or since that is written down. */
  lastBy: drawerSchema.nullable(),
  /** Everybody who has added to it. */
  changedBy: z.array(drawerSchema),
  /** What was said when it was rejected or taken back last. */
  comment: z.string().nullable(),
  /** Why it is drawn again although it was approved: the house gave it back, or who approves took it back. */
  returned: z.enum(["conflict", "problem", "taken-back"]).nullable(),
  effectiveAt: z.iso.datetime().nullable(),
  /** The version it was published as. */
  version: z.int().positive().nullable(),
});

/** A draft of new boundaries, without its steps. */
export type DraftSummary = z.infer<typeof draftSummarySchema>;

/** A draft with the steps that stand. */
export const draftSchema = draftSummarySchema.extend({
  currentVersion: z.int().positive(),
  steps: z.array(z.strictObject({ revision: z.int().positive(), step: planStepSchema })),
});

/** A draft with the steps that stand. */
export type Draft = z.infer<typeof draftSchema>;

/** An entry that somebody else added meanwhile. */
export const foreignEntrySchema = z.strictObject({
  revision: z.int().positive(),
  entry: z.union([
    draftEntrySchema,
    z.strictObject({
      kind: z.literal("rebase"),
      from: z.int().positive(),
      onto: z.int().positive(),
      dropped: z.array(z.int().positive()),
    }),
  ]),
  by: drawerSchema,
  at: z.iso.datetime(),
});

/** An entry that somebody else added meanwhile. */
export type ForeignEntry = z.infer<typeof foreignEntrySchema>;

/** A published set of boundaries. */
export const boundaryVersionSchema = z.strictObject({
  number: z.int().positive(),
  effectiveFrom: z.iso.datetime(),
  publishedAt: z.iso.datetime(),
  bbox: bboxSchema,
  draftId: z.int().positive().nullable(),
  /** The version whose state it took up again. */
  restores: z.int().positive().nullable(),
  /** Incidents that were, or are being, placed anew for it; null = there were none, or the viewer sees a part alone. */
  reassignment: z
    .strictObject({
      asked: z.int().nonnegative(),
      moved: z.int().nonnegative(),
      startedAt: z.iso.datetime(),
      endedAt: z.iso.datetime().nullable(),
    })
    .nullable(),
});

/** A published set of boundaries. */
export type BoundaryVersion = z.infer<typeof boundaryVersionSchema>;

/** Where a published set of boundaries comes from. */
export const versionOriginSchema = z.strictObject({
  number: z.int().positive(),
  /** What the draft is called that it was published from; null = it was imported, or restored. */
  draft: z.string().nullable(),
  /** Who began that draft, or restored it; null = it was imported. */
  by: drawerSchema.nullable(),
  /** Why an older version was taken up again. */
  reason: z.string().nullable(),
});

/** Where a published set of boundaries comes from. */
export type VersionOrigin = z.infer<typeof versionOriginSchema>;

/** Open work that came to another grid with a version. */
export const movedWorkSchema = z.strictObject({
  incidentId: z.int().positive(),
  version: z.int().positive(),
  fromGrid: z.int().positive().nullable(),
  toGrid: z.int().positive().nullable(),
  /** The incident, for whose grid it came to; null for those whom it left. */
  incident: incidentSchema.nullable(),
});

/** Open work that came to another grid with a version. */
export type MovedWork = z.infer<typeof movedWorkSchema>;
