import type { AreaGeometry } from "../area.ts";
import { twiceSignedArea } from "../signed-area.ts";
import { toUnitAreas } from "../unit-ring.ts";
import type { UnitPolygon, UnitRing } from "../unit-ring.ts";
import { OUTSIDE } from "./edge.ts";
import type { Edge } from "./edge.ts";
import { originFor } from "./frame.ts";
import type { Origin } from "./frame.ts";
import { markGaps } from "./mark-gaps.ts";
import { nodeAt } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import { createPartition } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { isRefusal } from "./refusal.ts";
import type { Refusal } from "./refusal.ts";

/** An area and its owner's number, a whole number > 0; an owner may bring several. */
export type OwnedArea = { readonly owner: number; readonly area: AreaGeometry };

/** How to load. */
export type LoadOptions = {
  /** Versions that will be compared need the same one; default: near the south-west corner. */
  readonly origin?: Origin;
};

/** Rings of an owner in whole units, the owner on the left when walked in order. */
export type OwnedRing = { readonly owner: number; readonly nodes: readonly NodeKey[] };

/**
 * Loads areas that already tile exactly, as an earlier version does (R2). Refused as "overlap" when two claim the same side
 * of an edge: such files go through `buildPartition`. Gaps inside become the unassigned's. Edges that cross are not looked
 * for: `validatePartition` finds them.
 */
export function loadPartition(areas: readonly OwnedArea[], options: LoadOptions = {}): Partition | Refusal {
  const bad = areas.filter(({ owner }) => !Number.isSafeInteger(owner) || owner <= 0);
  if (bad.length > 0) return { refused: "owner-not-allowed", owners: bad.map(({ owner }) => owner) };
  const polygons = readPolygons(areas);
  if (!polygons) return { refused: "bad-coordinate" };
  const origin = options.origin ?? originOf(polygons.flat(2));
  const rings = polygons.flatMap((ofArea, i) =>
    ofArea.flatMap((polygon) => toOwnedRings(polygon, areas[i]?.owner ?? OUTSIDE, origin)),
  );
  const edges = pairRings(rings);
  return isRefusal(edges) ? edges : createPartition(origin, markGaps(edges));
}

function readPolygons(areas: readonly OwnedArea[]): UnitPolygon[][] | null {
  try {
    return toUnitAreas(areas.map(({ area }) => area));
  } catch (error) {
    if (error instanceof RangeError) return null; // a coordinate that is no number or not on Earth
    throw error;
  }
}

/** The origin for rings in whole units. */
export function originOf(rings: readonly UnitRing[]): Origin {
  let [west, south] = [Infinity, Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      west = Math.min(west, ring[i]!); // even length
      south = Math.min(south, ring[i + 1]!);
    }
  }
  return Number.isFinite(west) ? originFor(west, south) : [0, 0];
}

/** Rings of a polygon as nodes: the shell counter-clockwise, holes clockwise, whatever the file does. */
export function toOwnedRings(polygon: UnitPolygon, owner: number, [x0, y0]: Origin): OwnedRing[] {
  return polygon.map((ring, i) => {
    const nodes: NodeKey[] = [];
    for (let j = 0; j < ring.length; j += 2) nodes.push(nodeAt(ring[j]! - x0, ring[j + 1]! - y0)); // even length
    const isTurned = twiceSignedArea(ring) > 0 !== (i === 0);
    return { owner, nodes: isTurned ? nodes.reverse() : nodes };
  });
}

/** Each side of each edge has one claim at most; a second one is an overlap (R2). Edges inside one owner are dropped. */
function pairRings(rings: readonly OwnedRing[]): Edge[] | Refusal {
  const edges = new Map<NodeKey, { a: NodeKey; b: NodeKey; left: number; right: number }[]>();
  for (const { owner, nodes } of rings) {
    let from = nodes.at(-1) ?? Number.NaN;
    for (const to of nodes) {
      if (Number.isNaN(from + to)) return { refused: "extent-too-wide", owners: [owner] };
      const [a, b, side] = from < to ? ([from, to, "left"] as const) : ([to, from, "right"] as const);
      const atNode = edges.get(a) ?? [];
      if (atNode.length === 0) edges.set(a, atNode);
      const known = atNode.find((edge) => edge.b === b);
      const edge = known ?? { a, b, left: OUTSIDE, right: OUTSIDE };
      if (!known) atNode.push(edge);
      if (edge[side] !== OUTSIDE) return { refused: "overlap", at: from, owners: [edge[side], owner] };
      edge[side] = owner;
      from = to;
    }
  }
  return [...edges.values()].flat().filter(({ left, right }) => left !== right);
}
