import type { MultiPolygon, Polygon } from "geojson";
import type { LngLat } from "./coordinate.ts";

/** A polygon or several, GeoJSON, in degrees. */
export type AreaGeometry = Polygon | MultiPolygon;

/** Where a position lies among the areas; areas are named by their index, -1 = none. */
export type AreaLocation = {
  /** The first area that holds the position by the owner rule (R14), or -1. */
  owner: number;
  /** All areas that hold it, ascending; more than one only where the input overlaps. */
  owners: readonly number[];
  /** Metres to the nearest border of the owner, or of the nearest area when there is no owner; Infinity without areas. */
  distanceToBorderMetres: number;
  /** The area across that border, or the nearest area when there is no owner; -1 = none. */
  neighbour: number;
};

/** Answers which area holds a position, for a fixed set of areas. */
export type AreaIndex = {
  /** The first area that holds the position by the owner rule (R14), or -1. */
  ownerOf(position: LngLat): number;
  /** The owner with its surroundings. */
  locate(position: LngLat): AreaLocation;
};

/** To be written: the exact index (integers, R14). */
export declare function createAreaIndex(areas: readonly AreaGeometry[]): AreaIndex;
/** To be written: the Turf reference engine. */
export declare function createTurfAreaIndex(areas: readonly AreaGeometry[]): AreaIndex;
