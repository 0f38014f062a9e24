import { applyChange, applyOperation, hasOwner, isRefusal, listOwners } from "@getu/geometry/partition";
import type { Change, Operation, Partition, Refusal, UnitPlace, UnitSpan } from "@getu/geometry/partition";
import type { PlanGrid } from "./plan-grid.ts";
import { followCounts } from "./settle-households.ts";

/** New grids of a draft are numbered from here on, above every id that a database gives. */
export const FIRST_NEW_GRID = 1_000_000_000;

/** Boundaries as they are or as they would be: the tiling of the grids that own an outline, and every grid of every tier. */
export type Plan = {
  readonly partition: Partition;
  readonly grids: ReadonlyMap<number, PlanGrid>;
  /**
   * The plan, settled, by whose outlines households were last said, where outlines have been edited since the version: what
   * of it still holds `settleHouseholds` tells.
   */
  readonly asCounted?: Plan;
};

/** An edit of what is said about a grid, beside those of outlines. */
export type GridEdit =
  | ({ readonly kind: "describe"; readonly grid: number } & Readonly<
      Pick<PlanGrid, "code" | "name" | "leaderName" | "households">
    > & {
        /** The households were counted by the outline as it is now, also where the number is the one on record. */
        readonly isCounted?: true | undefined;
      })
  | { readonly kind: "re-parent"; readonly grid: number; readonly parent: number };

/** A shared border that takes the course of a road: a reshape, kept under the name of what the planner did. */
export type RoadFollowing = {
  readonly kind: "follow-road";
  readonly edge: UnitSpan;
  readonly path: readonly UnitPlace[];
};

/** One step of a draft: an edit of outlines, or of what is said about a grid. */
export type PlanStep = Operation | RoadFollowing | GridEdit;

/** Why a step cannot be done; nothing changed. */
export type PlanRefusal = Omit<Refusal, "refused"> & {
  readonly refused: Refusal["refused"] | "grid-unknown" | "parent-not-allowed";
};

/** The plan after a step, the change of outlines, and the grids that it touched. */
export type PlanProgress = {
  readonly plan: Plan;
  readonly change: Change;
  readonly touched: readonly number[];
};

const NO_CHANGE: Change = { removed: [], added: [], relabels: [], warnings: [] };

const isGridEdit = (step: PlanStep): step is GridEdit =>
  step.kind === "describe" || step.kind === "re-parent";

/** Does one step; the plan given stays as it is. */
export function applyStep(plan: Plan, step: PlanStep): PlanProgress | PlanRefusal {
  if (isGridEdit(step)) return editGrid(plan, step);
  return editOutlines(plan, step.kind === "follow-road" ? { ...step, kind: "reshape" } : step);
}

function editGrid(plan: Plan, step: GridEdit): PlanProgress | PlanRefusal {
  const grid = plan.grids.get(step.grid);
  if (!grid) return { refused: "grid-unknown", owners: [step.grid] };
  if (step.kind === "describe") return describe(plan, grid, step);
  const parent = plan.grids.get(step.parent);
  if (!parent) return { refused: "grid-unknown", owners: [step.parent] };
  // A parent has no outline of its own: a grid that owns one cannot become one.
  if (parent.tier >= grid.tier || hasOwner(plan.partition, parent.id))
    return { refused: "parent-not-allowed", owners: [step.grid, step.parent] };
  return edited(plan, { ...grid, parentId: step.parent }, [step.grid]);
}

type Description = Extract<GridEdit, { kind: "describe" }>;

/** A number that differs from the one on record is a count; the same number goes along with every other word. */
function describe(plan: Plan, grid: PlanGrid, step: Description): PlanProgress {
  const { code, name, leaderName, households, isCounted = households !== grid.households } = step;
  const householdsEstimated = grid.householdsEstimated && !isCounted;
  const described = { ...grid, code, name, leaderName, households, householdsEstimated };
  return edited(isCounted ? withCount(plan, described) : plan, described, [grid.id]);
}

/** The plan where households were counted last now: as far as outlines were edited before, all others as they come to be. */
function withCount(plan: Plan, counted: PlanGrid): Plan {
  if (!plan.asCounted) return plan;
  const { partition, grids } = followCounts(plan);
  return { ...plan, asCounted: { partition, grids: new Map(grids).set(counted.id, counted) } };
}

const edited = (plan: Plan, grid: PlanGrid, touched: readonly number[]): PlanProgress => ({
  plan: { ...plan, grids: new Map(plan.grids).set(grid.id, grid) },
  change: NO_CHANGE,
  touched,
});

function editOutlines(plan: Plan, operation: Operation): PlanProgress | PlanRefusal {
  const change = applyOperation(plan.partition, operation);
  if (isRefusal(change)) return change;
  const partition = applyChange(plan.partition, change);
  if (isRefusal(partition)) return partition;
  const touched = ownersIn(change);
  // A grid that others hang below has no outline of its own: the ground it was given would belong to nobody.
  const taken = touched.filter(
    (owner) => plan.grids.has(owner) && !hasOwner(plan.partition, owner) && hasOwner(partition, owner),
  );
  if (taken.length > 0) return { refused: "owner-in-use", owners: taken };
  const grids = withSuccessors(plan.grids, { operation, partition, touched });
  return { plan: { partition, grids, asCounted: plan.asCounted ?? plan }, change, touched };
}

/** Grids on either side of what changed: a point that changes hands had one of these, and has one of these (R15). */
function ownersIn({ removed, added }: Change): number[] {
  const sides = [...removed, ...added].flatMap(({ left, right }) => [left, right]);
  return [...new Set(sides)].filter((owner) => owner > 0);
}

type Succession = { operation: Operation; partition: Partition; touched: readonly number[] };

/** Grids that came out of an edit of outlines get a name, those that have no area left go. */
function withSuccessors(
  grids: ReadonlyMap<number, PlanGrid>,
  { operation, partition, touched }: Succession,
): ReadonlyMap<number, PlanGrid> {
  const gone = touched.filter((owner) => !hasOwner(partition, owner));
  const fresh = touched.filter((owner) => !grids.has(owner) && hasOwner(partition, owner));
  if (gone.length === 0 && fresh.length === 0) return grids;
  const next = new Map(grids);
  if (operation.kind === "split") giveNames(next, operation.owner, fresh);
  if (operation.kind === "merge") join(next, operation);
  for (const owner of gone) next.delete(owner);
  return next;
}

/** Parts of a grid stay with its parent and its leader; how many households each has nobody has counted yet. */
function giveNames(grids: Map<number, PlanGrid>, from: number, fresh: readonly number[]): void {
  const whole = grids.get(from)!; // an owner of the partition is a grid of the plan
  const uncounted = { ...whole, households: null, householdsEstimated: false };
  grids.set(from, uncounted);
  const codes = new Set([...grids.values()].map(({ code }) => code));
  let part = 2;
  for (const id of fresh.toSorted((a, b) => a - b)) {
    while (codes.has(`${whole.code}-${part}`)) part += 1;
    const code = `${whole.code}-${part}`;
    codes.add(code);
    grids.set(id, { ...uncounted, id, code, name: `${whole.name}-${part}` });
  }
}

function join(grids: Map<number, PlanGrid>, { keep, absorb }: { keep: number; absorb: number }): void {
  const [kept, absorbed] = [grids.get(keep)!, grids.get(absorb)!]; // as in giveNames
  const households =
    kept.households === null || absorbed.households === null ? null : kept.households + absorbed.households;
  const householdsEstimated = kept.householdsEstimated || absorbed.householdsEstimated;
  grids.set(keep, { ...kept, households, householdsEstimated });
}

/** Where a draft could not be followed: the number of the step, and why. */
export type PlanStop = { readonly index: number; readonly refusal: PlanRefusal };

/** Follows steps from a plan (R16); `stopped` tells which was the first that could not be done. */
export function replaySteps(
  base: Plan,
  steps: readonly PlanStep[],
): { plan: Plan; stopped: PlanStop | null } {
  let plan = base;
  for (const [index, step] of steps.entries()) {
    const progress = applyStep(plan, step);
    if ("refused" in progress) return { plan, stopped: { index, refusal: progress } };
    ({ plan } = progress);
  }
  return { plan, stopped: null };
}

/** Grids of the plan that own an outline, or have one below them; the others have lost all they had. */
export function gridsThatStand({ grids, partition }: Plan): ReadonlyMap<number, PlanGrid> {
  const standing = new Set<number>();
  for (const owner of listOwners(partition)) {
    for (
      let id: number | null = owner;
      id !== null && !standing.has(id);
      id = grids.get(id)?.parentId ?? null
    )
      standing.add(id);
  }
  return new Map([...grids].filter(([id]) => standing.has(id)));
}
