import { fileAgreementSchema, gridEdgesSchema, reasonSchema } from "@getu/domain";
import {
  boundaryVersionSchema,
  impactSchema,
  movedWorkSchema,
  planGridSchema,
  versionOriginSchema,
} from "@getu/domain/redraw";
import type { BoundaryVersion } from "@getu/domain/redraw";
import {
  findVersionContent,
  listCodeAgreements,
  listMovedWork,
  listVersionOrigins,
  listVersions,
} from "@getu/store";
import { z } from "zod";
import { actorOf, nameOfCaller } from "./access/actor.ts";
import { demand, demandToAct } from "./demand.ts";
import { toTrpcError } from "./failure.ts";
import { idSchema, router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

const MOST_LISTED = 500;

const versionInputSchema = territoryInputSchema.extend({ version: idSchema });

/** As who sees a part of the territory is told of it: when it came, and not how much it moved in the whole. */
const asSeenFromPart = (version: BoundaryVersion): BoundaryVersion => ({ ...version, reassignment: null });

/** Every published set of boundaries, the newest first. */
const list = territoryProcedure("grid.read")
  .input(territoryInputSchema)
  .output(z.array(boundaryVersionSchema))
  .query(async ({ ctx, input }) => {
    const versions = await listVersions(ctx.db, input);
    return ctx.scope.within === undefined ? versions : versions.map(asSeenFromPart);
  });

/** From which draft or for which reason each set of boundaries was published, for who may read every draft. */
const origins = territoryProcedure("draft.read")
  .input(territoryInputSchema)
  .output(z.array(versionOriginSchema))
  .query(({ ctx, input }) => {
    demand(ctx.viewer, "draft.read", { ...input, gridPath: "" });
    return listVersionOrigins(ctx.db, input);
  });

/** The boundaries of a version, as an editor needs them to draw on it: all of the territory or nothing. */
const get = territoryProcedure("draft.read")
  .input(versionInputSchema)
  .output(z.strictObject({ edges: gridEdgesSchema, grids: z.array(planGridSchema) }))
  .query(async ({ ctx, input }) => {
    demand(ctx.viewer, "draft.read", { territoryId: input.territoryId, gridPath: "" });
    const content = await findVersionContent(ctx.db, input);
    if (!content) throw toTrpcError({ code: "VERSION_NOT_FOUND", version: input.version });
    return content;
  });

/** Open work that came to or went from the viewer's grids with a version. */
const movedWork = territoryProcedure("incident.history")
  .input(versionInputSchema.extend({ limit: z.int().min(1).max(MOST_LISTED) }))
  .output(z.array(movedWorkSchema))
  .query(({ ctx, input }) => listMovedWork(ctx.db, { ...input, ...ctx.scope }));

/** What the grid codes that files brought along say of the lines: those of another date name other grids. */
const codeAgreements = territoryProcedure("draft.read")
  .input(territoryInputSchema)
  .output(z.array(fileAgreementSchema))
  .query(({ ctx, input }) => listCodeAgreements(ctx.db, input));

/** What taking up an older version again would change, by the boundaries and the ledger as they are now. `seen` as in `rollback`. */
const impact = territoryProcedure("draft.read")
  .input(versionInputSchema.extend({ seen: idSchema }))
  .output(impactSchema)
  .query(async ({ ctx, input }) => {
    demand(ctx.viewer, "draft.read", { territoryId: input.territoryId, gridPath: "" });
    const found = await ctx.redraw.restoreImpact(input, nameOfCaller(ctx.viewer.caller));
    if ("code" in found) throw toTrpcError(found);
    return found;
  });

/** Publishes the state of an older version as a new one; nothing is deleted. `seen` = the version in force as the caller knows. */
const rollback = territoryProcedure("draft.approve")
  .input(versionInputSchema.extend({ seen: idSchema, reason: reasonSchema }))
  .output(z.strictObject({ version: idSchema }))
  .mutation(async ({ ctx, input }) => {
    await demandToAct(ctx, "draft.approve", { territoryId: input.territoryId, gridPath: "" });
    const restored = await ctx.redraw.restore({ ...input, by: actorOf(ctx) });
    if ("refusal" in restored) throw toTrpcError(restored.refusal);
    return restored;
  });

/** Published boundaries. */
export const versionRouter = router({ list, origins, get, movedWork, codeAgreements, impact, rollback });
