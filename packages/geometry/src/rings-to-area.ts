import type { Position } from "geojson";
import type { AreaGeometry } from "./area.ts";
import { toDegrees } from "./coordinate.ts";
import { createRingTest } from "./ring-test.ts";
import { twiceSignedArea } from "./signed-area.ts";
import type { UnitRing } from "./unit-ring.ts";

type Shell = { ring: UnitRing; size: number; holds: (hole: UnitRing) => boolean; holes: UnitRing[] };

function toShell(ring: UnitRing): Shell {
  const inside = createRingTest(ring);
  const corners = new Map<number, Set<number>>();
  for (let i = 0; i < ring.length; i += 2) {
    const column = corners.get(ring[i]!) ?? new Set(); // i < length, which is even
    corners.set(ring[i]!, column.add(ring[i + 1]!)); // i < length, which is even
  }
  const holdsPoint = (x: number, y: number): boolean => inside(x, y) || (corners.get(x)?.has(y) ?? false);
  const holds = (hole: UnitRing): boolean => hole.every((x, i) => i % 2 === 1 || holdsPoint(x, hole[i + 1]!)); // even length
  return { ring, size: twiceSignedArea(ring), holds, holes: [] };
}

function toPositions(ring: UnitRing): Position[] {
  const positions: Position[] = [];
  for (let i = 0; i <= ring.length; i += 2) {
    positions.push([toDegrees(ring[i % ring.length]!), toDegrees(ring[(i + 1) % ring.length]!)]); // modulo length
  }
  return positions;
}

/**
 * Rings with the area on their left: counter-clockwise ones are shells, clockwise ones holes of the smallest shell around
 * them. A clockwise ring outside every shell (half a figure of eight) becomes a polygon; rings without extent are left out.
 * No ring at all gives a MultiPolygon without polygons.
 */
export function ringsToArea(rings: readonly UnitRing[]): AreaGeometry {
  const shells = rings.filter((ring) => twiceSignedArea(ring) > 0).map(toShell);
  shells.sort((a, b) => a.size - b.size);
  const alone: UnitRing[] = [];
  for (const ring of rings.filter((each) => twiceSignedArea(each) < 0)) {
    const size = -twiceSignedArea(ring);
    const shell = shells.find((candidate) => candidate.size > size && candidate.holds(ring));
    (shell?.holes ?? alone).push(ring);
  }
  const polygons = [...shells.map(({ ring, holes }) => [ring, ...holes]), ...alone.map((ring) => [ring])];
  const coordinates = polygons.map((polygon) => polygon.map(toPositions));
  const [only] = coordinates;
  return coordinates.length === 1 && only
    ? { type: "Polygon", coordinates: only }
    : { type: "MultiPolygon", coordinates };
}
