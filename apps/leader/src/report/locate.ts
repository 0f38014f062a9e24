import { isFarOff } from "./report-draft.ts";
import type { FoundPlace } from "./report-draft.ts";

/**
 * Asks the phone once where it is by now, never where it was; rejects where that is not allowed or not to be found out, and
 * where all that is found out is the region.
 */
export async function locate(geolocation: Pick<Geolocation, "getCurrentPosition">): Promise<FoundPlace> {
  const { coords } = await new Promise<GeolocationPosition>((resolve, reject) =>
    geolocation.getCurrentPosition(resolve, reject, {
      enableHighAccuracy: true,
      timeout: 15_000,
      maximumAge: 0, // the last report's place may be a grid away
    }),
  );
  const { longitude, latitude, accuracy: accuracyMetres } = coords;
  if (isFarOff(accuracyMetres)) throw new Error(`located to ${accuracyMetres} m only`);
  return { position: [longitude, latitude], accuracyMetres };
}
