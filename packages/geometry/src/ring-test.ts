import { orient } from "./orient.ts";
import type { UnitRing } from "./unit-ring.ts";

/** Says whether a point in whole units lies in a ring. */
export type RingTest = (x: number, y: number) => boolean;

/** About this many edges cross a slab: fewer cost memory, more cost time. */
const EDGES_PER_SLAB = 4;

/** A comb's edges cross every slab: fewer slabs are made until an edge is listed this often on average. */
const MAX_LISTINGS_PER_EDGE = 8;

/** Edges of a ring by horizontal slab, so that a point looks at the few edges at its height and not at all. */
type Slabs = { count: number; south: number; height: number; start: Int32Array; edges: Int32Array };

type VisitSlab = (slab: number, edge: number) => void;

function eachSlab(
  ring: UnitRing,
  { south, height, count }: Omit<Slabs, "start" | "edges">,
  visit: VisitSlab,
) {
  const slabOf = (y: number): number => Math.min(count - 1, Math.floor((y - south) / height));
  for (let edge = 0; edge < ring.length; edge += 2) {
    const [ay, by] = [ring[edge + 1]!, ring[(edge + 3) % ring.length]!];
    if (ay === by) continue; // a level edge is never crossed
    for (let slab = slabOf(Math.min(ay, by)); slab <= slabOf(Math.max(ay, by)); slab++) visit(slab, edge);
  }
}

/** How many slabs, so that all listings together stay in proportion to the edges. */
function slabCountOf(ring: UnitRing, extent: number): number {
  const edges = ring.length / 2;
  let climbed = 0;
  for (let i = 1; i < ring.length; i += 2) climbed += Math.abs(ring[(i + 2) % ring.length]! - ring[i]!);
  const affordable = (edges * MAX_LISTINGS_PER_EDGE * extent) / Math.max(1, climbed);
  return Math.max(1, Math.floor(Math.min(edges / EDGES_PER_SLAB, affordable)));
}

function slabsOf(ring: UnitRing, south: number, north: number): Slabs {
  const count = slabCountOf(ring, north - south);
  const frame = { count, south, height: Math.max(1, (north - south) / count) };
  const start = new Int32Array(count + 1);
  eachSlab(ring, frame, (slab) => start[slab + 1]!++);
  for (let slab = 0; slab < count; slab++) start[slab + 1]! += start[slab]!;
  const edges = new Int32Array(start[count]!);
  const next = start.slice(0, count);
  eachSlab(ring, frame, (slab, edge) => (edges[next[slab]!++] = edge));
  return { ...frame, start, edges };
}

/** True when the upward ray rule (R14) says that the point crosses the edge: half-open in y, exact in x. */
function crosses(ring: UnitRing, edge: number, x: number, y: number): boolean {
  const [ax, ay] = [ring[edge]!, ring[edge + 1]!];
  const after = edge + 2 === ring.length ? 0 : edge + 2;
  const [bx, by] = [ring[after]!, ring[after + 1]!];
  if (ay > y === by > y) return false;
  return by > ay ? orient(ax, ay, bx, by, x, y) > 0 : orient(bx, by, ax, ay, x, y) > 0;
}

/** Even-odd by the owner rule (R14): a ring holds its west and south boundary, not its east and north; winding is free. */
export function createRingTest(ring: UnitRing): RingTest {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    [west, east] = [Math.min(west, ring[i]!), Math.max(east, ring[i]!)];
    [south, north] = [Math.min(south, ring[i + 1]!), Math.max(north, ring[i + 1]!)];
  }
  const slabs = slabsOf(ring, south, north);
  return (x, y) => {
    if (!(x >= west && x < east && y >= south && y < north)) return false;
    const slab = Math.min(slabs.count - 1, Math.floor((y - south) / slabs.height));
    let inside = false;
    for (let i = slabs.start[slab]!; i < slabs.start[slab + 1]!; i++) {
      if (crosses(ring, slabs.edges[i]!, x, y)) inside = !inside;
    }
    return inside;
  };
}
