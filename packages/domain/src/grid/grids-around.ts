import type { AreaGeometry } from "@getu/geometry";
import { z } from "zod";

const ringSchema = z.array(z.array(z.number()));

/** An outline as GeoJSON has it. */
const areaSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: z.array(ringSchema) }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(ringSchema)) }),
]) as z.ZodType<AreaGeometry>;

/** A grid and what lies around it, enough to tell without a network whose a position is. */
export const gridsAroundSchema = z.strictObject({
  /** The boundaries that it is cut from. */
  version: z.int().nonnegative(),
  name: z.string(),
  /** Grids that own an outline, in the order that decides where they overlap. */
  grids: z.array(
    z.strictObject({
      id: z.int().positive(),
      name: z.string(),
      /** The grid itself, or a part of it; the others are its neighbours. */
      isOwn: z.boolean(),
      area: areaSchema,
    }),
  ),
});

/** A grid and what lies around it. */
export type GridsAround = z.infer<typeof gridsAroundSchema>;
