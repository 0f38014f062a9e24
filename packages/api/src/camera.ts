import { bboxSchema, cameraSchema } from "@getu/domain";
import { listCameras } from "@getu/store";
import { z } from "zod";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** Every camera of the territory, or of a box in it: a city has more than a screen could show at once. */
const list = territoryProcedure("camera.read")
  .input(territoryInputSchema.extend({ bbox: bboxSchema.optional() }))
  .output(z.array(cameraSchema))
  .query(({ ctx, input }) => listCameras(ctx.db, { ...ctx.scope, bbox: input.bbox }));

/** Surveillance points. */
export const cameraRouter = router({ list });
