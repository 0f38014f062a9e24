import type { LngLat } from "@getu/geometry";
import { toDegrees, toUnits } from "@getu/geometry";

/** Columns that hold a position, in units of 1e-7 degree. */
export type PositionRow = { lng: number; lat: number };

/** Degrees to columns. */
export const toPositionRow = ([lng, lat]: LngLat): PositionRow => ({ lng: toUnits(lng), lat: toUnits(lat) });

/** Columns to degrees. */
export const toPosition = ({ lng, lat }: PositionRow): [number, number] => [toDegrees(lng), toDegrees(lat)];
