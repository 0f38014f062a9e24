import { bboxSchema, CAMERA_STATUSES, cameraSchema } from "@getu/domain";
import { listCameras, listCamerasInStatus } from "@getu/store";
import { z } from "zod";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** Every camera of the territory, or of a box in it: a city has more than a screen could show at once. */
const list = territoryProcedure("camera.read")
  .input(territoryInputSchema.extend({ bbox: bboxSchema.optional() }))
  .output(z.array(cameraSchema))
  .query(({ ctx, input }) => listCameras(ctx.db, { ...ctx.scope, bbox: input.bbox }));

const MOST_IN_STATUS = 500;

/** Cameras in one state, the one that came to it last first. */
const inStatus = territoryProcedure("camera.read")
  .input(
    territoryInputSchema.extend({
      status: z.enum(CAMERA_STATUSES),
      limit: z.int().min(1).max(MOST_IN_STATUS),
    }),
  )
  .output(z.array(cameraSchema))
  .query(({ ctx, input: { status, limit } }) => listCamerasInStatus(ctx.db, { ...ctx.scope, status, limit }));

/** Surveillance points. */
export const cameraRouter = router({ list, inStatus });
