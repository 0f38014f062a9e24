import { dayCountsSchema, summarySchema } from "@getu/domain";
import { countDay, getSummary } from "@getu/store";
import { daySchema, router, territoryInputSchema, territoryProcedure } from "./procedure.ts";
import { readInTurn } from "./read-in-turn.ts";

/** The numbers of the wall, from one snapshot. */
const get = territoryProcedure("summary.read")
  .input(territoryInputSchema)
  .output(summarySchema)
  .query(({ ctx }) => getSummary(ctx.db, ctx.scope));

/** Of other centuries no clock is known. */
const countedDaySchema = daySchema.refine((day) => /^(?:19|20)/.test(day), "must be of 1900 to 2099");

/** What happened on a day of the territory's calendar, slot by slot. */
const day = territoryProcedure("summary.read")
  .input(territoryInputSchema.extend({ day: countedDaySchema }))
  .output(dayCountsSchema)
  .query(({ ctx, input, path: name }) => {
    const asked = { ...ctx.scope, day: input.day };
    return readInTurn(ctx, { name, asked, read: (question) => countDay(ctx.db, question) });
  });

/** The numbers of the wall: as they are now, and of a day that is played again. */
export const summaryRouter = router({ get, day });
