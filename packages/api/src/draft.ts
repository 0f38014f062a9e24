import { reasonSchema, ROLES, scopeOf } from "@getu/domain";
import type { Role } from "@getu/domain";
import {
  draftEntrySchema,
  draftSchema,
  draftNameSchema,
  draftSummarySchema,
  DRAFT_ACTIONS,
  DRAFT_STATES,
  effectiveDays,
  firstProblems,
  impactSchema,
  listDraftActions,
  planProblemSchema,
} from "@getu/domain/redraw";
import {
  createDraft,
  databaseNow,
  findDraft,
  findDraftPart,
  findDraftSummary,
  isBlocked,
  listDrafts,
  readDraftStanding,
} from "@getu/store";
import type { DraftCommand } from "@getu/store";
import { z } from "zod";
import { actorOf, nameOfCaller } from "./access/actor.ts";
import type { Context } from "./context.ts";
import { demandToAct } from "./demand.ts";
import { toTrpcError } from "./failure.ts";
import type { Failure } from "./failure.ts";
import {
  daySchema,
  idSchema,
  middleware,
  router,
  territoryInputSchema,
  territoryProcedure,
} from "./procedure.ts";

/** What is sent at once; an editor saves every few steps. */
const MOST_ENTRIES = 500;

const MOST_LISTED = 100;

/** A single step can cross itself thousands of times. */
const MOST_PROBLEMS = 100;

const draftInputSchema = territoryInputSchema.extend({ draftId: idSchema });
const revisionSchema = z.int32().nonnegative();
const seenSchema = draftInputSchema.extend({ revision: revisionSchema });
const entriesSchema = z.array(draftEntrySchema).max(MOST_ENTRIES);
const keySchema = z.uuid();

type DraftPermission = "draft.read" | "draft.write" | "draft.withdraw";

/** What is on its way into force concerns the whole territory: who holds a part of it does not let it in. */
const approvalProcedure = territoryProcedure("draft.approve").use(async ({ ctx, next }) => {
  await demandToAct(ctx, "draft.approve", { territoryId: ctx.territory.id, gridPath: "" });
  return next();
});

const draftKeySchema = z.object({ territoryId: idSchema, draftId: idSchema });

/**
 * Looks for the draft of an input among those that are held to the viewer's part. Stands behind the input, so that what is
 * wrong with that is said first.
 */
const heldToPart = (permission: DraftPermission) =>
  middleware(async ({ ctx, input, next }) => {
    const { territoryId, draftId } = draftKeySchema.parse(input); // it has been read before
    const scope = scopeOf(ctx.viewer, permission, territoryId);
    const part = await findDraftPart(ctx.db, { ...scope, draftId });
    if (part === undefined) throw toTrpcError({ code: "DRAFT_NOT_FOUND", draftId });
    return next();
  });

/** The result, or the failure that stood in its way. */
function resultOf<T extends object>(result: T | { refusal: Failure }): Exclude<T, { refusal: unknown }> {
  if ("refusal" in result) throw toTrpcError(result.refusal);
  return result as Exclude<T, { refusal: unknown }>;
}

const byOf = (ctx: Context): string => nameOfCaller(ctx.viewer.caller);

type DraftOf = { territoryId: number; draftId: number };

/** The roles that somebody has over a draft: those held on the whole territory, and a planner's on the part it is held to. */
async function rolesOver({ viewer, db }: Context, { territoryId, draftId }: DraftOf): Promise<Role[]> {
  const whole = ROLES.filter((role) =>
    viewer.grants.some(
      (grant) =>
        grant.role === role &&
        grant.gridPath === "" &&
        (grant.territoryId === "all" || grant.territoryId === territoryId),
    ),
  );
  if (whole.includes("planner")) return whole;
  const drawn = await findDraftPart(db, { ...scopeOf(viewer, "draft.write", territoryId), draftId });
  return drawn === undefined ? whole : [...whole, "planner"];
}

/** A draft that is held to what the viewer may redraw. */
const create = territoryProcedure("draft.write")
  .input(territoryInputSchema.extend({ name: draftNameSchema }))
  .output(z.strictObject({ draftId: idSchema }))
  .mutation(async ({ ctx, input }) =>
    resultOf(await createDraft(ctx.db, { ...input, by: byOf(ctx), part: ctx.scope.within ?? null })),
  );

/** Some drafts, the last changed first, and how many there are. */
const list = territoryProcedure("draft.read")
  .input(
    territoryInputSchema.extend({
      skip: z.int32().nonnegative().default(0),
      limit: z.int().min(1).max(MOST_LISTED).default(MOST_LISTED),
    }),
  )
  .output(z.strictObject({ drafts: z.array(draftSummarySchema), total: z.int().nonnegative() }))
  .query(({ ctx, input }) => listDrafts(ctx.db, { ...ctx.scope, ...input }));

/** A draft with the steps that stand, and what the viewer may do to it. */
const get = territoryProcedure("draft.read")
  .input(draftInputSchema)
  .use(heldToPart("draft.read"))
  .output(draftSchema.extend({ actions: z.array(z.enum(DRAFT_ACTIONS)) }))
  .query(async ({ ctx, input }) => {
    const draft = await findDraft(ctx.db.pool, input);
    if (!draft) throw toTrpcError({ code: "DRAFT_NOT_FOUND", draftId: input.draftId });
    const standing = await readDraftStanding(ctx.db.pool, { ...input, actor: byOf(ctx) });
    const actor = { roles: await rolesOver(ctx, input), ...standing };
    return { ...draft, actions: listDraftActions(draft.state, actor) };
  });

/** How a draft stands, without its steps: for who has it open and hears that somebody has changed it. */
const standing = territoryProcedure("draft.read")
  .input(draftInputSchema)
  .use(heldToPart("draft.read"))
  .output(draftSummarySchema)
  .query(async ({ ctx, input }) => {
    const summary = await findDraftSummary(ctx.db.pool, input);
    if (!summary) throw toTrpcError({ code: "DRAFT_NOT_FOUND", draftId: input.draftId });
    return summary;
  });

const checkSchema = z.strictObject({
  /** The first of them. */
  problems: z.array(planProblemSchema),
  /** How many more there are. */
  more: z.int().nonnegative(),
  stopped: z.strictObject({ revision: z.int(), refused: z.string() }).nullable(),
  conflicts: z.array(z.strictObject({ revision: z.int(), grids: z.array(z.int()).readonly() })).readonly(),
  isEmpty: z.boolean(),
  isBlocked: z.boolean(),
});

/** What stands against publishing a draft on the boundaries in force: errors and conflicts block, warnings ask. */
const check = territoryProcedure("draft.read")
  .input(draftInputSchema)
  .use(heldToPart("draft.read"))
  .output(checkSchema)
  .query(async ({ ctx, input }) => {
    const found = await ctx.redraw.check(input, byOf(ctx));
    if ("code" in found) throw toTrpcError(found);
    return { ...found, ...firstProblems(found.problems, MOST_PROBLEMS), isBlocked: isBlocked(found) };
  });

/** What publishing a draft would change, by the boundaries and the ledger as they are now. */
const impact = territoryProcedure("draft.read")
  .input(draftInputSchema)
  .use(heldToPart("draft.read"))
  .output(impactSchema)
  .query(async ({ ctx, input }) => {
    const found = await ctx.redraw.impact(input, byOf(ctx));
    if ("code" in found) throw toTrpcError(found);
    return found;
  });

/** Adds steps that can be done where they stand; of others it says which is the first, and nothing is kept. */
const append = territoryProcedure("draft.write")
  .input(seenSchema.extend({ entries: entriesSchema.min(1), key: keySchema }))
  .use(heldToPart("draft.write"))
  .output(z.strictObject({ revision: revisionSchema }))
  .mutation(async ({ ctx, input }) => resultOf(await ctx.redraw.append({ ...input, by: byOf(ctx) })));

/** Goes on alone from where a draft was at a revision. */
const fork = territoryProcedure("draft.write")
  .input(seenSchema.extend({ entries: entriesSchema, name: draftNameSchema }))
  .use(heldToPart("draft.write"))
  .output(z.strictObject({ draftId: idSchema, revision: revisionSchema }))
  .mutation(async ({ ctx, input }) => resultOf(await ctx.redraw.fork({ ...input, by: byOf(ctx) })));

/** Takes a draft over to the boundaries in force; `dropped` are the revisions of steps that do not stand any more. */
const rebase = territoryProcedure("draft.write")
  .input(seenSchema.extend({ keep: z.enum(["mine", "theirs"]) }))
  .use(heldToPart("draft.write"))
  .output(z.strictObject({ revision: revisionSchema, dropped: z.array(z.int()).readonly() }))
  .mutation(async ({ ctx, input }) => resultOf(await ctx.redraw.rebase({ ...input, by: byOf(ctx) })));

const movedSchema = z.strictObject({ state: z.enum(DRAFT_STATES), revision: revisionSchema });

type Seen = z.infer<typeof seenSchema>;

const moved = async (ctx: Context, { territoryId, draftId, revision }: Seen, command: DraftCommand) =>
  resultOf(
    await ctx.redraw.move({
      territoryId,
      draftId,
      revision,
      command,
      actor: { roles: await rolesOver(ctx, { territoryId, draftId }) },
      by: actorOf(ctx),
    }),
  );

const submit = territoryProcedure("draft.write")
  .input(seenSchema)
  .use(heldToPart("draft.write"))
  .output(movedSchema)
  .mutation(({ ctx, input }) => moved(ctx, input, { action: "submit" }));

const approve = approvalProcedure
  .input(seenSchema)
  .output(movedSchema)
  .mutation(({ ctx, input }) => moved(ctx, input, { action: "approve" }));

const reject = approvalProcedure
  .input(seenSchema.extend({ comment: reasonSchema }))
  .output(movedSchema)
  .mutation(({ ctx, input }) => moved(ctx, input, { action: "reject", comment: input.comment }));

/** In force from 00:00 of a day by the territory's clocks; today means now, and a day before would be a slip. */
const schedule = approvalProcedure
  .input(seenSchema.extend({ effectiveOn: daySchema }))
  .output(movedSchema)
  .mutation(async ({ ctx, input }) => {
    const { effectiveOn } = input;
    const { first, last } = effectiveDays(await databaseNow(ctx.db), ctx.territory.timeZone);
    if (effectiveOn < first || effectiveOn > last) {
      const problems = [{ path: "effectiveOn", message: `must be from ${first} to ${last}` }];
      throw toTrpcError({ code: "INPUT_INVALID", problems });
    }
    return moved(ctx, input, { action: "schedule", effectiveOn });
  });

/** Back to be drawn; one that is approved is taken back only by who may approve, and only with a reason. */
const withdraw = territoryProcedure("draft.withdraw")
  .input(seenSchema.extend({ reason: reasonSchema.optional() }))
  .use(heldToPart("draft.withdraw"))
  .output(movedSchema)
  .mutation(({ ctx, input }) => moved(ctx, input, { action: "withdraw", comment: input.reason }));

/** New boundaries on their way from a drawing into force. */
export const draftRouter = router({
  create,
  list,
  get,
  standing,
  check,
  impact,
  append,
  fork,
  rebase,
  submit,
  approve,
  reject,
  schedule,
  withdraw,
});
