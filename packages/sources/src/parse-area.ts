import type { AreaGeometry, CrsName, LngLat } from "@getu/geometry";
import { toUnits } from "@getu/geometry";
import type { Position } from "geojson";
import { convert, isProblem } from "./position-reader.ts";
import { findSelfCrossing } from "./self-crossing.ts";
import type { Problem } from "./source-error.ts";

/** An outline in WGS84 with what had to be done to it. */
export type ParsedArea = { area: AreaGeometry; vertices: number; repairs: AreaRepairs };

/** Counts of repairs that change nothing on the ground, and where the outline crosses itself. */
export type AreaRepairs = {
  closedRings: number;
  /** Points equal to the one before. */
  droppedPoints: number;
  /** Rings that enclose nothing, beside others that do. */
  droppedRings: number;
  /** Positions that carried a height. */
  droppedHeights: number;
  /** The outline is kept and read by the even-odd rule: a loop it covers twice counts as outside. */
  selfCrossing: LngLat | null;
};

/** An outline with more vertices than this is a mistake or an attack, not a grid. */
export const MAX_AREA_VERTICES = 100_000;

/** Reads a Polygon or MultiPolygon: converted to WGS84, closed, without repeated points and heights. */
export function parseArea(geometry: unknown, crs: CrsName): ParsedArea | Problem {
  const polygons = polygonsOf(geometry);
  if (!Array.isArray(polygons)) return polygons;
  const repairs: AreaRepairs = {
    closedRings: 0,
    droppedPoints: 0,
    droppedRings: 0,
    droppedHeights: 0,
    selfCrossing: null,
  };
  const tooMany = vertexProblem(polygons);
  if (tooMany) return tooMany;
  const parts: Position[][][] = [];
  for (const rings of polygons) {
    const part = parsePolygon(rings, crs, repairs);
    if (!Array.isArray(part)) return part;
    if (part.length > 0) parts.push(part);
  }
  if (parts.length === 0) return nothingLeft(polygons);
  repairs.selfCrossing = findSelfCrossing(parts.flat());
  return { area: toAreaGeometry(parts), vertices: parts.flat(2).length, repairs };
}

/** One part is a Polygon, several are a MultiPolygon. */
export const toAreaGeometry = (parts: Position[][][]): AreaGeometry =>
  parts.length === 1
    ? { type: "Polygon", coordinates: parts[0]! } // length is 1
    : { type: "MultiPolygon", coordinates: parts };

/** The polygons of an outline, each a list of rings. */
export const polygonsOfArea = (area: AreaGeometry): Position[][][] =>
  area.type === "Polygon" ? [area.coordinates] : area.coordinates;

function polygonsOf(geometry: unknown): unknown[] | Problem {
  if (geometry === null || geometry === undefined)
    return { reason: "no-geometry", detail: "geometry is null" };
  if (typeof geometry !== "object")
    return { reason: "not-a-polygon", detail: `geometry is a ${typeof geometry}` };
  const { type, coordinates } = geometry as { type?: unknown; coordinates?: unknown };
  if (type !== "Polygon" && type !== "MultiPolygon")
    return { reason: "not-a-polygon", detail: `geometry is ${JSON.stringify(type) ?? "untyped"}` };
  if (!Array.isArray(coordinates)) return { reason: "malformed-geometry", detail: "coordinates are no list" };
  return type === "Polygon" ? [coordinates] : coordinates;
}

function vertexProblem(polygons: readonly unknown[]): Problem | null {
  const rings = polygons.flatMap((polygon): unknown[] => (Array.isArray(polygon) ? polygon : []));
  const vertices = rings.reduce<number>((sum, ring) => sum + (Array.isArray(ring) ? ring.length : 0), 0);
  if (vertices <= MAX_AREA_VERTICES) return null;
  return { reason: "too-many-vertices", detail: `${vertices}; the limit is ${MAX_AREA_VERTICES}` };
}

function nothingLeft(polygons: readonly unknown[]): Problem {
  const empty = polygons.every((polygon) => Array.isArray(polygon) && polygon.length === 0);
  return empty
    ? { reason: "empty-geometry", detail: "no ring" }
    : { reason: "encloses-nothing", detail: "no ring has three points that are not on one line" };
}

/** The usable rings of one polygon; without its outer ring a polygon is empty. */
function parsePolygon(rings: unknown, crs: CrsName, repairs: AreaRepairs): Position[][] | Problem {
  if (!Array.isArray(rings)) return { reason: "malformed-geometry", detail: "a polygon is no list of rings" };
  const kept: Position[][] = [];
  for (const [at, given] of (rings as unknown[]).entries()) {
    const ring = parseRing(given, crs, repairs);
    if (!Array.isArray(ring)) return ring;
    if (enclosesNothing(ring)) {
      repairs.droppedRings += 1;
      if (at === 0) return [];
    } else kept.push(ring);
  }
  return kept;
}

function parseRing(given: unknown, crs: CrsName, repairs: AreaRepairs): Position[] | Problem {
  if (!Array.isArray(given))
    return { reason: "malformed-geometry", detail: "a ring is no list of positions" };
  const ring: Position[] = [];
  for (const pair of given as unknown[]) {
    const position = parsePosition(pair, crs);
    if (!Array.isArray(position)) return position;
    if (Array.isArray(pair) && pair.length > 2) repairs.droppedHeights += 1;
    const previous = ring.at(-1);
    if (previous && samePlace(previous, position)) repairs.droppedPoints += 1;
    else ring.push(position);
  }
  return closeRing(ring, repairs);
}

function parsePosition(pair: unknown, crs: CrsName): Position | Problem {
  const [lng, lat] = Array.isArray(pair) ? (pair as unknown[]) : [];
  if (typeof lng !== "number" || typeof lat !== "number" || !Number.isFinite(lng) || !Number.isFinite(lat))
    return { reason: "not-a-number", detail: `position ${JSON.stringify(pair)?.slice(0, 60)}` };
  const reading = convert([lng, lat], crs);
  return isProblem(reading) ? reading : [...reading.position];
}

/** Exactly equal: points less than a unit apart stay, since leaving one out would bend the outline. */
const samePlace = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];

function closeRing(ring: Position[], repairs: AreaRepairs): Position[] {
  const [first, last] = [ring[0], ring.at(-1)];
  if (!first || !last) return ring;
  if (samePlace(first, last)) return ring.length > 1 ? [...ring.slice(0, -1), first] : ring;
  repairs.closedRings += 1;
  return [...ring, first];
}

/** Less than a triangle, or all on one line, at the kernel's unit. */
function enclosesNothing(ring: readonly Position[]): boolean {
  const units = ring.map(([lng = 0, lat = 0]) => [toUnits(lng), toUnits(lat)] as const);
  const [ax, ay] = units[0] ?? [0, 0];
  const [bx, by] = units.find(([x, y]) => x !== ax || y !== ay) ?? [ax, ay];
  return ring.length < 4 || units.every(([x, y]) => (bx - ax) * (y - ay) === (by - ay) * (x - ax));
}
