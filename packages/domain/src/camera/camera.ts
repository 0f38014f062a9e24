import { z } from "zod";
import { positionSchema } from "../grid/position.ts";

/** What a camera can be doing, by the operator's own report. */
export const CAMERA_STATUSES = ["online", "offline", "maintenance", "unknown"] as const;

/** How a camera is mounted and moves. */
export const CAMERA_KINDS = ["fixed", "ptz", "dome", "panoramic", "other"] as const;

/** One direction a camera looks in; bearing in degrees clockwise from true north. */
export const cameraSectorSchema = z.strictObject({
  bearingDegrees: z.number().min(0).lt(360),
  fieldOfViewDegrees: z.number().gt(0).max(360),
});

/** One direction a camera looks in. */
export type CameraSector = z.infer<typeof cameraSectorSchema>;

/** A surveillance point (监控点). A camera with no known direction has no sectors. */
export const cameraSchema = z.strictObject({
  id: z.int().positive(),
  externalId: z.string().min(1),
  name: z.string().min(1),
  kind: z.enum(CAMERA_KINDS),
  position: positionSchema,
  mountingHeightMetres: z.number().min(0).max(1000).nullable(),
  sectors: z.array(cameraSectorSchema).max(36),
  rangeMetres: z.number().gt(0).max(5000).nullable(),
  owner: z.string().nullable(),
  status: z.enum(CAMERA_STATUSES),
  statusSince: z.iso.datetime().nullable(),
  /** When somebody last looked whether it sees what its sectors say; null = they are assumed. */
  verifiedAt: z.iso.datetime().nullable(),
  gridId: z.int().positive().nullable(),
});

/** A surveillance point. */
export type Camera = z.infer<typeof cameraSchema>;

/** A camera as far as it is known of a moment: what it has been since before then; of earlier states nothing is kept. */
export const cameraAt = (camera: Camera, moment: Date): Camera =>
  camera.statusSince !== null && Date.parse(camera.statusSince) <= moment.getTime()
    ? camera
    : { ...camera, status: "unknown" };
