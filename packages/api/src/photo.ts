import { photoSchema } from "@getu/domain";
import { listPhotos } from "@getu/store";
import { z } from "zod";
import { demandReach } from "./incident-actor.ts";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/**
 * The photos of one incident, oldest first; their bytes are at `/territories/…/photos/ID.jpg`. That there are none is
 * said only of what the viewer has to do with.
 */
const list = territoryProcedure("photo.read")
  .input(territoryInputSchema.extend({ incidentId: z.int().positive() }))
  .output(z.array(photoSchema))
  .query(async ({ ctx, input: { territoryId, incidentId } }) => {
    const photos = await listPhotos(ctx.db, { ...ctx.scope, incidentId });
    if (photos.length === 0) await demandReach(ctx, "photo.read", { territoryId, id: incidentId });
    return photos;
  });

/** Photos of incidents. */
export const photoRouter = router({ list });
