export { toDegrees, toUnits, UNITS_PER_DEGREE } from "./coordinate.ts";
export type { Bbox, LngLat } from "./coordinate.ts";
export { createAreaIndex, createTurfAreaIndex } from "./area-index.ts";
export type { AreaGeometry, AreaIndex, AreaLocation } from "./area-index.ts";
