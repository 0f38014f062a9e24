import { placeSchema } from "@getu/domain";
import { listPlaces } from "@getu/store";
import { z } from "zod";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** Every place of the territory. */
const list = territoryProcedure("place.read")
  .input(territoryInputSchema)
  .output(z.array(placeSchema))
  .query(({ ctx }) => listPlaces(ctx.db, ctx.scope));

/** Places that serve residents. */
export const placeRouter = router({ list });
