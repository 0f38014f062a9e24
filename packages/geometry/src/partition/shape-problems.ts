import type { Origin } from "./frame.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import type { OwnedPolygon, Problem } from "./problem.ts";
import { perimeterMetres, scaleAt, squareMetresOf } from "./ring-length.ts";
import { twiceAreaOf, twiceAreaOfRings } from "./trace-cycles.ts";

/** From where on a shape is suspicious. */
export type ShapeLimits = {
  /** Narrower areas are slivers; width = 2 · area / perimeter. */
  readonly sliverMetres: number;
  readonly smallestSquareMetres: number;
  readonly sharpDegrees: number;
};

/** Limits that no real grid of a street comes near. */
export const DEFAULT_LIMITS: ShapeLimits = { sliverMetres: 1, smallestSquareMetres: 10, sharpDegrees: 5 };

/** Warnings about one polygon (R13): slivers, tiny areas, sharp corners, holes. */
export function shapeProblems(
  { owner, rings }: OwnedPolygon,
  origin: Origin,
  limits: ShapeLimits,
): Problem[] {
  const [shell = [], ...holes] = rings;
  const scale = scaleAt(rings, origin);
  const twiceArea = twiceAreaOfRings(rings);
  const squareMetres = squareMetresOf(twiceArea, scale);
  const perimeter = perimeterMetres(rings, scale);
  const at = shell[0] ?? 0;
  const warn = (kind: Problem["kind"], place: NodeKey): Problem => ({
    kind,
    severity: "warning",
    owners: [owner],
    at: place,
    twiceArea,
  });
  const problems: Problem[] = [];
  if (2 * squareMetres < limits.sliverMetres * perimeter) problems.push(warn("sliver", at));
  if (squareMetres < limits.smallestSquareMetres) problems.push(warn("small", at));
  for (const hole of holes)
    problems.push({ ...warn("island", hole[0] ?? at), twiceArea: Math.abs(twiceAreaOf(hole)) });
  const sharp = rings.flatMap((ring) => sharpNodes(ring, scale, limits.sharpDegrees));
  return [...problems, ...sharp.map((node) => warn("sharp-angle", node))];
}

/** Nodes where the inside is sharper than an angle; a sharp notch is its neighbour's sharp corner. */
function sharpNodes(ring: readonly NodeKey[], scale: number, degrees: number): NodeKey[] {
  const slope = Math.tan((degrees * Math.PI) / 180);
  return ring.filter((node, i) => {
    const [before, after] = [ring.at(i - 1) ?? 0, ring[(i + 1) % ring.length] ?? 0];
    const [px, py] = [(xOf(before) - xOf(node)) * scale, yOf(before) - yOf(node)];
    const [qx, qy] = [(xOf(after) - xOf(node)) * scale, yOf(after) - yOf(node)];
    const [cross, dot] = [qx * py - qy * px, qx * px + qy * py];
    return dot > 0 && cross > 0 && cross < slope * dot;
  });
}
