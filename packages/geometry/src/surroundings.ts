import type { EdgeTable } from "./edge-table.ts";
import type { Holders } from "./holders.ts";
import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";
import { createBorderFinder } from "./nearest-border.ts";
import type { NearestBorder } from "./nearest-border.ts";

/** What lies around a point in whole units that `owner` holds (-1 = nobody): as in an area location. */
export type Surroundings = (
  x: number,
  y: number,
  owner: number,
) => { distanceToBorderMetres: number; neighbour: number };

/** A point in whole units, the area that holds it and that area's border nearest to it. */
type BorderView = { x: number; y: number; owner: number; border: NearestBorder };

/** How far beyond a border its neighbour is looked for, where it is not known from the shared edge. */
const ACROSS_METRES = 1;

/** Nearer than two units "away from the point" is no direction any more. */
const ON_BORDER_METRES = 2 * METRES_PER_UNIT;

/** The points just across the border: straight on from the point, or to both sides of the edge when the point lies on it. */
function pointsAcross(edges: EdgeTable, { x, y, border }: BorderView): (readonly [x: number, y: number])[] {
  const scale = longitudeScale(y);
  const step = (dx: number, dy: number): readonly [number, number] => {
    const far = ACROSS_METRES / METRES_PER_UNIT / Math.hypot(dx * scale, dy);
    return [Math.round(border.x + dx * far), Math.round(border.y + dy * far)];
  };
  if (border.metres >= ON_BORDER_METRES) return [step(border.x - x, border.y - y)];
  const [a, b] = [2 * edges.from[border.edge]!, 2 * edges.to[border.edge]!]; // the border is an edge of the table
  const [dx, dy] = [edges.nodes[b]! - edges.nodes[a]!, edges.nodes[b + 1]! - edges.nodes[a + 1]!];
  return [step(-dy / scale, dx * scale), step(dy / scale, -dx * scale)];
}

/**
 * Answers which area lies across the nearest border, -1 = none: the one that shares the edge; behind a corner, or where no
 * area shares the edge point by point, the one that holds the ground a metre beyond.
 */
function createNeighbourFinder(edges: EdgeTable, holders: Holders): (view: BorderView) => number {
  return (view) => {
    const { owner, border } = view;
    const shared = edges.left[border.edge] === owner ? edges.right[border.edge]! : edges.left[border.edge]!; // as above
    if (shared >= 0 && !border.atNode) return shared;
    const found = pointsAcross(edges, view).flatMap((point) => holders(...point));
    return found.find((area) => area !== owner) ?? shared;
  };
}

/** Distance to the owner's border with the area across it; for a point that nobody holds the nearest area. */
export function createSurroundings(edges: EdgeTable, holders: Holders): Surroundings {
  const nearestBorder = createBorderFinder(edges);
  const across = createNeighbourFinder(edges, holders);
  const firstAt = (edge: number): number =>
    [edges.left[edge]!, edges.right[edge]!].filter((area) => area >= 0).reduce((a, b) => Math.min(a, b)); // one of them is an area
  return (x, y, owner) => {
    const border = nearestBorder(x, y, owner);
    if (!border) return { distanceToBorderMetres: Infinity, neighbour: -1 };
    const neighbour = owner < 0 ? firstAt(border.edge) : across({ x, y, owner, border });
    return { distanceToBorderMetres: border.metres, neighbour };
  };
}
