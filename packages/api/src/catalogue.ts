import { catalogueSchema } from "@getu/domain";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** The event catalogue in force. */
const get = territoryProcedure("catalogue.read")
  .input(territoryInputSchema)
  .output(catalogueSchema)
  .query(({ ctx }) => ctx.catalogue);

/** The event catalogue. */
export const catalogueRouter = router({ get });
