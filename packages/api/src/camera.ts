import { cameraSchema } from "@getu/domain";
import { listCameras } from "@getu/store";
import { z } from "zod";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** Every camera of the territory. */
const list = territoryProcedure("camera.read")
  .input(territoryInputSchema)
  .output(z.array(cameraSchema))
  .query(({ ctx }) => listCameras(ctx.db, ctx.scope));

/** Surveillance points. */
export const cameraRouter = router({ list });
