import type { AreaGeometry } from "./area.ts";
import { unpackPoints } from "./arc.ts";
import { UNITS_PER_DEGREE } from "./coordinate.ts";
import { toSharedArcs } from "./shared-arcs.ts";
import { toUnitAreas } from "./unit-ring.ts";
import type { UnitRing } from "./unit-ring.ts";

/** A ring as the arcs it runs along; `~n` is arc n run backwards. */
type ArcRing = number[];

/** An area as a geometry of TopoJSON. */
export type TopologyGeometry =
  | { type: "Polygon"; arcs: ArcRing[] }
  | { type: "MultiPolygon"; arcs: ArcRing[][] };

/**
 * Areas by their shared lines as the TopoJSON format 1.0 has it, quantised to whole units of 1e-7 degree: every line once,
 * in steps from point to point. `geometries` are in the order of the areas.
 */
export type AreaTopology = {
  transform: { scale: [number, number]; translate: [number, number] };
  arcs: [number, number][][];
  geometries: TopologyGeometry[];
};

/** Where a step along a ring lies: the arc, and whether it begins or ends it. */
type ArcStep = { arc: number; isFirst: boolean };

const keyOf = (x: number, y: number, toX: number, toY: number): string => `${x} ${y} ${toX} ${toY}`;

/** Writes areas as a topology. */
export function toTopology(areas: readonly AreaGeometry[]): AreaTopology {
  const { arcs } = toSharedArcs(areas);
  const steps = new Map<string, ArcStep>();
  for (const [number, { points }] of arcs.entries()) {
    const line = unpackPoints(points);
    for (let i = 2; i < line.length; i += 2) {
      const [x, y, toX, toY] = line.slice(i - 2, i + 2) as [number, number, number, number]; // even length
      // One-sided arcs of areas that overlap run twice; the first is as good as the second.
      const [forth, back] = [keyOf(x, y, toX, toY), keyOf(toX, toY, x, y)];
      if (!steps.has(forth)) steps.set(forth, { arc: number, isFirst: i === 2 });
      if (!steps.has(back)) steps.set(back, { arc: ~number, isFirst: i === line.length - 2 });
    }
  }
  return {
    transform: { scale: [1 / UNITS_PER_DEGREE, 1 / UNITS_PER_DEGREE], translate: [0, 0] },
    arcs: arcs.map(({ points }) => pairsOf(points)),
    geometries: toUnitAreas(areas).map((polygons, area) => {
      const rings = polygons.map((polygon) => polygon.map((ring) => toArcRing(ring, steps)));
      const [only = []] = rings;
      return areas[area]?.type === "Polygon"
        ? { type: "Polygon", arcs: only }
        : { type: "MultiPolygon", arcs: rings };
    }),
  };
}

const pairsOf = (points: readonly number[]): [number, number][] =>
  points.flatMap((x, i) => (i % 2 === 0 ? [[x, points[i + 1] ?? 0] satisfies [number, number]] : []));

/** The arcs along a ring, from the first place where one begins. */
function toArcRing(ring: UnitRing, steps: ReadonlyMap<string, ArcStep>): ArcRing {
  const run: ArcStep[] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const next = (i + 2) % ring.length;
    const step = steps.get(keyOf(ring[i]!, ring[i + 1]!, ring[next]!, ring[next + 1]!)); // even length
    if (step) run.push(step);
  }
  const start = Math.max(
    0,
    run.findIndex(({ isFirst }) => isFirst),
  );
  return [...run.slice(start), ...run.slice(0, start)].flatMap(({ arc, isFirst }) => (isFirst ? [arc] : []));
}
