import { placeOfNode } from "@getu/geometry/partition";
import type { Partition, UnitPlace } from "@getu/geometry/partition";
import { edgesAround, nearestEdgeOf, nearestNodeOf } from "./hit.ts";
import { createLineIndex } from "./line-index.ts";
import type { LineIndex, NamedLine } from "./line-index.ts";
import { fromOrigin } from "./reach.ts";
import type { Reach } from "./reach.ts";

/** What a pointer can be taken to, the most wanted first: a node of the plan is taken as it is, never copied. */
export const SNAP_TARGETS = ["own-node", "own-edge", "road-node", "road-edge", "building-edge"] as const;

/** A kind of thing that a pointer can be taken to. */
export type SnapTarget = (typeof SNAP_TARGETS)[number];

/** A place, and what it was taken to; null = it is where the pointer is. */
export type Snapped = {
  readonly place: UnitPlace;
  readonly target: { readonly kind: SnapTarget; readonly name: string | null } | null;
};

/** How to snap now. */
export type SnapRule = {
  readonly reach: Reach;
  readonly targets: readonly SnapTarget[];
};

/** Takes pointers to the plan, to roads and to buildings; these are targets only, never edited. */
export type Snapper = (partition: Partition, place: UnitPlace, rule: SnapRule) => Snapped;

/** Ground that can be snapped to. */
export type SnapGround = { readonly roads: readonly NamedLine[]; readonly buildings: readonly NamedLine[] };

/** A snapper over the ground of one territory. */
export function createSnapper({ roads, buildings }: SnapGround): Snapper {
  const ground = { roads: createLineIndex(roads), buildings: createLineIndex(buildings) };
  return (partition, place, { reach, targets }) => {
    for (const kind of SNAP_TARGETS) {
      if (!targets.includes(kind)) continue;
      const found = FINDERS[kind]({ partition, place, reach, ...ground });
      if (found) return { place: found.place, target: { kind, name: found.name } };
    }
    return { place: [Math.round(place[0]), Math.round(place[1])], target: null };
  };
}

type Search = {
  readonly partition: Partition;
  readonly place: UnitPlace;
  readonly reach: Reach;
  readonly roads: LineIndex;
  readonly buildings: LineIndex;
};

type Found = { readonly place: UnitPlace; readonly name: string | null };

const FINDERS: Record<SnapTarget, (search: Search) => Found | null> = {
  "own-node": ({ partition, place, reach }) => {
    const node = nearestNodeOf(
      edgesAround(partition, place, reach.units),
      fromOrigin(partition, place),
      reach,
    );
    return node === null ? null : { place: placeOfNode(partition, node), name: null };
  },
  "own-edge": ({ partition, place, reach }) => {
    const hit = nearestEdgeOf(
      edgesAround(partition, place, reach.units),
      fromOrigin(partition, place),
      reach,
    );
    const [x0, y0] = partition.origin;
    return hit && { place: [Math.round(hit.on.x) + x0, Math.round(hit.on.y) + y0], name: null };
  },
  "road-node": ({ roads, place, reach }) => roads.nearestNode(place, reach),
  "road-edge": ({ roads, place, reach }) => roads.nearestPlace(place, reach),
  "building-edge": ({ buildings, place, reach }) => buildings.nearestPlace(place, reach),
};
