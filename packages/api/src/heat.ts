import { heatCellsSchema, heatQuerySchema } from "@getu/domain";
import { countHeat } from "@getu/store";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** Incidents per cell in a window; the same answer as the plain route. */
const cells = territoryProcedure("heat.read")
  .input(territoryInputSchema.extend(heatQuerySchema.shape))
  .output(heatCellsSchema)
  .query(({ ctx, input: { territoryId, ...query } }) => countHeat(ctx.db, { territoryId, query }));

/** Where incidents are dense. */
export const heatRouter = router({ cells });
