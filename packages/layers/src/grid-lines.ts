import type { ArcColumns } from "@getu/geometry";
import type { FeatureCollection, MultiLineString, Position } from "geojson";

/** What a map's style knows of a boundary: the coarsest tier that differs on its sides; `edge` = the territory's own. */
type LineProperties = { tier: number; edge: boolean };

/**
 * Every boundary exactly once, one feature per rank, so that no line is drawn twice and none cracks; the parts must be
 * of one set, a line that several of them hold is taken from the first.
 */
export function gridLines(parts: readonly ArcColumns[]): FeatureCollection<MultiLineString, LineProperties> {
  const byRank = new Map<number, Position[][]>();
  const drawn = new Set<number>();
  for (const part of parts) {
    for (const [i, number] of part.numbers.entries()) {
      if (drawn.has(number)) continue;
      drawn.add(number);
      const rank = part.ranks[i]!; // columns have equal length
      const lines = byRank.get(rank) ?? [];
      lines.push(positionsOf(part, i));
      byRank.set(rank, lines);
    }
  }
  const features = [...byRank].map(([rank, coordinates]) => ({
    type: "Feature" as const,
    properties: { tier: Math.max(0, rank - 1), edge: rank === 0 },
    geometry: { type: "MultiLineString" as const, coordinates },
  }));
  return { type: "FeatureCollection", features };
}

/** The points of one arc. */
export function positionsOf({ starts, positions }: ArcColumns, arc: number): Position[] {
  const line: Position[] = [];
  const end = 2 * starts[arc + 1]!; // one start more than arcs
  for (let i = 2 * starts[arc]!; i < end; i += 2) line.push([positions[i]!, positions[i + 1]!]); // two a point
  return line;
}
