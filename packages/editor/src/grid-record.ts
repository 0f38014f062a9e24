import { planStepSchema } from "@getu/domain/redraw";
import type { GridEdit, Plan, PlanGrid } from "@getu/domain/redraw";
import { hasOwner } from "@getu/geometry/partition";
import { attemptSteps, isRefusedStep } from "./attempt.ts";
import type { Attempt, IsLocked, StepRefusal } from "./attempt.ts";

/** What a planner says of a grid beside its outline. */
export type GridRecord = Pick<PlanGrid, "code" | "name" | "parentId">;

/** Why a record cannot be kept, and which of its fields it is about. */
export type RecordRefusal = {
  readonly field: keyof GridRecord;
  readonly refused: StepRefusal["refused"] | "code-taken" | "code-unfit" | "name-unfit";
};

/** Tells a refusal from a record that can be kept. */
export const isRefusedRecord = (result: Attempt | RecordRefusal): result is RecordRefusal =>
  "refused" in result;

/** Tries to say something else of a grid, as one step to take back; without any steps where it says nothing new. */
export function attemptRecord(
  { plan, isLocked }: { plan: Plan; isLocked: IsLocked },
  grid: PlanGrid,
  { parentId, ...words }: GridRecord,
): Attempt | RecordRefusal {
  if (isLocked(grid.id)) return { field: "name", refused: "locked" };
  const record = { parentId, code: words.code.trim(), name: words.name.trim() };
  const steps = stepsFor(grid, record);
  const unfit = steps.flatMap(unfitFields).at(0) ?? takenCode(plan, grid, record.code);
  if (unfit) return unfit;
  const result = attemptSteps(plan, steps, isLocked);
  return isRefusedStep(result) ? { field: "parentId", refused: result.refused } : result;
}

function stepsFor(grid: PlanGrid, { code, name, parentId }: GridRecord): GridEdit[] {
  const { id, leaderName, households } = grid;
  const steps: GridEdit[] = [];
  if (code !== grid.code || name !== grid.name)
    steps.push({ kind: "describe", grid: id, code, name, leaderName, households });
  if (parentId !== null && parentId !== grid.parentId)
    steps.push({ kind: "re-parent", grid: id, parent: parentId });
  return steps;
}

/** What the log of a draft would not take. */
function unfitFields(step: GridEdit): RecordRefusal[] {
  const { error } = planStepSchema.safeParse(step);
  const paths = error?.issues.map(({ path }) => path.at(0)) ?? [];
  return paths.flatMap((field): RecordRefusal[] => {
    if (field === "name") return [{ field, refused: "name-unfit" }];
    return field === "code" ? [{ field, refused: "code-unfit" }] : [];
  });
}

/** Codes tell the grids of a tier apart. */
function takenCode({ grids }: Plan, { id, tier, code: own }: PlanGrid, code: string): RecordRefusal | null {
  if (code === own) return null;
  const isTaken = [...grids.values()].some(
    (other) => other.id !== id && other.tier === tier && other.code === code,
  );
  return isTaken ? { field: "code", refused: "code-taken" } : null;
}

/** Grids of the next coarser tier that there are, and the one above now: a parent has no outline of its own. */
export function listParentsFor({ grids, partition }: Plan, { tier, parentId }: PlanGrid): PlanGrid[] {
  const above = [...grids.values()].filter((grid) => grid.tier < tier && !hasOwner(partition, grid.id));
  const next = Math.max(-1, ...above.map((grid) => grid.tier));
  return above
    .filter((grid) => grid.tier === next || grid.id === parentId)
    .toSorted((one, other) => one.code.localeCompare(other.code, "en", { numeric: true }));
}
