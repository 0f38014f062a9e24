import { NEED_KINDS, NEED_STATES, needAnswerTextSchema, needSchema } from "@getu/domain";
import { answerNeed, listNeeds } from "@getu/store";
import { z } from "zod";
import { nameOfCaller } from "./access/actor.ts";
import { toTrpcError } from "./failure.ts";
import { idSchema, router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

const MOST_LISTED = 100;

/** Demands and micro-wishes of the caller's grids, newest first, a page at a time. */
const list = territoryProcedure("visit.read")
  .input(
    territoryInputSchema.extend({
      state: z.enum(NEED_STATES),
      kind: z.enum(NEED_KINDS).optional(),
      limit: z.int().min(1).max(MOST_LISTED),
      before: idSchema.optional(),
    }),
  )
  .output(z.array(needSchema))
  .query(({ ctx, input }) => listNeeds(ctx.db, { ...input, ...ctx.scope }));

/** More corrections than anybody makes. */
const MOST_ANSWERS = 1000;

/** Answers a demand or a micro-wish, or corrects its answer: whoever has seen all there were says so, and they stay. */
const answer = territoryProcedure("need.answer")
  .input(
    territoryInputSchema.extend({
      needId: idSchema,
      text: needAnswerTextSchema,
      seen: z.int().min(0).max(MOST_ANSWERS).default(0),
    }),
  )
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input: { needId, text, seen } }) => {
    const answeredBy = nameOfCaller(ctx.viewer.caller);
    const outcome = await answerNeed(ctx.db, { ...ctx.scope, needId, text, answeredBy, seen });
    if (outcome === "unknown") throw toTrpcError({ code: "NEED_NOT_FOUND", needId });
    if (outcome === "before") throw toTrpcError({ code: "NEED_ANSWERED_ALREADY", needId });
    return {};
  });

/** What people asked for on visits. */
export const needRouter = router({ list, answer });
