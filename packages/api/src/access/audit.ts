import { auditEntrySchema, reachOf } from "@getu/domain";
import { listAudit } from "@getu/store";
import { z } from "zod";
import { procedure, router } from "../procedure.ts";

/**
 * Rows of the audit log, newest first. Who reaches every territory sees all of it, others what concerns the
 * territories that are wholly theirs.
 */
const list = procedure("audit.read")
  .input(z.strictObject({ before: z.int().positive().optional(), limit: z.int().min(1).max(200) }))
  .output(z.array(auditEntrySchema))
  .query(({ ctx, input }) => {
    const reach = reachOf(ctx.viewer, "audit.read");
    const whole = (territory: Exclude<typeof reach, "all">) =>
      territory.filter(({ within }) => within === undefined).map(({ territoryId }) => territoryId);
    return listAudit(ctx.db, { ...input, territoryIds: reach === "all" ? null : whole(reach) });
  });

/** Who did what, when, why and from where. */
export const auditRouter = router({ list });
