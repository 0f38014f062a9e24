import { catalogueSchema, chainSchema, loopWordsSchema } from "@getu/domain";
import { z } from "zod";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** The event catalogue in force. */
const get = territoryProcedure("catalogue.read")
  .input(territoryInputSchema)
  .output(catalogueSchema)
  .query(({ ctx }) => ctx.catalogue);

/** The words of the loop in this deployment, and its chain of responsibility. */
const loop = territoryProcedure("catalogue.read")
  .input(territoryInputSchema)
  .output(z.strictObject({ words: loopWordsSchema, chain: chainSchema }))
  .query(({ ctx }) => ({ words: ctx.loopWords, chain: ctx.chain }));

/** What the office works by. */
export const catalogueRouter = router({ get, loop });
