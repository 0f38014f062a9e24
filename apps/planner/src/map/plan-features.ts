import { boundaryRank, createGridTree } from "@getu/domain";
import type { Plan } from "@getu/domain/redraw";
import { anchorOf } from "@getu/geometry";
import { edgesOf, OUTSIDE, toAreas, UNASSIGNED } from "@getu/geometry/partition";
import type { Edge } from "@getu/geometry/partition";
import type { Feature, MultiLineString, Point } from "geojson";
import { chainLines } from "./chain-lines.ts";

/** A grid's area, filled. */
export function areaFeatures(
  { partition }: Plan,
  owners: readonly number[],
  fills: ReadonlyMap<number, string>,
): Feature[] {
  return [...toAreas(partition, owners)].map(([owner, geometry]) => ({
    type: "Feature",
    id: owner,
    properties: { owner, fill: fills.get(owner) ?? "#999" },
    geometry,
  }));
}

/** Gaps that nobody has yet. */
export const gapFeatures = ({ partition }: Plan): Feature[] =>
  [...toAreas(partition, [UNASSIGNED])].map(([, geometry]) => ({
    type: "Feature",
    properties: {},
    geometry,
  }));

/** A grid's name at a place well inside. */
export function nameFeatures({ partition, grids }: Plan, owners: readonly number[]): Feature<Point>[] {
  return [...toAreas(partition, owners)].map(([owner, area]) => ({
    type: "Feature",
    id: owner,
    properties: { owner, name: grids.get(owner)?.name ?? String(owner) },
    geometry: { type: "Point", coordinates: [...anchorOf(area)] },
  }));
}

const sideOf = (owner: number): number | undefined => (owner === OUTSIDE ? undefined : owner);

/** What two grids share, as one line with a rank: 0 = the territory's edge, then from the coarsest tier down. */
export function borderFeatures(
  { partition, grids }: Plan,
  owners: readonly number[],
): Feature<MultiLineString>[] {
  const tree = createGridTree([...grids.values()]);
  const edges = new Set(owners.flatMap((owner) => edgesOf(partition, owner)));
  return [...Map.groupBy(edges, pairOf)].map(([pair, shared]) => {
    const { left, right } = shared[0]!; // a group is not empty
    return {
      type: "Feature",
      properties: { pair, rank: boundaryRank([sideOf(left), sideOf(right)], tree) },
      geometry: { type: "MultiLineString", coordinates: chainLines(partition, shared) },
    };
  });
}

/** The name of a border: both sides, the lower number first. */
export const pairOf = ({ left, right }: Pick<Edge, "left" | "right">): string =>
  `${Math.min(left, right)} ${Math.max(left, right)}`;
