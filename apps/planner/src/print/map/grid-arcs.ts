import { toDegrees, toSharedArcs, unpackPoints } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import type { Position } from "geojson";

/** What a line separates: parts of one compound, compounds, the grid from its surroundings, or grids that are not of it. */
export type Separation = "parts" | "groups" | "outline" | "elsewhere";

/** A grid to be drawn: `group` tells parts that belong together, null = it is a neighbour. */
export type DrawnGrid = { id: number; area: AreaGeometry; group: number | null };

/** The lines of grids by what they separate, each line once: neighbours share it. */
export function separatingLines(grids: readonly DrawnGrid[]): ReadonlyMap<Separation, Position[][]> {
  const { arcs } = toSharedArcs(grids.map(({ area }) => area));
  const groupAt = (index: number): number | null => grids[index]?.group ?? null;
  const grouped = Map.groupBy(arcs, ({ left, right }) => separationOf(groupAt(left), groupAt(right)));
  return new Map(
    [...grouped].map(([separation, lines]) => [separation, lines.map(({ points }) => toLine(points))]),
  );
}

function separationOf(left: number | null, right: number | null): Separation {
  if (left === null && right === null) return "elsewhere";
  if (left === null || right === null) return "outline";
  return left === right ? "parts" : "groups";
}

function toLine(points: readonly number[]): Position[] {
  const units = unpackPoints(points);
  return Array.from({ length: units.length / 2 }, (_, i) => [
    toDegrees(units[2 * i]!), // i < half of the length
    toDegrees(units[2 * i + 1]!), // as above
  ]);
}
