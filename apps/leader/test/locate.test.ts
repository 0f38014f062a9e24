import { expect, test } from "vitest";
import { locate } from "../src/report/locate.ts";

type Ask = Geolocation["getCurrentPosition"];

test("a report is never given a position of a moment ago, which may be the last report's: the phone is asked where it is now", async () => {
  /** A browser that goes by the standard: its fix of ten seconds ago it may give where so old a one is allowed. */
  const getCurrentPosition: Ask = (take, _fail, { maximumAge = 0 } = {}) => {
    const [longitude, latitude] = maximumAge >= 10_000 ? [120.1, 30.1] : [120.2, 30.2];
    take({ coords: { longitude, latitude, accuracy: 9 } } as GeolocationPosition);
  };
  expect(await locate({ getCurrentPosition })).toEqual({ position: [120.2, 30.2], accuracyMetres: 9 });
});

test("a phone that may not say where it is rejects with what the browser says", async () => {
  const getCurrentPosition: Ask = (_take, fail) =>
    fail?.({ code: 1, message: "denied" } as GeolocationPositionError);
  await expect(locate({ getCurrentPosition })).rejects.toMatchObject({ code: 1 });
});

test("a phone that only knows the region does not know where it is: no report is taken with a position that is off by more than 100 km", async () => {
  const toWithin =
    (accuracy: number): Ask =>
    (take) =>
      take({ coords: { longitude: 120.2, latitude: 30.2, accuracy } } as GeolocationPosition);
  await expect(locate({ getCurrentPosition: toWithin(150_000) })).rejects.toThrow("150000 m");
  expect(await locate({ getCurrentPosition: toWithin(100_000) })).toMatchObject({ accuracyMetres: 100_000 });
});
