import { planStepSchema } from "@getu/domain/redraw";
import type { GridEdit, Plan, PlanGrid } from "@getu/domain/redraw";
import { hasOwner } from "@getu/geometry/partition";
import { attemptSteps, isRefusedStep } from "./attempt.ts";
import type { Attempt, IsLocked, StepRefusal } from "./attempt.ts";

/** What a planner says of a grid beside its outline. */
export type GridRecord = Pick<PlanGrid, "code" | "name" | "parentId" | "leaderName" | "households">;

/** No grid has more households, nor has a city: whoever types more has slipped. */
export const MOST_HOUSEHOLDS = 1_000_000;

/** Households as somebody types them, whole and in digits; null = nobody knows, NaN = it is not a number of households. */
export function readHouseholds(text: string): number | null {
  const typed = text.trim();
  if (typed === "") return null;
  return /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN;
}

/** Why a record cannot be kept, and which of its fields it is about. */
export type RecordRefusal = {
  readonly field: keyof GridRecord;
  readonly refused: StepRefusal["refused"] | "code-taken" | Unfit;
};

type Unfit = "code-unfit" | "name-unfit" | "leader-unfit" | "households-unfit";

/** Tells a refusal from a record that can be kept. */
export const isRefusedRecord = (result: Attempt | RecordRefusal): result is RecordRefusal =>
  "refused" in result;

/**
 * Tries to say something else of a grid, as one step to take back; without any steps where it says nothing new. The grid is
 * as it was shown, with its households by the new outlines (`settleHouseholds`): another number than that is a count.
 */
export function attemptRecord(
  { plan, isLocked }: { plan: Plan; isLocked: IsLocked },
  grid: PlanGrid,
  { parentId, households, ...words }: GridRecord,
): Attempt | RecordRefusal {
  if (isLocked(grid.id)) return { field: "name", refused: "locked" };
  const [code, name] = [words.code.trim(), words.name.trim()];
  const leaderName = words.leaderName?.trim() || null;
  const record = { parentId, code, name, leaderName, households };
  const steps = stepsFor(grid, record, plan.grids.get(grid.id)?.households ?? null);
  const unfit = steps.flatMap(unfitFields).at(0) ?? takenCode(plan, grid, record.code);
  if (unfit) return unfit;
  const result = attemptSteps(plan, steps, isLocked);
  return isRefusedStep(result) ? { field: "parentId", refused: result.refused } : result;
}

type OnRecord = PlanGrid["households"];

/** Where nobody typed another number, the one on record goes along, which counts nothing. */
function stepsFor(grid: PlanGrid, { parentId, ...said }: GridRecord, onRecord: OnRecord): GridEdit[] {
  const steps: GridEdit[] = [];
  const isSame = DESCRIBED.every((field) => said[field] === grid[field]);
  const households =
    said.households === grid.households
      ? { households: onRecord }
      : { households: said.households, isCounted: true as const };
  if (!isSame) steps.push({ kind: "describe", grid: grid.id, ...said, ...households });
  if (parentId !== null && parentId !== grid.parentId)
    steps.push({ kind: "re-parent", grid: grid.id, parent: parentId });
  return steps;
}

const DESCRIBED = ["code", "name", "leaderName", "households"] as const;

const UNFIT = {
  code: "code-unfit",
  name: "name-unfit",
  leaderName: "leader-unfit",
  households: "households-unfit",
} as const satisfies Record<(typeof DESCRIBED)[number], Unfit>;

/** What the log of a draft would not take, and more households than there are anywhere. */
function unfitFields(step: GridEdit): RecordRefusal[] {
  const { error } = planStepSchema.safeParse(step);
  const paths = new Set(error?.issues.map(({ path }) => path.at(0)));
  if (step.kind === "describe" && (step.households ?? 0) > MOST_HOUSEHOLDS) paths.add("households");
  return DESCRIBED.filter((field) => paths.has(field)).map((field) => ({ field, refused: UNFIT[field] }));
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
