import { basemapSourceSchema } from "@getu/domain";
import { findGroundTime } from "@getu/store";
import { z } from "zod";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** Where the ground below the grids comes from, and when the youngest layer of the territory's own came in; null = it has none. */
const config = territoryProcedure("territory.read")
  .input(territoryInputSchema)
  .output(z.strictObject({ basemap: basemapSourceSchema, groundAsOf: z.iso.datetime().nullable() }))
  .query(async ({ ctx }) => {
    const groundAsOf = await findGroundTime(ctx.db, ctx.scope.territoryId);
    return { basemap: ctx.basemap, groundAsOf: groundAsOf?.toISOString() ?? null };
  });

/** What the map is drawn on. */
export const mapRouter = router({ config });
