import type { Operation, UnitPlace, UnitSpan } from "@getu/geometry/partition";
import { z } from "zod";
import { lineSchema, codeSchema } from "../incident/storable-text.ts";
import { FIRST_NEW_GRID } from "./plan.ts";
import type { GridEdit, PlanStep, RoadFollowing } from "./plan.ts";

/** A drawn line has no more places than this, nor have the rings of a step together. */
const MOST_PLACES = 20_000;

const MOST_UNITS = 1_800_000_000;

const unit = z.int().min(-MOST_UNITS).max(MOST_UNITS);
const placeSchema: z.ZodType<UnitPlace> = z.tuple([unit, unit]);
const spanSchema: z.ZodType<UnitSpan> = z.tuple([placeSchema, placeSchema]);
const lineOfPlaces = z.array(placeSchema).max(MOST_PLACES).readonly();
const ringsOfPlaces = z
  .array(lineOfPlaces)
  .max(1000)
  .refine((rings) => rings.flat().length <= MOST_PLACES, "there are too many places")
  .readonly();
/** A grid's id, a number for a new one, or -1 for a gap that nobody has yet. */
const ownerSchema = z.int32().min(-1);
const gridSchema = z.int32().positive();
/** The other parts of a cut are numbered on from here, and stay numbers of 32 bits. */
const newGridSchema = z
  .int()
  .min(FIRST_NEW_GRID)
  .max(2 * FIRST_NEW_GRID);

const operationSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("split"),
    owner: gridSchema,
    line: lineOfPlaces,
    firstNewOwner: newGridSchema,
  }),
  z.strictObject({ kind: z.literal("merge"), keep: gridSchema, absorb: gridSchema }),
  z.strictObject({ kind: z.literal("exchange"), one: gridSchema, other: gridSchema }),
  z.strictObject({ kind: z.literal("move-node"), from: placeSchema, to: placeSchema }),
  z.strictObject({ kind: z.literal("insert-node"), edge: spanSchema, near: placeSchema }),
  z.strictObject({ kind: z.literal("bend-edge"), edge: spanSchema, to: placeSchema }),
  z.strictObject({ kind: z.literal("delete-node"), node: placeSchema }),
  z.strictObject({ kind: z.literal("reshape"), edge: spanSchema, path: lineOfPlaces }),
  z.strictObject({
    kind: z.literal("transfer"),
    rings: ringsOfPlaces,
    from: z.array(ownerSchema).max(1000).readonly(),
    to: gridSchema,
  }),
  z.strictObject({ kind: z.literal("assign-face"), from: ownerSchema, at: placeSchema, to: gridSchema }),
]);

const roadFollowingSchema = z.strictObject({
  kind: z.literal("follow-road"),
  edge: spanSchema,
  path: lineOfPlaces,
});

const gridEditSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("describe"),
    grid: gridSchema,
    code: codeSchema,
    name: lineSchema.max(200),
    leaderName: lineSchema.max(200).nullable(),
    households: z.int32().nonnegative().nullable(),
    isCounted: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal("re-parent"), grid: gridSchema, parent: gridSchema }),
]);

/** One step of a draft, as it is kept and sent. */
export const planStepSchema = z.discriminatedUnion("kind", [
  operationSchema,
  roadFollowingSchema,
  gridEditSchema,
]);

/** What a planner adds to the log of a draft: a step, or the taking back of the last one that stands. */
export const draftEntrySchema = z.discriminatedUnion("kind", [
  planStepSchema,
  z.strictObject({ kind: z.literal("undo") }),
]);

/** What a planner adds to the log of a draft. */
export type DraftEntry = PlanStep | { readonly kind: "undo" };

/** The draft stands on another version from here on, without the steps that were given up for it. */
export type Rebase = {
  readonly kind: "rebase";
  readonly from: number;
  readonly onto: number;
  readonly dropped: readonly number[];
};

/** A row of the log, which only grows: its revision, and who added what. */
export type DraftRow = { readonly revision: number; readonly entry: DraftEntry | Rebase };

/** A step that stands, with the revision that it came by. */
export type StandingStep = { readonly revision: number; readonly step: PlanStep };

/** The steps of a log that stand, in their order: what was taken back or given up is not among them. */
export function standingSteps(rows: readonly DraftRow[]): StandingStep[] {
  let steps: StandingStep[] = [];
  for (const { revision, entry } of rows) {
    if (entry.kind === "undo") steps.pop();
    else if (entry.kind === "rebase") {
      const dropped = new Set(entry.dropped);
      steps = steps.filter((step) => !dropped.has(step.revision));
    } else steps.push({ revision, step: entry });
  }
  return steps;
}

// The kernel's own types say what an operation is; these say that the schema reads the same.
operationSchema satisfies z.ZodType<Operation>;
roadFollowingSchema satisfies z.ZodType<RoadFollowing>;
gridEditSchema satisfies z.ZodType<GridEdit>;
