import type { Camera, Incident } from "@getu/domain";
import type { CameraReach } from "@getu/ui";

type KnownCameras = {
  cameraReach: CameraReach;
  cameras: { data?: Camera[] | undefined; isPlaceholderData: boolean };
};

/**
 * The cameras that are known, where they are those around a position. Of a city's only those near the middle of the map are,
 * and for a moment those of where it looked before: the nearest of these may be kilometres away.
 */
export function camerasAround(
  { cameraReach: reach, cameras: { data = [], isPlaceholderData } }: KnownCameras,
  [lng, lat]: Incident["position"],
): readonly Camera[] {
  if (reach === "all") return data;
  if (reach === "none" || isPlaceholderData) return [];
  const [west, south, east, north] = reach.bbox;
  return west <= lng && lng <= east && south <= lat && lat <= north ? data : [];
}
