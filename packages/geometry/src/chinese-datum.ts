import gcoordModule from "gcoord";
import type { LngLat } from "./coordinate.ts";
import type { Conversion } from "./crs-name.ts";

/** The package's types describe its ES module; what Node and bundlers hand out as default is the object itself. */
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

/** A tenth of our unit: closer than that the inverse need not come. */
const CLOSE_ENOUGH_DEGREES = 1e-8;

/** Three rounds suffice inside China. At the edge of the shifted region no inverse may exist, then the last round stands. */
const MAX_ROUNDS = 20;

const toPair = ([lng = Number.NaN, lat = Number.NaN]: readonly number[]): LngLat => [lng, lat];

/**
 * Looks for the WGS84 position whose shifted position is the given one. gcoord's own inverse stops at 10 cm (and for
 * BD-09 at more), and at the edge of the shifted region it never ends; ours ends and closes the round trip.
 */
function invert(shift: (position: LngLat) => LngLat, shifted: LngLat): LngLat {
  let [lng, lat] = shifted;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const found = shift([lng, lat]);
    const [offLng, offLat] = [found[0] - shifted[0], found[1] - shifted[1]];
    [lng, lat] = [lng - offLng, lat - offLat];
    if (Math.abs(offLng) < CLOSE_ENOUGH_DEGREES && Math.abs(offLat) < CLOSE_ENOUGH_DEGREES) break;
  }
  return [lng, lat];
}

/** GCJ-02 and BD-09: outside China they leave positions as they are, or nearly so. */
export function chineseDatumOf(datum: "gcj02" | "bd09"): Conversion {
  const target = datum === "gcj02" ? gcoord.GCJ02 : gcoord.BD09;
  const fromWgs84 = ([lng, lat]: LngLat): LngLat =>
    toPair(gcoord.transform([lng, lat], gcoord.WGS84, target));
  return { fromWgs84, toWgs84: (shifted) => invert(fromWgs84, shifted) };
}
