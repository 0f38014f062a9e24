import { gridsBeyond, replaySteps, standingSteps } from "@getu/domain/redraw";
import type { DraftEntry, DraftPart, DraftRow, PlanStop, StandingStep } from "@getu/domain/redraw";
import type { DraftRefusal, RefusedStep } from "./boundary-draft.ts";
import type { Db, Transaction } from "../db.ts";
import { workOutDraft } from "./draft-plans.ts";
import type { WorkedDraft } from "./draft-plans.ts";

/** A draft, inside the transaction that holds it, with what somebody wants to add to its log. */
export type NewEntries = {
  tx: Transaction;
  territoryId: number;
  id: number;
  baseVersion: number;
  part: DraftPart;
  log: readonly DraftRow[];
  entries: readonly DraftEntry[];
};

/**
 * Follows entries on a draft as its log leaves it, before any of them is written: why they cannot be added, null = they
 * can. A step must be one that can be done where it stands, and none may leave the part that the draft is held to. What
 * is taken back again by the same entries is not asked about: nothing of it stays.
 */
export async function refuseEntries(
  db: Db,
  { part, log, entries, ...draft }: NewEntries,
): Promise<DraftRefusal | null> {
  const last = log.at(-1)?.revision ?? 0;
  const added = entries.map((entry, i) => ({ revision: last + 1 + i, entry }));
  const standing = standingSteps([...log, ...added]);
  // Only what is in the log is kept worked out: what is refused gives its revisions to others.
  const old = standing.filter(({ revision }) => revision <= last);
  const fresh = standing.slice(old.length);
  if (fresh.length === 0) return null;
  const worked = await workOutDraft(db, { ...draft, steps: old });
  if ("code" in worked) return worked;
  const { plan, stopped } = followOn(worked, { old, fresh });
  const { id: draftId } = draft;
  if (stopped) return { code: "DRAFT_STEP_REFUSED", draftId, ...factsOf(stopped, { standing, last }) };
  const grids = gridsBeyond(part, worked.base, plan);
  return grids.length > 0 ? { code: "DRAFT_BEYOND_PART", draftId, grids } : null;
}

type Parts = { old: readonly StandingStep[]; fresh: readonly StandingStep[] };

/** Goes on where the log ends; a step in the log that cannot be done stops everything behind it. */
function followOn({ plan, stopped }: WorkedDraft, { old, fresh }: Parts): Followed {
  if (stopped) return { plan, stopped };
  const done = replaySteps(
    plan,
    fresh.map(({ step }) => step),
  );
  return { ...done, stopped: done.stopped && { ...done.stopped, index: old.length + done.stopped.index } };
}

type Followed = Pick<WorkedDraft, "plan" | "stopped">;

/** Which step stopped it: by its place among those that were sent, or by its revision alone where it is in the log. */
function factsOf(
  { index, refusal: { refused, owners: grids = [] } }: PlanStop,
  { standing, last }: { standing: readonly StandingStep[]; last: number },
): RefusedStep {
  const { revision, step } = standing[index]!; // it stopped there
  return { revision, place: revision > last ? revision - last : null, kind: step.kind, refused, grids };
}
