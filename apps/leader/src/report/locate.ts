import type { FoundPlace } from "./report-draft.ts";

/** Asks the phone once where it is by now, never where it was; rejects where that is not allowed or not to be found out. */
export async function locate(geolocation: Pick<Geolocation, "getCurrentPosition">): Promise<FoundPlace> {
  const { coords } = await new Promise<GeolocationPosition>((resolve, reject) =>
    geolocation.getCurrentPosition(resolve, reject, {
      enableHighAccuracy: true,
      timeout: 15_000,
      maximumAge: 0, // the last report's place may be a grid away
    }),
  );
  return { position: [coords.longitude, coords.latitude], accuracyMetres: coords.accuracy };
}
