import type { AreaGeometry } from "./area.ts";
import type { LngLat } from "./coordinate.ts";
import { chineseDatumOf } from "./chinese-datum.ts";
import type { Conversion, CrsName } from "./crs-name.ts";
import { findEpsg } from "./epsg.ts";

export type { CrsName } from "./crs-name.ts";

const unchanged = (position: LngLat): LngLat => position;

/** WGS 84 and CGCS2000 as longitude and latitude: they differ by less than our unit matters. */
const PASS_THROUGH: ReadonlySet<CrsName> = new Set(["wgs84", "epsg:4326", "epsg:4490"] as const);

const conversions = new Map<CrsName, Conversion>();

function conversionOf(crs: CrsName): Conversion {
  const known = conversions.get(crs);
  if (known) return known;
  const conversion = createConversion(crs);
  conversions.set(crs, conversion);
  return conversion;
}

function createConversion(crs: CrsName): Conversion {
  if (PASS_THROUGH.has(crs)) return { toWgs84: unchanged, fromWgs84: unchanged };
  if (crs === "gcj02" || crs === "bd09") return chineseDatumOf(crs);
  return findEpsg(Number(crs.slice("epsg:".length))).conversion;
}

const isFinitePair = ([x, y]: LngLat): boolean => Number.isFinite(x) && Number.isFinite(y);

/** A position of a coordinate system (east or longitude first) in WGS84; `[NaN, NaN]` where the system has no answer. */
export function toWgs84(position: LngLat, crs: CrsName): LngLat {
  const conversion = conversionOf(crs);
  return isFinitePair(position) ? conversion.toWgs84(position) : [Number.NaN, Number.NaN];
}

/** A WGS84 position in a coordinate system (east or longitude first); `[NaN, NaN]` where the system has no answer. */
export function fromWgs84(position: LngLat, crs: CrsName): LngLat {
  const conversion = conversionOf(crs);
  return isFinitePair(position) ? conversion.fromWgs84(position) : [Number.NaN, Number.NaN];
}

/** An area of a coordinate system in WGS84; heights are left out. */
export function reprojectArea(area: AreaGeometry, crs: CrsName): AreaGeometry {
  const ringToWgs84 = (ring: number[][]): number[][] =>
    ring.map(([x = Number.NaN, y = Number.NaN]) => [...toWgs84([x, y], crs)]);
  return area.type === "Polygon"
    ? { type: "Polygon", coordinates: area.coordinates.map(ringToWgs84) }
    : { type: "MultiPolygon", coordinates: area.coordinates.map((rings) => rings.map(ringToWgs84)) };
}

/** What a user calls the systems that have no number; hyphens, spaces and case do not matter. */
const NAMES: Readonly<Record<string, CrsName>> = {
  wgs84: "wgs84",
  cgcs2000: "wgs84",
  crs84: "wgs84",
  gcj02: "gcj02",
  bd09: "bd09",
};

/** Reads the name of a coordinate system as a user types it; throws an error that names what is wrong. */
export function parseCrs(text: string): CrsName {
  const plain = text.trim().toLowerCase();
  const named = NAMES[plain.replaceAll(/[\s_-]|^.*ogc:1\.3:/g, "")];
  if (named) return named;
  const number = /^(?:urn:ogc:def:crs:)?epsg:(?:[\d.]*:)?(\d+)$/.exec(plain)?.[1];
  if (!number) throw new Error(`unknown coordinate system "${text}": use wgs84, gcj02, bd09 or epsg:NUMBER`);
  const crs = `epsg:${Number(number)}` as const;
  conversionOf(crs); // an unknown number shall fail here and not at the first row
  return crs;
}

/** What a system is called and how far off its conversion may be at worst, as published; null = not stated. */
export type CrsDescription = { name: string; accuracyMetres: number | null };

/** The registered name of a coordinate system, for messages. */
export function describeCrs(crs: CrsName): CrsDescription {
  if (crs === "wgs84") return { name: "WGS 84", accuracyMetres: 0 };
  if (crs === "gcj02") return { name: "GCJ-02", accuracyMetres: 1 };
  if (crs === "bd09") return { name: "BD-09", accuracyMetres: 1 };
  const { name, accuracyMetres } = findEpsg(Number(crs.slice("epsg:".length)));
  return { name, accuracyMetres };
}
