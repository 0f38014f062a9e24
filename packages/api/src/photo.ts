import { photoSchema } from "@getu/domain";
import { listPhotos } from "@getu/store";
import { z } from "zod";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** The photos of one incident, oldest first; their bytes are at `/territories/…/photos/ID.jpg`. */
const list = territoryProcedure("photo.read")
  .input(territoryInputSchema.extend({ incidentId: z.int().positive() }))
  .output(z.array(photoSchema))
  .query(({ ctx, input }) => listPhotos(ctx.db, { ...input, ...ctx.scope }));

/** Photos of incidents. */
export const photoRouter = router({ list });
