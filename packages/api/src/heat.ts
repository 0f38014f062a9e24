import { heatCellsSchema, heatQuerySchema } from "@getu/domain";
import { z } from "zod";
import { router, territoryInputSchema, territoryProcedure, timeSchema } from "./procedure.ts";

/** The domain's query, held to what the database can take: years that exist, text without NUL. */
const inputSchema = territoryInputSchema.extend({
  ...heatQuerySchema.shape,
  from: timeSchema,
  to: timeSchema,
  // eslint-disable-next-line no-control-regex -- NUL is what must not come through
  categories: z
    .array(
      z
        .string()
        .max(200)
        .regex(/^[^\0]*$/),
    )
    .max(200)
    .optional(),
});

/** Incidents per cell in a window; the same answer as the plain route. */
const cells = territoryProcedure("heat.read")
  .input(inputSchema)
  .output(heatCellsSchema)
  .query(({ ctx, input: { territoryId: _territoryId, ...query } }) =>
    ctx.heat.cells({ ...ctx.scope, query }),
  );

/** Where incidents are dense. */
export const heatRouter = router({ cells });
