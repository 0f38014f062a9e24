import { hasOwner, squareMetresAt, toLngLat, validatePartition } from "@getu/geometry/partition";
import type { ParentOf, Problem } from "@getu/geometry/partition";
import { z } from "zod";
import { positionSchema } from "../grid/position.ts";
import { gridsBeyond, isInPart } from "./draft-part.ts";
import type { DraftPart } from "./draft-part.ts";
import { gridsThatStand } from "./plan.ts";
import type { Plan } from "./plan.ts";

/** Something that a planner must know before publishing: errors block, warnings ask. */
export const planProblemSchema = z.strictObject({
  /** A kind of the kernel's problems, `code-taken`, `grid-retired`, `many-households`, `beyond-part`, and of a draft `grid-held` or `leader-without-account`. */
  kind: z.string(),
  severity: z.enum(["error", "warning"]),
  grids: z.array(z.int()).readonly(),
  /** Where to zoom to; null for what has no place. */
  at: positionSchema.nullable(),
  /** How large the gap, the piece or the grid is that it is about; null for what has no size. */
  squareMetres: z.number().nullable(),
  /** It stands in the boundaries that the draft began with: it asks, and does not block. */
  isOld: z.boolean(),
});

/** Something that a planner must know before publishing. */
export type PlanProblem = z.infer<typeof planProblemSchema>;

/** A grid of the coarsest tier needs no parent. */
const parentOf =
  ({ grids }: Plan): ParentOf =>
  (owner) => {
    const grid = grids.get(owner);
    return grid?.tier === 0 ? grid.id : (grid?.parentId ?? undefined);
  };

/** The same flaw at the same place is the same, whoever owns it now. */
const keyOf = ({ kind, at }: Problem): string => `${kind} ${at}`;

const problemsOf = (plan: Plan): Problem[] => validatePartition(plan.partition, { parentOf: parentOf(plan) });

/** Everything wrong with a plan that was made of a base with the same origin (R13), the gravest first. */
export function listPlanProblems(base: Plan, plan: Plan): PlanProblem[] {
  const all = problemsOf(plan);
  const old = new Set((base === plan ? all : problemsOf(base)).map(keyOf));
  const { origin } = plan.partition;
  const found = all.map((problem): PlanProblem => {
    const isOld = old.has(keyOf(problem));
    const { at, twiceArea } = problem;
    return {
      kind: problem.kind,
      severity: isOld ? "warning" : problem.severity,
      grids: problem.owners,
      at: [...toLngLat(origin, at)],
      squareMetres: twiceArea === undefined ? null : squareMetresAt(Math.abs(twiceArea), at, origin),
      isOld,
    };
  });
  return [...found, ...takenCodes(base, plan), ...retiredGrids(plan), ...overfullGrids(base, plan)].sort(
    gravestFirst,
  );
}

/** The same of a draft that is held to a part: what is wrong elsewhere is not its business, what it changes there is an error. */
export function listPartProblems(part: DraftPart, base: Plan, plan: Plan): PlanProblem[] {
  const problems = listPlanProblems(base, plan);
  if (part === null) return problems;
  const isOwn = ({ grids }: PlanProblem): boolean =>
    grids.some((id) => isInPart(part, base, id) || isInPart(part, plan, id));
  const beyond = gridsBeyond(part, base, plan);
  return [...(beyond.length > 0 ? [changedBeyond(beyond)] : []), ...problems.filter(isOwn)];
}

/** Of what has neither place nor size, and was not there before. */
const NOWHERE = { at: null, squareMetres: null, isOld: false } as const;

const changedBeyond = (grids: readonly number[]): PlanProblem => ({
  ...NOWHERE,
  kind: "beyond-part",
  severity: "error",
  grids,
});

const gravestFirst = (one: PlanProblem, other: PlanProblem): number =>
  Number(one.severity === "warning") - Number(other.severity === "warning") ||
  Number(one.isOld) - Number(other.isOld);

function takenCodes(base: Plan, { grids }: Plan): PlanProblem[] {
  const byCode = Map.groupBy(grids.values(), ({ tier, code }) => `${tier} ${code}`);
  return [...byCode.values()].flatMap((same): PlanProblem[] => {
    if (same.length < 2) return [];
    const isOld = same.every(({ id, code }) => base.grids.get(id)?.code === code);
    const severity = isOld ? "warning" : "error";
    const twins = same.map(({ id }) => id);
    return [{ kind: "code-taken", severity, grids: twins, at: null, squareMetres: null, isOld }];
  });
}

/** Parents that have nothing below them any more go with the publication. */
function retiredGrids(plan: Plan): PlanProblem[] {
  const standing = gridsThatStand(plan);
  return [...plan.grids.keys()]
    .filter((id) => !standing.has(id))
    .map((id) => ({ ...NOWHERE, kind: "grid-retired", severity: "warning", grids: [id] }));
}

/** No grid with an outline of its own has more: a slip of the keys would stand on every board. */
const MOST_HOUSEHOLDS = 50_000;

/** Grids that a draft gives more households than there can be. */
function overfullGrids(base: Plan, { grids, partition }: Plan): PlanProblem[] {
  return [...grids.values()]
    .filter(
      ({ id, households }) =>
        households !== null &&
        households > MOST_HOUSEHOLDS &&
        households !== base.grids.get(id)?.households &&
        hasOwner(partition, id),
    )
    .map(({ id }) => ({ ...NOWHERE, kind: "many-households", severity: "warning", grids: [id] }));
}
