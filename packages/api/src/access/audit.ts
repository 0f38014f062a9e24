import {
  auditCheckSchema,
  auditFilterSchema,
  auditHeadSchema,
  namedAuditEntrySchema,
  reachOf,
} from "@getu/domain";
import { checkAudit, isReadingAudit, listAudit, listTerritories, recordAudit } from "@getu/store";
import { z } from "zod";
import type { Context } from "../context.ts";
import { toTrpcError } from "../failure.ts";
import { procedure, router } from "../procedure.ts";
import { actorOf, nameOfCaller } from "./actor.ts";

/** So much is checked in one answer: a second of work. */
const MOST_CHECKED = 20_000;

/** The territories that the viewer watches wholly; null = every one there is, so also what concerns none of them. */
async function watchedBy({ db, viewer }: Context): Promise<number[] | null> {
  const reach = reachOf(viewer, "audit.read");
  if (reach === "all") return null;
  const whole = reach.filter(({ within }) => within === undefined).map(({ territoryId }) => territoryId);
  const all = await listTerritories(db);
  return all.every(({ id }) => whole.includes(id)) ? null : whole;
}

/** Begins a reading of the log, which is a row of it: nobody reads in secret who has read. */
const open = procedure("audit.read")
  .input(z.strictObject({}))
  .output(z.strictObject({ opening: z.int().positive() }))
  .mutation(async ({ ctx }) => ({
    opening: await recordAudit(ctx.db, { ...actorOf(ctx), action: "audit.read" }),
  }));

/**
 * Rows of the audit log, newest first, for a reading that was begun. Who watches every territory there is sees all of
 * it, others what was done in the territories that are wholly theirs, and what concerns people with a role there.
 */
const list = procedure("audit.read")
  .input(
    z.strictObject({
      opening: z.int().positive(),
      filter: auditFilterSchema,
      before: z.int().positive().optional(),
      limit: z.int().min(1).max(200),
    }),
  )
  .output(z.array(namedAuditEntrySchema))
  .query(async ({ ctx, input: { opening, filter, ...page } }) => {
    const isReading = await isReadingAudit(ctx.db, { actor: nameOfCaller(ctx.viewer.caller), opening });
    if (!isReading) throw toTrpcError({ code: "AUDIT_NOT_OPENED" });
    return listAudit(ctx.db, { ...page, ...filter, territoryIds: await watchedBy(ctx) });
  });

/** Checks the chain from a row that was checked before, a stretch at a time. */
const check = procedure("audit.read")
  .input(z.strictObject({ after: auditHeadSchema.nullable() }))
  .output(auditCheckSchema)
  .query(({ ctx, input: { after } }) =>
    checkAudit(ctx.db, { after, most: MOST_CHECKED, keptHeads: ctx.keptAuditHeads() }),
  );

/** Who did what, when, why and from where. */
export const auditRouter = router({ open, list, check });
