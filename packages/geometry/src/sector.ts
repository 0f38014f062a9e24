import { circle } from "@turf/circle";
import { sector } from "@turf/sector";
import type { Polygon } from "geojson";
import type { LngLat } from "./coordinate.ts";

/** What a camera sees: from where, in which direction, how wide and how far. */
export type Sector = {
  position: LngLat;
  /** Clockwise from true north; the middle of the field of view. */
  bearingDegrees: number;
  fieldOfViewDegrees: number;
  rangeMetres: number;
};

/** Corners on a full circle. */
const STEPS = 64;

/** A sector's outline on the ground; a field of view of 360 degrees or more is a circle. */
export function sectorPolygon({
  position,
  bearingDegrees,
  fieldOfViewDegrees,
  rangeMetres,
}: Sector): Polygon {
  const options = { units: "meters", steps: STEPS } as const;
  if (fieldOfViewDegrees >= 360) return circle([...position], rangeMetres, options).geometry;
  const half = fieldOfViewDegrees / 2;
  return sector([...position], rangeMetres, bearingDegrees - half, bearingDegrees + half, options).geometry;
}
