import { allowDraftAction, firstProblems } from "@getu/domain/redraw";
import type {
  Conflict,
  DraftAction,
  DraftActionRefusal,
  DraftActor,
  DraftState,
  DraftTransition,
  PlanProblem,
} from "@getu/domain/redraw";
import { appendAudit } from "../audit/audit.ts";
import type { NewAuditEntry } from "../audit/audit.ts";
import { appendWithin } from "./append-to-draft.ts";
import { findDraft, lockDraft } from "./boundary-draft.ts";
import type { DraftKey, DraftRefusal } from "./boundary-draft.ts";
import type { UnreadableBoundaries } from "./boundary-plan.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { checkDraft, findTarget, isBlocked, workOutDraft } from "./draft-plans.ts";
import { tellDraft } from "./tell-draft.ts";

/** What people do to a draft besides drawing. */
export type DraftCommand =
  | { action: "submit" | "approve" }
  | { action: "reject"; comment: string }
  /** Of an approved one with the reason. */
  | { action: "withdraw"; comment?: string | undefined }
  /** A day of the territory's calendar, from 00:00 on; a day that has begun means now. */
  | { action: "schedule"; effectiveOn: string };

/** A command with who gives it; `revision` is what they have seen. */
export type DraftMove = DraftKey & {
  command: DraftCommand;
  revision: number;
  actor: Pick<DraftActor, "roles">;
  by: Pick<NewAuditEntry, "actor" | "address">;
};

/** Why a draft stays where it is. */
export type DraftMoveRefusal =
  | DraftRefusal
  | DraftActionRefusal
  | UnreadableBoundaries
  | {
      code: "DRAFT_BLOCKED";
      /** The first of them. */
      problems: readonly PlanProblem[];
      /** How many more there are. */
      more: number;
      stopped: { revision: number; refused: string } | null;
      isEmpty: boolean;
    }
  | { code: "DRAFT_IN_CONFLICT"; conflicts: readonly Conflict[]; currentVersion: number }
  | { code: "DRAFT_REASON_MISSING"; draftId: number };

const AUDITED = {
  submit: "draft.submitted",
  approve: "draft.approved",
  reject: "draft.rejected",
  schedule: "draft.scheduled",
  withdraw: "draft.withdrawn",
} as const satisfies Partial<Record<DraftAction, NewAuditEntry["action"]>>;

/** More problems than this help nobody who is refused. */
const MOST_PROBLEMS = 20;

class NotMoved extends Error {
  readonly refusal: DraftMoveRefusal;

  constructor(refusal: DraftMoveRefusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** Moves a draft from state to state by the table (draft-lifecycle.ts), checked and logged. */
export async function moveDraft(
  db: Db,
  move: DraftMove,
): Promise<{ state: DraftState; revision: number } | { refusal: DraftMoveRefusal }> {
  try {
    return await inTransaction(db, (tx) => moveWithin(db, tx, move));
  } catch (error) {
    if (error instanceof NotMoved) return { refusal: error.refusal };
    throw error;
  }
}

async function moveWithin(
  db: Db,
  tx: Transaction,
  move: DraftMove,
): Promise<{ state: DraftState; revision: number }> {
  const { territoryId, draftId, command, by } = move;
  const draft = await lockDraft(tx, move);
  if (!draft) throw new NotMoved({ code: "DRAFT_NOT_FOUND", draftId });
  const actor = { ...move.actor, ...(await readDraftStanding(tx, { ...move, actor: by.actor })) };
  const row = allowDraftAction(command.action, draft.state, actor);
  if ("code" in row) throw new NotMoved(row);
  const comment = commentOf(command);
  if (row.needs.includes("comment") && comment === null)
    throw new NotMoved({ code: "DRAFT_REASON_MISSING", draftId });
  if (draft.revision !== move.revision)
    throw new NotMoved({ code: "DRAFT_MOVED_ON", draftId, revision: draft.revision, entries: [] });
  const revision = row.needs.includes("no-error") ? await settle(db, tx, move) : draft.revision;
  // Where nobody else could: whoever reads the log shall see that no second pair of eyes was there.
  const isOwnWork = row.by === "not-author" && actor.isAuthor;
  await writeState(tx, move, row);
  await tellDraft(tx, { territoryId, draftId, by: by.actor });
  await appendAudit(tx, {
    ...by,
    action: AUDITED[command.action],
    subject: `draft:${draftId}`,
    territoryId,
    facts: { revision, ...(isOwnWork && { drewIt: true }) },
    ...(comment !== null && { reason: comment }),
  });
  return { state: row.to, revision };
}

const commentOf = (command: DraftCommand): string | null =>
  ("comment" in command ? command.comment : null) ?? null;

/** Whether somebody, by the name in the log, has drawn any of a draft, and whether anybody else could approve it. */
export async function readDraftStanding(
  tx: Transaction | Db["pool"],
  { territoryId, draftId, actor }: DraftKey & { actor: string },
): Promise<Pick<DraftActor, "isAuthor" | "isOnlyOne">> {
  const { rows } = await tx.query<{ author: boolean; others: boolean }>(
    `SELECT EXISTS (SELECT FROM boundary_draft_entry WHERE territory_id = $1 AND draft_id = $2 AND added_by = $3)
         OR EXISTS (SELECT FROM boundary_draft WHERE territory_id = $1 AND id = $2 AND created_by = $3) AS author,
       EXISTS (SELECT FROM role_grant JOIN person ON person.id = person_id
         WHERE role = 'administrator' AND revoked_at IS NULL AND disabled_at IS NULL AND grid_id IS NULL
           AND (territory_id IS NULL OR territory_id = $1) AND 'person:' || person_id <> $3) AS others`,
    [territoryId, draftId, actor],
  );
  const { author, others } = rows[0]!; // SELECT without FROM gives one row
  return { isAuthor: author, isOnlyOne: !others };
}

/** Checks a draft and, where the boundaries have moved on without touching it, takes it over to them; returns its revision. */
async function settle(db: Db, tx: Transaction, { territoryId, draftId, by }: DraftMove): Promise<number> {
  const draft = { territoryId, ...(await findDraft(tx, { territoryId, draftId }))! }; // locked, so it is there
  const check = await checkDraft(db, { tx, ...draft });
  if ("code" in check) throw new NotMoved(check);
  const { problems, stopped, isEmpty, conflicts } = check;
  const { currentVersion, baseVersion: from, revision, state } = draft;
  if (conflicts.length > 0) throw new NotMoved({ code: "DRAFT_IN_CONFLICT", conflicts, currentVersion });
  if (isBlocked(check))
    throw new NotMoved({
      code: "DRAFT_BLOCKED",
      ...firstProblems(problems, MOST_PROBLEMS),
      stopped,
      isEmpty,
    });
  if (from === currentVersion || state !== "draft") return revision;
  const entry = { kind: "rebase", from, onto: currentVersion, dropped: [] } as const;
  const key = `rebase onto ${currentVersion} at ${revision}`;
  const added = await appendWithin(tx, {
    territoryId,
    draftId,
    revision,
    entries: [entry],
    by: by.actor,
    key,
  });
  if ("refusal" in added) throw new NotMoved(added.refusal);
  await writeBase(tx, { territoryId, draftId, onto: currentVersion });
  return added.revision;
}

const writeBase = (tx: Transaction, { territoryId, draftId, onto }: DraftKey & { onto: number }) =>
  tx.query("UPDATE boundary_draft SET base_version = $3 WHERE territory_id = $1 AND id = $2", [
    territoryId,
    draftId,
    onto,
  ]);

async function writeState(
  tx: Transaction,
  { territoryId, draftId, command }: DraftMove,
  row: DraftTransition,
): Promise<void> {
  await tx.query(
    `UPDATE boundary_draft SET state = $3, changed_at = clock_timestamp(),
       comment = CASE WHEN $3 <> 'submitted' THEN coalesce($4, comment) END,
       returned = CASE WHEN state IN ('approved', 'scheduled') AND $3 = 'draft' THEN 'taken-back'
         WHEN $3 <> 'submitted' THEN returned END,
       effective_at = CASE WHEN $3 <> 'scheduled' THEN NULL ELSE (
         SELECT greatest($5::date::timestamp AT TIME ZONE time_zone, clock_timestamp()) FROM territory WHERE id = $1) END
     WHERE territory_id = $1 AND id = $2`,
    [
      territoryId,
      draftId,
      row.to,
      commentOf(command),
      command.action === "schedule" ? command.effectiveOn : null,
    ],
  );
}

/** How a draft whose base has moved on is taken over. */
export type DraftRebase = DraftKey & { revision: number; keep: "mine" | "theirs"; by: string };

/** Takes a draft over to the boundaries in force: steps in conflict are given up, or done over what changed where they can be. */
export async function rebaseDraft(
  db: Db,
  { territoryId, draftId, revision, keep, by }: DraftRebase,
): Promise<{ revision: number; dropped: readonly number[] } | { refusal: DraftMoveRefusal }> {
  return inTransaction(db, async (tx) => {
    if (!(await lockDraft(tx, { territoryId, draftId })))
      return { refusal: { code: "DRAFT_NOT_FOUND", draftId } };
    const draft = { tx, territoryId, ...(await findDraft(tx, { territoryId, draftId }))! }; // locked, so it is there
    const { baseVersion: from, currentVersion: onto } = draft;
    if (from === onto) return { revision: draft.revision, dropped: [] };
    const worked = await workOutDraft(db, draft);
    if ("code" in worked) return { refusal: worked };
    const target = await findTarget(db, draft, { worked, prefer: keep });
    if ("code" in target) return { refusal: target };
    const { dropped } = target;
    const entries = [{ kind: "rebase", from, onto, dropped }] as const;
    const key = `rebase onto ${onto} at ${revision}`;
    const added = await appendWithin(tx, { territoryId, draftId, revision, entries, by, key });
    if ("refusal" in added) return added;
    await writeBase(tx, { territoryId, draftId, onto });
    return { revision: added.revision, dropped };
  });
}
