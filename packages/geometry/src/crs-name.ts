import type { LngLat } from "./coordinate.ts";

/** A coordinate system: WGS84 (= CGCS2000), the two shifted datums of Chinese web maps, or a number of the EPSG registry. */
export type CrsName = "wgs84" | "gcj02" | "bd09" | `epsg:${number}`;

/** Both ways between a coordinate system and WGS84; easting or longitude first. */
export type Conversion = { toWgs84(position: LngLat): LngLat; fromWgs84(position: LngLat): LngLat };
