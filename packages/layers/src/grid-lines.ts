import type { Grid, GridEdges } from "@getu/domain";
import { toDegrees } from "@getu/geometry";
import type { FeatureCollection, MultiLineString, Position } from "geojson";
import { createGridTree } from "./grid-tree.ts";
import type { GridTree } from "./grid-tree.ts";

/** What a boundary separates: the coarsest tier that differs on its two sides; `edge` = the territory's own outline. */
type BoundaryRank = "edge" | number;

/** Every boundary exactly once, one feature per rank, so that no line is drawn twice and none cracks. */
export function gridLines(edges: GridEdges, grids: readonly Grid[]): FeatureCollection<MultiLineString> {
  const tree = createGridTree(grids);
  const byRank = new Map<BoundaryRank, Position[][]>();
  for (const arc of edges.arcs) {
    const rank = boundaryRank(edges.gridIds[arc.left], edges.gridIds[arc.right], tree);
    const lines = byRank.get(rank) ?? [];
    lines.push(toPositions(arc.points));
    byRank.set(rank, lines);
  }
  const features = [...byRank].map(([rank, coordinates]) => ({
    type: "Feature" as const,
    properties: { tier: rank === "edge" ? 0 : rank, edge: rank === "edge" },
    geometry: { type: "MultiLineString" as const, coordinates },
  }));
  return { type: "FeatureCollection", features };
}

/** The coarsest tier at which the two sides belong to different grids; undefined side = outside the territory. */
export function boundaryRank(
  left: number | undefined,
  right: number | undefined,
  tree: GridTree,
): BoundaryRank {
  if (left === undefined || right === undefined) return "edge";
  const others = new Set(tree.chainOf(right).map((grid) => grid.id));
  const own = tree.chainOf(left).filter((grid) => !others.has(grid.id));
  return Math.min(...own.map((grid) => grid.tier), own.length === 0 ? 0 : Infinity);
}

/** First point, then differences, in whole units → positions in degrees. */
export function toPositions(points: readonly number[]): Position[] {
  const positions: Position[] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < points.length; i += 2) {
    x += points[i]!; // i + 1 < length
    y += points[i + 1]!; // i + 1 < length
    positions.push([toDegrees(x), toDegrees(y)]);
  }
  return positions;
}
