import { gridsBeyond, replaySteps, standingSteps } from "@getu/domain/redraw";
import type { DraftEntry, DraftPart, DraftRow } from "@getu/domain/redraw";
import type { UnreadableBoundaries } from "./boundary-plan.ts";
import type { Db, Transaction } from "../db.ts";
import { workOutDraft } from "./draft-plans.ts";

/** A draft that is held to a part, with what somebody wants to add to its log. */
export type PartAddition = {
  tx: Transaction;
  territoryId: number;
  id: number;
  baseVersion: number;
  part: DraftPart;
  log: readonly DraftRow[];
  entries: readonly DraftEntry[];
};

/** Grids beyond the part that the draft would change with the entries. */
export async function findStepsBeyond(
  db: Db,
  { part, log, entries, ...draft }: PartAddition,
): Promise<readonly number[] | UnreadableBoundaries> {
  const last = log.at(-1)?.revision ?? 0;
  const added = entries.map((entry, i) => ({ revision: last + 1 + i, entry }));
  const standing = standingSteps([...log, ...added]);
  // Only what is in the log is kept worked out: what is refused gives its revisions to others.
  const worked = await workOutDraft(db, {
    ...draft,
    steps: standing.filter(({ revision }) => revision <= last),
  });
  if ("code" in worked) return worked;
  const fresh = standing.filter(({ revision }) => revision > last).map(({ step }) => step);
  return gridsBeyond(part, worked.base, replaySteps(worked.plan, fresh).plan);
}
