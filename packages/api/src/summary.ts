import { summarySchema } from "@getu/domain";
import { getSummary } from "@getu/store";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** The numbers of the wall, from one snapshot. */
const get = territoryProcedure("summary.read")
  .input(territoryInputSchema)
  .output(summarySchema)
  .query(({ ctx }) => getSummary(ctx.db, ctx.scope));

/** The numbers of the wall. */
export const summaryRouter = router({ get });
