import type { AreaGeometry } from "@getu/geometry";
import { isRefusal, loadPartition } from "@getu/geometry/partition";
import { expect, test } from "vitest";
import { gridsBeyond } from "./draft-part.ts";
import { FIRST_NEW_GRID, replaySteps } from "./plan.ts";
import type { Plan, PlanStep } from "./plan.ts";

const WEST = 1_200_000_000;
const SOUTH = 300_000_000;
const SIDE = 1000;

const at = (x: number, y: number): [number, number] => [WEST + x * SIDE, SOUTH + y * SIDE];

const square = (x: number): AreaGeometry => {
  const ring = [at(x, 0), at(x + 1, 0), at(x + 1, 1), at(x, 1), at(x, 0)];
  return { type: "Polygon", coordinates: [ring.map(([east, north]) => [east / 1e7, north / 1e7])] };
};

/** Four lanes in a row: 1 and 2 of community 10, 3 and 4 of community 20. */
function row(): Plan {
  const lanes = [1, 2, 3, 4];
  const partition = loadPartition(lanes.map((owner) => ({ owner, area: square(owner - 1) })));
  if (isRefusal(partition)) throw new Error(partition.refused);
  const plain = { leaderName: null, households: null, householdsEstimated: false, name: "made up" };
  const grids = [
    ...lanes.map((id) => ({ ...plain, id, tier: 1, code: `L${id}`, parentId: id < 3 ? 10 : 20 })),
    ...[10, 20].map((id) => ({ ...plain, id, tier: 0, code: `C${id}`, parentId: null })),
  ];
  return { partition, grids: new Map(grids.map((grid) => [grid.id, grid])) };
}

const beyondOf = (part: readonly number[] | null, step: PlanStep): number[] => {
  const base = row();
  const { plan, stopped } = replaySteps(base, [step]);
  if (stopped) throw new Error(stopped.refusal.refused);
  return gridsBeyond(part, base, plan);
};

const described = { kind: "describe", code: "X", name: "x", leaderName: null, households: 1 } as const;

test.each<[string, PlanStep, number[]]>([
  ["a cut within the part", { kind: "split", owner: 1, line: [at(0.5, 0), at(0.5, 1)], firstNewOwner: FIRST_NEW_GRID }, []],
  ["a cut that ends on the border of the part, where the grid beyond gets a node", { kind: "split", owner: 2, line: [at(1, 0.5), at(2, 0.5)], firstNewOwner: FIRST_NEW_GRID }, []],
  ["a merger within the part", { kind: "merge", keep: 1, absorb: 2 }, []],
  ["a bend of the part's border", { kind: "bend-edge", edge: [at(2, 0), at(2, 1)], to: at(2.3, 0.5) }, [3]],
  ["a merger across the border", { kind: "merge", keep: 2, absorb: 3 }, [3]],
  ["an exchange of outlines beyond", { kind: "exchange", one: 3, other: 4 }, [3, 4]],
  ["a grid taken out of the part", { kind: "re-parent", grid: 2, parent: 20 }, [2]],
  ["a grid taken into the part", { kind: "re-parent", grid: 3, parent: 10 }, [3]],
  ["a record within the part", { ...described, grid: 2 }, []],
  ["a record beyond", { ...described, grid: 20 }, [20]],
])("a draft held to a community: %s concerns beyond it %s", (_, step, beyond) => {
  expect(beyondOf([10], step)).toEqual(beyond);
  expect(beyondOf(null, step)).toEqual([]);
}); // prettier-ignore
