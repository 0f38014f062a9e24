import { bearing } from "@turf/bearing";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import { destination } from "@turf/destination";
import { nearestPointOnLine } from "@turf/nearest-point-on-line";
import Flatbush from "flatbush";
import type { MultiLineString, MultiPolygon, Position } from "geojson";
import { bboxOf } from "./bbox.ts";
import { polygonsOf } from "./area.ts";
import type { AreaGeometry } from "./area.ts";
import type { AreaIndex } from "./area-index.ts";
import { toDegrees } from "./coordinate.ts";
import type { LngLat } from "./coordinate.ts";

/** How far across a border its neighbour is looked for. */
const ACROSS_METRES = 1;

const closed = (ring: readonly Position[]): Position[] => {
  const [first, last] = [ring[0], ring.at(-1)];
  const open = first && last && (first[0] !== last[0] || first[1] !== last[1]);
  return open ? [...ring, first] : [...ring];
};

/** Turf throws on unclosed rings and on rings of less than three points. */
function toTurfArea(area: AreaGeometry): MultiPolygon {
  const polygons = polygonsOf(area).map((rings) => rings.map(closed).filter((ring) => ring.length >= 4));
  return { type: "MultiPolygon", coordinates: polygons.filter((rings) => rings.length > 0) };
}

/** A great circle leaves the straight line between its ends by 1 mm on 220 m, by 1 m on 10 km. */
const STRAIGHT_DEGREES = 0.002;

/** Bounds the work on outlines as large as countries, whose edges Turf then bends a little. */
const MAX_PIECES = 2_000;

/** Turf bends edges along great circles, while GeoJSON's are straight in longitude and latitude: short pieces are both. */
function straightened(ring: readonly Position[]): Position[] {
  return ring.flatMap((to, at) => {
    const from = ring[at - 1];
    if (!from) return [to];
    const [[x = 0, y = 0], [toX = 0, toY = 0]] = [from, to];
    const wanted = Math.ceil(Math.max(Math.abs(toX - x), Math.abs(toY - y)) / STRAIGHT_DEGREES);
    const pieces = Math.min(Math.max(wanted, 1), MAX_PIECES);
    const along = (share: number): Position => [x + share * (toX - x), y + share * (toY - y)];
    return [...Array.from({ length: pieces - 1 }, (_, piece) => along((piece + 1) / pieces)), to];
  });
}

const bordersOf = (area: MultiPolygon): MultiLineString => ({
  type: "MultiLineString",
  coordinates: area.coordinates.flat().map(straightened),
});

/** Borders are cut when they are first asked for: who only asks for owners does not pay. */
function createBorders(areas: readonly MultiPolygon[]): (area: number) => MultiLineString {
  const known = new Map<number, MultiLineString>();
  return (area) => {
    const border = known.get(area) ?? bordersOf(areas[area]!); // asked with indexes of `areas`
    known.set(area, border);
    return border;
  };
}

/** The point of an area's border nearest to a position, with the direction in which the border runs there. */
function nearestBorder(position: LngLat, border: MultiLineString) {
  const found = nearestPointOnLine(border, [...position], { units: "meters" });
  const { lineStringIndex, segmentIndex, pointDistance } = found.properties;
  const line = border.coordinates[lineStringIndex] ?? [];
  const [from, to] = [line[segmentIndex], line[segmentIndex + 1] ?? line[segmentIndex - 1]];
  return {
    metres: pointDistance,
    point: found.geometry.coordinates,
    bearing: from && to ? bearing(from, to) : 0,
  };
}

function createBoxes(areas: readonly MultiPolygon[]): (position: LngLat) => number[] {
  const filled = areas.flatMap((area, index) => (area.coordinates.length > 0 ? [index] : []));
  if (filled.length === 0) return () => []; // Flatbush refuses zero items
  const boxes = new Flatbush(filled.length);
  for (const index of filled) boxes.add(...bboxOf(areas[index]!)); // `filled` holds indexes into `areas`
  boxes.finish();
  return ([lng, lat]) =>
    boxes
      .search(lng, lat, lng, lat)
      .map((i) => filled[i]!) // Flatbush numbers what was added
      .sort((a, b) => a - b);
}

type Border = ReturnType<typeof nearestBorder>;

/** Nearer than this "away from the position" is no direction any more. */
const ON_BORDER_METRES = 0.02;

/** The positions just across the border: straight on, or to both sides when the position lies on it. */
function positionsAcross(position: LngLat, border: Border): LngLat[] {
  const directions =
    border.metres < ON_BORDER_METRES
      ? [border.bearing + 90, border.bearing - 90]
      : [bearing([...position], border.point)];
  return directions.map((direction) => {
    const probe = destination(border.point, ACROSS_METRES, direction, { units: "meters" });
    const [lng = Number.NaN, lat = Number.NaN] = probe.geometry.coordinates;
    return [lng, lat];
  });
}

/**
 * The reference engine, all questions answered by Turf: a border belongs to every area it bounds, and the first in the
 * list owns. Edges are straight in longitude and latitude for distances as for owners. Slower than the exact index by orders of magnitude; meant to check it.
 */
export function createTurfAreaIndex(areas: readonly AreaGeometry[]): AreaIndex {
  const shapes = areas.map(toTurfArea);
  const borderOf = createBorders(shapes);
  const candidates = createBoxes(shapes);
  const ownersOf = (position: LngLat): number[] =>
    candidates(position).filter((i) => booleanPointInPolygon([...position], shapes[i]!)); // candidates index `shapes`
  const nearestOf = (position: LngLat, indexes: readonly number[]) =>
    indexes
      .map((index) => ({ index, ...nearestBorder(position, borderOf(index)) }))
      .reduce((best, next) => (next.metres < best.metres ? next : best));
  const filled = shapes.flatMap((shape, index) => (shape.coordinates.length > 0 ? [index] : []));
  const ownerOf = (position: LngLat): number => ownersOf(position)[0] ?? -1;
  return {
    ownerOf,
    ownersOf(lngLats) {
      const degrees = lngLats instanceof Int32Array ? Float64Array.from(lngLats, toDegrees) : lngLats;
      // Two numbers a position.
      return Int32Array.from({ length: degrees.length >> 1 }, (_, i) =>
        ownerOf([degrees[2 * i]!, degrees[2 * i + 1]!]),
      );
    },
    locate(position) {
      const owners = ownersOf(position);
      const owner = owners[0] ?? -1;
      if (filled.length === 0) return { owner, owners, distanceToBorderMetres: Infinity, neighbour: -1 };
      const border = nearestOf(position, owner < 0 ? filled : [owner]);
      const across = positionsAcross(position, border).flatMap(ownersOf);
      const neighbour = owner < 0 ? border.index : (across.find((area) => area !== owner) ?? -1);
      return { owner, owners, distanceToBorderMetres: border.metres, neighbour };
    },
  };
}
