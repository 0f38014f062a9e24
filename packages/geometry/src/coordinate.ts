/** A position in degrees, longitude first, WGS84 (= CGCS2000 at our unit). */
export type LngLat = readonly [lng: number, lat: number];

/** `[west, south, east, north]` in degrees. */
export type Bbox = readonly [west: number, south: number, east: number, north: number];

/** Units in one degree: the kernel works on integers of 1e-7 degree (1.1 cm), so orientation needs no epsilon. */
export const UNITS_PER_DEGREE = 1e7;

/** Degrees to the nearest whole unit. */
export const toUnits = (degrees: number): number => Math.round(degrees * UNITS_PER_DEGREE);

/** Units to degrees; divides, because multiplying by 1e-7 prints more than seven decimals. */
export const toDegrees = (units: number): number => units / UNITS_PER_DEGREE;
