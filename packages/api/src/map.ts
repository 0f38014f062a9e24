import { basemapSourceSchema } from "@getu/domain";
import { z } from "zod";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** Where the ground below the grids comes from. */
const config = territoryProcedure("territory.read")
  .input(territoryInputSchema)
  .output(z.strictObject({ basemap: basemapSourceSchema }))
  .query(({ ctx }) => ({ basemap: ctx.basemap }));

/** What the map is drawn on. */
export const mapRouter = router({ config });
