import { UNITS_PER_DEGREE } from "./coordinate.ts";

/** The mean radius of the Earth in metres, the one Turf uses, so that both engines measure alike. */
const EARTH_RADIUS_METRES = 6_371_008.8;

/** Metres in one unit of latitude (1.11 cm). */
export const METRES_PER_UNIT = (EARTH_RADIUS_METRES * Math.PI) / 180 / UNITS_PER_DEGREE;

/** How much shorter a unit of longitude is at a latitude given in units. */
export const longitudeScale = (yUnits: number): number =>
  Math.cos((yUnits / UNITS_PER_DEGREE / 180) * Math.PI);
