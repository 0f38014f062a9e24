import { listPlanProblems } from "@getu/domain/redraw";
import type { Plan, PlanProblem } from "@getu/domain/redraw";
import { anchorOf, toUnits } from "@getu/geometry";
import {
  edgesOf,
  hasOwner,
  OUTSIDE,
  placeOfNode,
  toAreas,
  toNode,
  UNASSIGNED,
  xOf,
  yOf,
} from "@getu/geometry/partition";
import type { NodeKey, Operation, Partition } from "@getu/geometry/partition";
import type { Polygon } from "geojson";
import type { IsLocked } from "./attempt.ts";

/** Something wrong with a plan, and the operation that would mend it, where one is known. */
export type FixableProblem = PlanProblem & { readonly fix: Operation | null };

/** Everything wrong with a plan, the gravest first (R13); a fix is proposed only between grids that are not locked. */
export function findProblems(
  { base, plan }: { base: Plan; plan: Plan },
  isLocked: IsLocked,
): FixableProblem[] {
  return listPlanProblems(base, plan).map((problem) => ({
    ...problem,
    fix: fixFor(plan.partition, problem, isLocked),
  }));
}

function fixFor(
  partition: Partition,
  { kind, grids, at }: PlanProblem,
  isLocked: IsLocked,
): Operation | null {
  const [owner] = grids;
  const node = at === null ? Number.NaN : toNode(partition.origin, at);
  switch (kind) {
    case "gap":
    case "orphan-hole":
      return giveAway(partition, {
        owner: UNASSIGNED,
        part: partWith(partition, UNASSIGNED, node),
        isLocked,
      });
    case "multipart":
      return owner === undefined || isLocked(owner)
        ? null
        : giveAway(partition, { owner, part: partWith(partition, owner, node), isLocked });
    case "sliver":
    case "small":
      return owner === undefined || isLocked(owner) ? null : mergeAway(partition, owner, isLocked);
    case "sharp-angle":
    case "spike":
      return { kind: "delete-node", node: placeOfNode(partition, node) };
    default:
      return null;
  }
}

type Part = Polygon["coordinates"];

function partsOf(partition: Partition, owner: number): Part[] {
  if (!hasOwner(partition, owner)) return [];
  const area = toAreas(partition, [owner]).get(owner);
  return area?.type === "MultiPolygon" ? area.coordinates : area ? [area.coordinates] : [];
}

const nodesOfPart = (partition: Partition, part: Part): Set<NodeKey> =>
  new Set(part.flat().map(([lng = 0, lat = 0]) => toNode(partition.origin, [lng, lat])));

/** The part with a node; of those that touch in it the one with the shortest way around, which is no body. */
function partWith(partition: Partition, owner: number, node: NodeKey): Part | undefined {
  const around = (part: Part): number =>
    part
      .flat()
      .reduce(
        (sum, [x = 0, y = 0], i, all) =>
          sum + Math.hypot(x - (all[i - 1]?.[0] ?? x), y - (all[i - 1]?.[1] ?? y)),
        0,
      );
  return partsOf(partition, owner)
    .sort((one, other) => around(one) - around(other))
    .find((part) => nodesOfPart(partition, part).has(node));
}

type Giving = { owner: number; part: Part | undefined; isLocked: IsLocked };

/** Gives a whole part to the neighbour with the longest border with it. */
function giveAway(partition: Partition, { owner, part, isLocked }: Giving): Operation | null {
  if (!part) return null;
  const to = longestNeighbour(partition, { owner, among: nodesOfPart(partition, part), isLocked });
  if (to === null) return null;
  const [lng, lat] = anchorOf({ type: "Polygon", coordinates: part });
  return { kind: "assign-face", from: owner, at: [toUnits(lng), toUnits(lat)], to };
}

function mergeAway(partition: Partition, owner: number, isLocked: IsLocked): Operation | null {
  const keep = longestNeighbour(partition, { owner, among: null, isLocked });
  return keep === null ? null : { kind: "merge", keep, absorb: owner };
}

type Bordering = { owner: number; among: ReadonlySet<NodeKey> | null; isLocked: IsLocked };

/** Who shares the longest border with an owner, along some nodes only where they are named; equal lengths go to the lower number. */
function longestNeighbour(partition: Partition, { owner, among, isLocked }: Bordering): number | null {
  const lengths = new Map<number, number>();
  for (const { a, b, left, right } of edgesOf(partition, owner)) {
    const across = left === owner ? right : left;
    if (across <= OUTSIDE || isLocked(across) || (among && !(among.has(a) && among.has(b)))) continue;
    lengths.set(across, (lengths.get(across) ?? 0) + Math.hypot(xOf(a) - xOf(b), yOf(a) - yOf(b)));
  }
  const [best] = [...lengths].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  return best?.[0] ?? null;
}
