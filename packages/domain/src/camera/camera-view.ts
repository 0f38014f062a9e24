import { packPoints, visibleRing } from "@getu/geometry";
import type { UnitRing, Walls } from "@getu/geometry";
import { z } from "zod";
import type { Camera } from "./camera.ts";

/** How sure it is that a camera sees what its sectors say: somebody has looked, or it follows from the data alone. */
export const CERTAINTIES = ["verified", "assumed"] as const;

/** How sure it is that a camera sees what its sectors say. */
export type Certainty = (typeof CERTAINTIES)[number];

/** Assumed where the operator gives none: what a fixed street camera usually shows clearly. */
export const DEFAULT_RANGE_METRES = 40;

/** The ground that a camera sees; null and no outlines = it counts for nothing now. */
const cameraViewSchema = z.strictObject({
  cameraId: z.int().positive(),
  certainty: z.enum(CERTAINTIES).nullable(),
  /** Whole units of 1e-7 degree, each outline `[x0, y0, dx1, dy1, …]`, not closed. */
  outlines: z.array(z.array(z.int())),
});

/** The ground that a camera sees. */
export type CameraView = z.infer<typeof cameraViewSchema>;

/** What cameras see; outdated = something was imported since it was counted, and it is being counted anew. */
export const cameraViewsSchema = z.strictObject({
  isOutdated: z.boolean(),
  views: z.array(cameraViewSchema),
});

/** What cameras see. */
export type CameraViews = z.infer<typeof cameraViewsSchema>;

/**
 * Null = the camera counts for nothing: it is out of order or its direction is not known. One whose state nobody reports
 * is assumed to work; verified is only what works, has a range and was looked at.
 */
export function certaintyOf(camera: Camera): Certainty | null {
  const { status, sectors, rangeMetres, verifiedAt } = camera;
  if (status === "offline" || status === "maintenance" || sectors.length === 0) return null;
  return status === "online" && rangeMetres !== null && verifiedAt !== null ? "verified" : "assumed";
}

/** Its sectors cut by walls, as rings in whole units; none when the camera counts for nothing. */
export function visibleRings(camera: Camera, walls: Walls): UnitRing[] {
  if (certaintyOf(camera) === null) return [];
  const { position, rangeMetres } = camera;
  return camera.sectors
    .map((sector) =>
      visibleRing({ ...sector, position, rangeMetres: rangeMetres ?? DEFAULT_RANGE_METRES }, walls),
    )
    .filter((ring) => ring.length > 0);
}

/** The rings in the form in which they are sent. */
export const toCameraView = (camera: Camera, rings: readonly UnitRing[]): CameraView => ({
  cameraId: camera.id,
  certainty: certaintyOf(camera),
  outlines: rings.map((ring) => packPoints([...ring])),
});
