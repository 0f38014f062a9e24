import { gridsThatStand, listPartProblems, rebaseSteps } from "@getu/domain/redraw";
import type { Conflict, Draft, Plan, PlanProblem, PlanStop, Preference } from "@getu/domain/redraw";
import { readPlan } from "./boundary-plan.ts";
import type { UnreadableBoundaries } from "./boundary-plan.ts";
import type { Db, Transaction } from "../db.ts";
import { listHeldGrids } from "./held-grids.ts";
import { listMovedAreas } from "./lineage.ts";
import { listOrigins } from "./pass-on-leaders.ts";
import { beginTrail, endOf, followTrail } from "./step-trail.ts";
import type { StepTrail } from "./step-trail.ts";

/** A draft worked out: the boundaries it stands on, and what its steps make of them. */
export type WorkedDraft = {
  base: Plan;
  plan: Plan;
  /** The first step that cannot be done, which no editor would have sent. */
  stopped: PlanStop | null;
};

/** A draft to be worked out, inside a transaction by its connection. */
type Drawn = Pick<Draft, "id" | "baseVersion" | "steps"> & { territoryId: number; tx?: Transaction };

const MOST_KEPT = 4;

const kept = new WeakMap<Plan, Map<number, StepTrail>>();

/** Does the steps of a draft on the version that it stands on; what they made when it was asked last is gone on with. */
export async function workOutDraft(
  db: Db,
  { territoryId, id, baseVersion, steps, tx }: Drawn,
): Promise<WorkedDraft | UnreadableBoundaries> {
  const base = await readPlan(db, { territoryId, version: baseVersion, ...(tx && { tx }) });
  if ("code" in base) return base;
  const drafts = kept.get(base) ?? new Map<number, StepTrail>();
  kept.set(base, drafts);
  const trail = followTrail(drafts.get(id) ?? beginTrail(base), steps);
  drafts.delete(id);
  drafts.set(id, trail); // the newest last
  for (const oldest of drafts.keys()) if (drafts.size > MOST_KEPT) drafts.delete(oldest);
  return { base, plan: endOf(trail), stopped: trail.stopped };
}

/** What stands against publishing a draft. */
export type DraftCheck = {
  problems: PlanProblem[];
  /** The revision of a step that cannot be done, and why; null = all can. */
  stopped: { revision: number; refused: string } | null;
  /** Steps about grids that have changed since; empty while the base is in force. */
  conflicts: readonly Conflict[];
  /** True when nothing would change. */
  isEmpty: boolean;
};

/** True when a draft cannot be submitted or published as it is. */
export const isBlocked = ({ problems, stopped, conflicts, isEmpty }: DraftCheck): boolean =>
  isEmpty ||
  stopped !== null ||
  conflicts.length > 0 ||
  problems.some(({ severity }) => severity === "error");

/** Checks a draft against the boundaries in force, whatever it stands on (R13, R16). */
export async function checkDraft(
  db: Db,
  draft: Drawn & Pick<Draft, "currentVersion" | "part">,
): Promise<DraftCheck | UnreadableBoundaries> {
  const worked = await workOutDraft(db, draft);
  if ("code" in worked) return worked;
  const { stopped } = worked;
  const target = await findTarget(db, draft, { worked, prefer: "theirs" });
  if ("code" in target) return target;
  return {
    problems: [
      ...listPartProblems(draft.part, target.base, target.plan),
      ...(await heldProblems(draft.tx ?? db.pool, draft.territoryId, target)),
      ...(await unledProblems(draft.tx ?? db.pool, draft.territoryId, target)),
    ],
    stopped: stopped && { revision: draft.steps[stopped.index]!.revision, refused: stopped.refusal.refused }, // a step
    conflicts: target.conflicts,
    isEmpty: draft.steps.length === 0,
  };
}

/** Grids that go while somebody with an account holds a role on them: they would find themselves without one. */
async function heldProblems(
  tx: Transaction | Db["pool"],
  territoryId: number,
  { base, plan }: Pick<DraftTarget, "base" | "plan">,
): Promise<PlanProblem[]> {
  const standing = gridsThatStand(plan);
  const gridIds = [...base.grids.keys()].filter((id) => !standing.has(id));
  const held = gridIds.length === 0 ? [] : await listHeldGrids(tx, { territoryId, gridIds });
  return held.map((id) => aboutAccounts("grid-held", id));
}

const aboutAccounts = (kind: "grid-held" | "leader-without-account", grid: number): PlanProblem => ({
  kind,
  severity: "warning",
  grids: [grid],
  at: null,
  squareMetres: null,
  isOld: false,
});

/** Grids that come with the name of a leader while no account would lead them: their work would be nobody's. */
async function unledProblems(
  tx: Transaction | Db["pool"],
  territoryId: number,
  { base, plan }: Pick<DraftTarget, "base" | "plan">,
): Promise<PlanProblem[]> {
  const named = [...gridsThatStand(plan).values()].filter(
    ({ id, leaderName }) => leaderName !== null && !base.grids.has(id),
  );
  if (named.length === 0) return [];
  const fresh = new Map(named.map(({ id, leaderName }) => [id, leaderName]));
  const moved = listMovedAreas(base.partition, plan.partition);
  const heirs = listOrigins(moved, (id) => fresh.has(id)).filter(
    ({ grid, kin }) => base.grids.get(kin)?.leaderName === fresh.get(grid),
  );
  const gridIds = heirs.map(({ kin }) => kin);
  const led = new Set(await listHeldGrids(tx, { territoryId, gridIds, role: "leader" }));
  for (const { grid, kin } of heirs) if (led.has(kin)) fresh.delete(grid);
  return [...fresh.keys()].map((id) => aboutAccounts("leader-without-account", id));
}

/** A draft on the boundaries in force: what they are, what it makes of them, and what could not come along. */
export type DraftTarget = {
  base: Plan;
  plan: Plan;
  conflicts: readonly Conflict[];
  dropped: readonly number[];
};

/** Takes a draft over to the boundaries in force (R16). */
export async function findTarget(
  db: Db,
  { territoryId, baseVersion, currentVersion, steps, tx }: Drawn & Pick<Draft, "currentVersion">,
  { worked, prefer }: { worked: WorkedDraft; prefer: Preference },
): Promise<DraftTarget | UnreadableBoundaries> {
  const { base, plan } = worked;
  if (baseVersion === currentVersion) return { base, plan, conflicts: [], dropped: [] };
  const { origin } = base.partition;
  const current = await readPlan(db, { territoryId, version: currentVersion, origin, ...(tx && { tx }) });
  if ("code" in current) return current;
  const rebased = rebaseSteps({ base, current, steps }, prefer);
  return { base: current, ...rebased };
}
