import fc from "fast-check";
import type { MultiPolygon, Polygon, Position } from "geojson";
import { polygonsOf } from "../src/area.ts";
import type { AreaGeometry } from "../src/area.ts";
import { toDegrees, toUnits } from "../src/coordinate.ts";
import type { LngLat } from "../src/coordinate.ts";

/** A point in whole units seen from `ORIGIN`. */
export type Lattice = readonly [x: number, y: number];

/** Where the small tests lie: 121.5 E, 31.2 N in whole units. */
export const ORIGIN: Lattice = [1_215_000_000, 312_000_000];

/** Degrees of a point of the lattice. */
export const at = ([x, y]: Lattice): LngLat => [toDegrees(ORIGIN[0] + x), toDegrees(ORIGIN[1] + y)];

/** A GeoJSON ring of points of the lattice, closed. */
export const ringOf = (points: readonly Lattice[]): Position[] =>
  [...points, points[0]!].map((point) => [...at(point)]); // never called without points

/** A polygon of points of the lattice, the shell first. */
export const polygonOf = (...rings: (readonly Lattice[])[]): Polygon => ({
  type: "Polygon",
  coordinates: rings.map(ringOf),
});

/** An area of the lattice, so many times as large; the lattice's origin stays. */
export const stretched = (area: AreaGeometry, times: number): MultiPolygon => ({
  type: "MultiPolygon",
  coordinates: polygonsOf(area).map((rings) =>
    rings.map((ring) =>
      ring.map(([lng = 0, lat = 0]) => [
        ...at([(toUnits(lng) - ORIGIN[0]) * times, (toUnits(lat) - ORIGIN[1]) * times]),
      ]),
    ),
  ),
});

/** Every lattice point of a square and of the strip of two units around it. */
export function latticeUpTo(size: number): Lattice[] {
  const side = Array.from({ length: size + 5 }, (_, i) => i - 2);
  return side.flatMap((x) => side.map((y): Lattice => [x, y]));
}

/** Squares a side, and how long each is; with a jitter of one unit its two triangles can never degenerate. */
const [SQUARES, SPACING] = [5, 6];

/** Length of a tessellation's side. */
export const TESSELLATION_SIZE = SQUARES * SPACING;

type Tessellation = { triangles: Polygon[]; labels: number[]; areas: MultiPolygon[] };

/** A corner moved by up to one unit, but not off the outer border. */
function corner(i: number, j: number, jitter: readonly number[]): Lattice {
  const code = jitter[j * (SQUARES + 1) + i] ?? 4;
  const move = (k: number, by: number): number => k * SPACING + (k === 0 || k === SQUARES ? 0 : by - 1);
  return [move(i, code % 3), move(j, Math.floor(code / 3))];
}

function toTessellation(jitter: number[], diagonals: boolean[], labels: number[]): Tessellation {
  const triangles: Polygon[] = [];
  for (let square = 0; square < SQUARES * SQUARES; square++) {
    const [i, j] = [square % SQUARES, Math.floor(square / SQUARES)];
    const [sw, se, ne, nw] = [
      corner(i, j, jitter),
      corner(i + 1, j, jitter),
      corner(i + 1, j + 1, jitter),
      corner(i, j + 1, jitter),
    ];
    if (diagonals[square]) triangles.push(polygonOf([sw, se, ne]), polygonOf([sw, ne, nw]));
    else triangles.push(polygonOf([sw, se, nw]), polygonOf([se, ne, nw]));
  }
  const areas = Array.from({ length: Math.max(...labels) + 1 }, (_, label): MultiPolygon => {
    const own = triangles.filter((_triangle, index) => labels[index] === label);
    return { type: "MultiPolygon", coordinates: own.map(({ coordinates }) => coordinates) };
  });
  return { triangles, labels, areas };
}

/**
 * A square without gaps or overlaps: 50 triangles with whole coordinates, each labelled with one of a few areas, so that
 * areas have several parts, holes, islands and corners where many meet.
 */
export const tessellation: fc.Arbitrary<Tessellation> = fc
  .integer({ min: 1, max: 8 })
  .chain((areaCount) =>
    fc
      .tuple(
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 36, maxLength: 36 }),
        fc.array(fc.boolean(), { minLength: 25, maxLength: 25 }),
        fc.array(fc.integer({ min: 0, max: areaCount - 1 }), { minLength: 50, maxLength: 50 }),
      )
      .map(([jitter, diagonals, labels]) => toTessellation(jitter, diagonals, labels)),
  );

const latticePoint: fc.Arbitrary<Lattice> = fc.tuple(
  fc.integer({ min: 0, max: 10 }),
  fc.integer({ min: 0, max: 10 }),
);

const anyRing = fc.array(latticePoint, { minLength: 3, maxLength: 7 });

/** Anything: crossing itself, without extent, holes outside the shell, overlapping parts. */
export const wildArea: fc.Arbitrary<AreaGeometry> = fc.oneof(
  fc.array(anyRing, { minLength: 1, maxLength: 3 }).map((rings) => polygonOf(...rings)),
  fc
    .array(fc.array(anyRing, { minLength: 1, maxLength: 2 }), { maxLength: 3 })
    .map((polygons): MultiPolygon => ({
      type: "MultiPolygon",
      coordinates: polygons.map((rings) => polygonOf(...rings).coordinates),
    })),
);
