import { replaySteps } from "@getu/domain/redraw";
import type { Plan, PlanStep } from "@getu/domain/redraw";
import { listOwners } from "@getu/geometry/partition";
import type { Partition } from "@getu/geometry/partition";
import { neighboursOf } from "../hit.ts";
import type { NamedLine } from "../line-index.ts";
import { cutAlongRoads } from "./cut-along-roads.ts";
import type { Cut } from "./cut-along-roads.ts";
import { divideParts } from "./divide-parts.ts";
import type { Division, DivisionRefusal } from "./divide-parts.ts";
import { gridsWithin } from "./grids-within.ts";
import type { WeighParts } from "./weigh-parts.ts";

/** What to divide into how many grids, along which roads, and by what they shall be even. */
export type DivisionQuestion = {
  /** A community, or any grid with grids below it. */
  readonly parent: number;
  readonly count: number;
  readonly seed: number;
  readonly roads: readonly NamedLine[];
  readonly weigh: WeighParts;
  /** The first number that is free for a new grid. */
  readonly firstNewOwner: number;
};

/** Steps that a planner accepts, edits or takes back like any others, and how even they make the grids. */
export type Suggestion = Pick<Division, "balance" | "randomVariation"> & {
  readonly steps: readonly PlanStep[];
};

/** Proposes `count` grids in a community along roads and present borders: cuts first, then each district becomes one grid. */
export function suggestDivision(
  plan: Plan,
  { parent, roads, weigh, firstNewOwner, ...asked }: DivisionQuestion,
): Suggestion | { readonly refused: DivisionRefusal } {
  const cut = cutAlongRoads(plan, { grids: gridsWithin(plan, parent), roads, firstNewOwner });
  const parts = [...cut.gridOf.keys()];
  const weights = weigh(cut);
  const graph = {
    weights: parts.map((part) => weights.get(part) ?? 0),
    beside: besideEachOther(cut.plan.partition, parts),
  };
  const division = divideParts(graph, asked);
  if ("refused" in division) return division;
  const { balance, randomVariation, districtOf } = division;
  const district = new Map(parts.map((part, i) => [part, districtOf[i]!])); // a district each
  const cuts = cutsThatDivide(cut.cuts, district);
  const { partition } = replaySteps(plan, cuts).plan;
  return { steps: [...cuts, ...mergesWithin(partition, district)], balance, randomVariation };
}

/** Who shares a border with whom, by their places in the list. */
function besideEachOther(partition: Partition, parts: readonly number[]): number[][] {
  const placeOf = new Map(parts.map((part, i) => [part, i]));
  return parts.map((part) => neighboursOf(partition, part).flatMap((other) => placeOf.get(other) ?? []));
}

/** A cut whose parts all come to one district is left out, and with it every later one through these parts. */
function cutsThatDivide(cuts: readonly Cut[], districtOf: ReadonlyMap<number, number>): PlanStep[] {
  const within = new Map([...districtOf].map(([part, district]) => [part, new Set([district])]));
  const kept: PlanStep[] = [];
  for (const { step, owner, parts } of cuts.toReversed()) {
    const districts = new Set(parts.flatMap((part) => [...(within.get(part) ?? [])]));
    within.set(owner, districts);
    if (districts.size > 1) kept.unshift(step);
  }
  return kept;
}

/** Steps that make one grid of each district. Its lowest number stays, so that an old grid goes before a new one. */
function mergesWithin(partition: Partition, districtOf: ReadonlyMap<number, number>): PlanStep[] {
  const steps: PlanStep[] = [];
  const joined = new Set<number>();
  for (const keep of listOwners(partition).toSorted((a, b) => a - b)) {
    const district = districtOf.get(keep);
    if (district === undefined || joined.has(keep)) continue;
    joined.add(keep);
    const reached = new Set([keep]);
    for (const part of reached) {
      for (const next of neighboursOf(partition, part)) {
        if (joined.has(next) || districtOf.get(next) !== district) continue;
        joined.add(next);
        reached.add(next); // a set goes on over what is added
        steps.push({ kind: "merge", keep, absorb: next });
      }
    }
  }
  return steps;
}
