import { toDegrees } from "@getu/geometry";
import type { LngLat } from "@getu/geometry";
import type { Position } from "geojson";
import type { Point, Ring } from "./plane.ts";

/** Where the made-up town lies: nowhere in particular on the lower Yangtze plain. */
const ORIGIN = { lng: 118.7421, lat: 32.0386 };

const METRES_PER_DEGREE_LAT = 110_893;
const METRES_PER_DEGREE_LNG = 111_320 * Math.cos((ORIGIN.lat * Math.PI) / 180);

const units = (degrees: number): number => Math.round(degrees * 1e7);

/** A place of the plane in degrees, on whole units of 1e-7. */
export const toLngLat = ([x, y]: Point): LngLat => [
  toDegrees(units(ORIGIN.lng + x / METRES_PER_DEGREE_LNG)),
  toDegrees(units(ORIGIN.lat + y / METRES_PER_DEGREE_LAT)),
];

/** The same to a tenth of a metre: enough for what is only drawn, and shorter in a file. */
export const toDrawn = ([x, y]: Point): Position => [
  Math.round((ORIGIN.lng + x / METRES_PER_DEGREE_LNG) * 1e6) / 1e6,
  Math.round((ORIGIN.lat + y / METRES_PER_DEGREE_LAT) * 1e6) / 1e6,
];

/** A closed GeoJSON ring on whole units. */
export const toRing = (ring: Ring): Position[] => closed(ring.map((p): Position => [...toLngLat(p)]));

/** A closed GeoJSON ring for drawing. */
export const toDrawnRing = (ring: Ring): Position[] => closed(ring.map(toDrawn));

const closed = (positions: Position[]): Position[] => [...positions, positions[0]!]; // rings have points
