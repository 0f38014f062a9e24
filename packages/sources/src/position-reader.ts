import type { CrsName, LngLat } from "@getu/geometry";
import { toWgs84 } from "@getu/geometry/crs";
import { toNumber, toText } from "./cell.ts";
import type { SourceRow } from "./source.ts";
import type { Problem } from "./source-error.ts";

/** Where positions stand: in two fields, or (null) in the geometry. */
export type PositionMapping = { crs: CrsName; fields: { lng: string; lat: string } | null };

/** The pair as the file gives it and the position it means, in WGS84. */
export type PositionReading = { given: LngLat; position: LngLat };

/** Reads the position of a row, or says why there is none. */
export type PositionReader = (row: SourceRow) => PositionReading | Problem;

/** Answers for every row: a finite position in range, or a reason. (0,0) counts as no coordinates. */
export function createPositionReader({ crs, fields }: PositionMapping): PositionReader {
  return (row) => {
    if (row.problem) return row.problem;
    const pair = fields ? [row.get(fields.lng), row.get(fields.lat)] : pointOf(row.geometry);
    return Array.isArray(pair) ? toPosition(pair, crs) : pair;
  };
}

/** Narrows what a reader answered. */
export const isProblem = (answer: object): answer is Problem => "reason" in answer;

function pointOf(geometry: unknown): unknown[] | Problem {
  if (geometry === null || geometry === undefined || typeof geometry !== "object")
    return { reason: "no-coordinates", detail: "no geometry" };
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  if (type !== "Point")
    return { reason: "not-a-point", detail: `geometry is ${JSON.stringify(type) ?? "untyped"}` };
  if (!Array.isArray(coordinates)) return { reason: "not-a-number", detail: "coordinates are no list" };
  return coordinates.length === 0 ? { reason: "no-coordinates", detail: "empty point" } : coordinates;
}

function toPosition(pair: readonly unknown[], crs: CrsName): PositionReading | Problem {
  const lng = toNumber(pair[0]);
  const lat = toNumber(pair[1]);
  if (lng === null || lat === null) return { reason: "no-coordinates", detail: "blank" };
  if (!Number.isFinite(lng) || !Number.isFinite(lat))
    return { reason: "not-a-number", detail: `${toText(pair[0])} ${toText(pair[1])}` };
  if (lng === 0 && lat === 0) return { reason: "zero-coordinates", detail: "0 0 stands for no coordinates" };
  return convert([lng, lat], crs);
}

/** A position in WGS84, or why the pair is none. */
export function convert(given: LngLat, crs: CrsName): PositionReading | Problem {
  if (!crs.startsWith("epsg:") && !isInRange(given)) return outOfRange(given, crs);
  const position = toWgs84(given, crs);
  return isInRange(position) ? { given, position } : outOfRange(given, crs);
}

const isInRange = ([lng, lat]: LngLat): boolean => Math.abs(lng) <= 180 && Math.abs(lat) <= 90;

function outOfRange([x, y]: LngLat, crs: CrsName): Problem {
  const pair = `${x} ${y}`;
  const hint =
    Math.abs(x) > 360 || Math.abs(y) > 360
      ? "looks like metres or feet: name the coordinate system (epsg:N)"
      : isInRange([y, x])
        ? "are longitude and latitude swapped?"
        : "beyond 180 or 90 degrees";
  return { reason: "out-of-range", detail: `${pair} as ${crs}: ${hint}`, given: [x, y] };
}
