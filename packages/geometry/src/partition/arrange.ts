import type { Span } from "./cell-walk.ts";
import { combineLabels } from "./combine-labels.ts";
import type { Edge } from "./edge.ts";
import { xOf, yOf } from "./node-key.ts";
import type { Piece } from "./node-spans.ts";
import type { OuterRule } from "./outer-rule.ts";
import type { Partition } from "./partition.ts";
import { isRefusal } from "./refusal.ts";
import type { Refusal } from "./refusal.ts";
import { isCrossedAt } from "./ring-holds.ts";
import { nodeWithLines, sourceOf } from "./working-set.ts";
import type { Path, WorkingSet } from "./working-set.ts";

/** What to cut (R6): lines through the areas of owners. */
export type OverlayPlan = {
  readonly lines: readonly Path[];
  readonly owners: readonly number[];
  /** Edges between the owners to take out first; the owners are then one area until `relabel` gives them back (R10). */
  readonly dissolve?: readonly Edge[];
  readonly outer?: OuterRule;
};

/** An edge after noding; a piece of a line has its zone on both sides. */
export type Arranged = Edge & { readonly isLine: boolean };

/** Everything an overlay traces. */
export type Arrangement = {
  readonly edges: readonly Arranged[];
  /** The edges these replace. */
  readonly before: readonly Edge[];
  /** All pieces of the lines that an odd number of lines run along, also those that lie outside or on edges. */
  readonly linePieces: readonly Span[];
  /** The area a side counts to while tracing, null = not traced. */
  readonly zoneOf: (owner: number) => number | null;
};

/** Nodes the lines with the edges and finds out which pieces of the lines lie inside the owners' areas (R6). */
export function arrange(partition: Partition, plan: OverlayPlan): Arrangement | Refusal {
  const without = new Set(plan.dissolve);
  const working = nodeWithLines(partition, { ...plan, without });
  if (isRefusal(working)) return working;
  const owners = new Set(plan.owners);
  const merged = plan.dissolve ? plan.owners[0] : undefined;
  const zoneOf = (owner: number): number | null => (owners.has(owner) ? (merged ?? owner) : null);
  const kept = keepEdges(working);
  if (isRefusal(kept)) return kept;
  const isOfLine = (source: number): boolean => sourceOf(source) >= working.edges.length;
  const findZone = createZoneFinder(kept, zoneOf);
  const inside = working.pieces
    .filter(({ sources }) => sources.every(isOfLine))
    .flatMap(({ a, b }) => {
      const zone = findZone({ a, b });
      return zone === null ? [] : [{ a, b, left: zone, right: zone, isLine: true }];
    });
  return {
    edges: [...kept, ...inside],
    before: working.edges,
    linePieces: working.pieces.filter(({ sources }) => sources.filter(isOfLine).length % 2 === 1),
    zoneOf,
  };
}

/** The pieces of edges with what remains of their labels. */
function keepEdges({ edges, pieces }: WorkingSet): Arranged[] | Refusal {
  const kept: Arranged[] = [];
  for (const { a, b, sources } of pieces) {
    const sides = sidesOf({ a, b, sources }, edges);
    if (sides.length === 0) continue;
    const combined = combineLabels(sides);
    if (combined === "conflict") return { refused: "label-conflict", at: a };
    if (combined !== "gone") kept.push({ a, b, ...combined, isLine: false });
  }
  return kept;
}

function sidesOf({ sources }: Piece, edges: readonly Edge[]): { left: number; right: number }[] {
  return sources.flatMap((source) => {
    const edge = edges[sourceOf(source)];
    if (!edge) return []; // a span of a line
    return [source < 0 ? { left: edge.right, right: edge.left } : { left: edge.left, right: edge.right }];
  });
}

/** Finds the zone around the middle of a piece that lies on no edge. */
function createZoneFinder(
  kept: readonly Arranged[],
  zoneOf: Arrangement["zoneOf"],
): (piece: Span) => number | null {
  const rims = new Map<number, Span[]>();
  for (const edge of kept) {
    const [left, right] = [zoneOf(edge.left), zoneOf(edge.right)];
    if (left === right) continue;
    for (const zone of [left, right]) {
      if (zone === null) continue;
      const rim = rims.get(zone);
      if (rim) rim.push(edge);
      else rims.set(zone, [edge]);
    }
  }
  return ({ a, b }) => {
    const middle = { x: xOf(a) + xOf(b), y: yOf(a) + yOf(b) };
    for (const [zone, rim] of rims) {
      if (rim.filter((span) => isCrossedAt(span.a, span.b, middle)).length % 2 === 1) return zone;
    }
    return null;
  };
}
