import { MOST_SAVED_FILTERS, savedFilterSchema } from "@getu/domain";
import type { Viewer } from "@getu/domain";
import { listSavedFilters, removeFilter, saveFilter } from "@getu/store";
import { z } from "zod";
import { toTrpcError } from "./failure.ts";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

function ownerOf({ caller }: Viewer, territoryId: number): { territoryId: number; personId: string } {
  if (caller.kind !== "person") throw toTrpcError({ code: "SIGN_IN_NEEDED" }); // somebody unknown who may read as a viewer
  return { territoryId, personId: caller.id };
}

/** One's own filters of a territory's queues, by name. */
const list = territoryProcedure("filter.own")
  .input(territoryInputSchema)
  .output(z.array(savedFilterSchema))
  .query(({ ctx, input }) => listSavedFilters(ctx.db, ownerOf(ctx.viewer, input.territoryId)));

/** Keeps a filter under its name, in place of the one that had it. */
const save = territoryProcedure("filter.own")
  .input(territoryInputSchema.extend({ saved: savedFilterSchema }))
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input: { territoryId, saved } }) => {
    const isSaved = await saveFilter(ctx.db, { ...ownerOf(ctx.viewer, territoryId), saved });
    if (!isSaved) throw toTrpcError({ code: "TOO_MANY_FILTERS", most: MOST_SAVED_FILTERS });
    return {};
  });

/** Forgets a filter; one that is not there is forgotten already. */
const remove = territoryProcedure("filter.own")
  .input(territoryInputSchema.extend({ name: savedFilterSchema.shape.name }))
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input: { territoryId, name } }) => {
    await removeFilter(ctx.db, { ...ownerOf(ctx.viewer, territoryId), name });
    return {};
  });

/** Filters of the queues that people have given names. */
export const queueFilterRouter = router({ list, save, remove });
