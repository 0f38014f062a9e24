import { assessmentSchema, countingSchema, FIGURES, LINES, monthSchema } from "@getu/domain";
import { assessMonth, listCounted } from "@getu/store";
import { z } from "zod";
import { idSchema, router, territoryInputSchema, territoryProcedure, timeSchema } from "./procedure.ts";
import { readInTurn } from "./read-in-turn.ts";

const MOST_LISTED = 100;
/** A territory has at most as many tiers. */
const tierSchema = z.int().min(0).max(7);

const monthInputSchema = territoryInputSchema.extend({
  month: monthSchema,
  tier: tierSchema,
  /** Incidents count where the lines of today have them, or where they lay when they happened. */
  lines: z.enum(LINES).default("today"),
});

/** A month of what the viewer may see, by the grids of one tier. */
const month = territoryProcedure("assessment.figures")
  .input(monthInputSchema)
  .output(assessmentSchema)
  .query(({ ctx, input, path: name }) => {
    const asked = { ...input, ...ctx.scope, timeZone: ctx.territory.timeZone };
    return readInTurn(ctx, { name, asked, read: (question) => assessMonth(ctx.db, question) });
  });

/** What stands behind one number of a month, newest first. */
const counted = territoryProcedure("assessment.read")
  .input(
    monthInputSchema.extend({
      figure: z.enum(FIGURES),
      of: z.union([idSchema, z.enum(["elsewhere", "all"])]),
      limit: z.int().min(1).max(MOST_LISTED),
      before: z.strictObject({ at: timeSchema, incidentId: z.int().positive() }).optional(),
    }),
  )
  .output(z.array(countingSchema))
  .query(({ ctx, input, path: name }) => {
    const asked = { ...input, ...ctx.scope, timeZone: ctx.territory.timeZone };
    return readInTurn(ctx, { name, asked, read: (question) => listCounted(ctx.db, question) });
  });

/** The monthly assessment of grids. */
export const assessmentRouter = router({ month, counted });
