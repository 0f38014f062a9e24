import type { Plan, PlanGrid } from "@getu/domain/redraw";
import { isRefusal, loadPartition } from "@getu/geometry/partition";
import type { Origin } from "@getu/geometry/partition";
import type { Db, Transaction } from "../db.ts";
import { readDraftsAt } from "../grid/grid-draft.ts";
import type { GridDraft } from "../grid/grid-draft.ts";

/** Boundaries cannot be redrawn where they overlap. */
export type UnreadableBoundaries = { code: "BOUNDARIES_OVERLAP"; gridIds: readonly number[] };

/**
 * Which boundaries, and where their partition begins: versions that are compared need the same origin. Who is inside a
 * transaction reads by its connection: one that waited for a second one would hold up all who wait for what it has locked.
 */
export type PlanQuestion = { territoryId: number; version: number; origin?: Origin; tx?: Transaction };

const MOST_KEPT = 6;

const kept = new WeakMap<Db, Map<string, Promise<Plan | UnreadableBoundaries>>>();

/** A version as a plan that drafts are made of. A version never changes: the last few are kept. */
export function readPlan(db: Db, question: PlanQuestion): Promise<Plan | UnreadableBoundaries> {
  const plans = kept.get(db) ?? new Map<string, Promise<Plan | UnreadableBoundaries>>();
  kept.set(db, plans);
  const key = `${question.territoryId} ${question.version} ${question.origin?.join() ?? ""}`;
  const known = plans.get(key) ?? loadPlan(question.tx ?? db.pool, question);
  plans.delete(key);
  plans.set(key, known); // the newest last
  known.catch(() => plans.delete(key));
  for (const oldest of plans.keys()) if (plans.size > MOST_KEPT) plans.delete(oldest);
  return known;
}

async function loadPlan(
  tx: Transaction | Db["pool"],
  { territoryId, version, origin }: Omit<PlanQuestion, "tx">,
): Promise<Plan | UnreadableBoundaries> {
  return toPlan((await readDraftsAt(tx, { territoryId, version })).values(), origin);
}

/** Grids as a plan; refused where their outlines overlap. */
export function toPlan(drafts: Iterable<GridDraft>, origin?: Origin): Plan | UnreadableBoundaries {
  const all = [...drafts];
  const owned = all.flatMap(({ id, state }) =>
    id !== null && state?.area ? [{ owner: id, area: state.area }] : [],
  );
  const partition = loadPartition(owned, origin ? { origin } : {});
  if (isRefusal(partition)) return { code: "BOUNDARIES_OVERLAP", gridIds: partition.owners ?? [] };
  const grids = all.flatMap((draft) => (draft.id === null ? [] : [toPlanGrid(draft.id, draft)]));
  return { partition, grids: new Map(grids.map((grid) => [grid.id, grid])) };
}

/** What is said about a grid in force. */
export function toPlanGrid(id: number, draft: GridDraft): PlanGrid {
  const { tier, code, name, leaderName, households, householdsEstimated, state } = draft;
  const parentId = state?.parentId ?? null;
  return { id, tier, code, name, parentId, leaderName, households, householdsEstimated };
}
