import { heatCellsSchema, heatQuerySchema, heatWeekSchema, toHeatCells } from "@getu/domain";
import { countHeatWeek } from "@getu/store";
import { z } from "zod";
import { router, territoryInputSchema, territoryProcedure, timeSchema } from "./procedure.ts";
import { readInTurn } from "./read-in-turn.ts";

const categoriesSchema = z
  .array(
    z
      .string()
      .max(200)
      // eslint-disable-next-line no-control-regex -- NUL is what must not come through
      .regex(/^[^\0]*$/),
  )
  .max(200)
  .optional();

/** The domain's query, held to what the database can take: years that exist, text without NUL. */
export const heatQuestionSchema = heatQuerySchema.extend({
  from: timeSchema,
  to: timeSchema,
  categories: categoriesSchema,
});

const inputSchema = territoryInputSchema.extend(heatQuestionSchema.shape);

/** Incidents per cell in a window; the same answer as the plain route. */
const cells = territoryProcedure("heat.read")
  .input(inputSchema)
  .output(heatCellsSchema)
  .query(async ({ ctx, input: { territoryId: _territoryId, ...query } }) =>
    toHeatCells(await ctx.heat.cells({ ...ctx.scope, query })),
  );

const weekSchema = inputSchema.omit({ bbox: true, level: true, hoursOfWeek: true });

/** Incidents of a window by local hour of the week and by grid. */
const week = territoryProcedure("heat.read")
  .input(weekSchema)
  .output(heatWeekSchema)
  .query(({ ctx, input: { territoryId: _territoryId, from, to, ...kinds }, path: name }) => {
    const asked = { ...ctx.scope, from: new Date(from), to: new Date(to), ...kinds };
    return readInTurn(ctx, { name, asked, read: (question) => countHeatWeek(ctx.db, question) });
  });

/** Where and when incidents are dense. */
export const heatRouter = router({ cells, week });
