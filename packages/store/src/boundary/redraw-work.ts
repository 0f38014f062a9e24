import type { Impact } from "@getu/domain/redraw";
import { appendToDraft } from "./append-to-draft.ts";
import { findDraft } from "./boundary-draft.ts";
import type { DraftKey, DraftRefusal } from "./boundary-draft.ts";
import type { UnreadableBoundaries } from "./boundary-plan.ts";
import type { Db } from "../db.ts";
import { checkDraft } from "./draft-plans.ts";
import type { DraftCheck } from "./draft-plans.ts";
import { forkDraft } from "./fork-draft.ts";
import { assessImpact, assessRestoration } from "./impact.ts";
import type { SupersededDraft } from "./impact.ts";
import { moveDraft, rebaseDraft } from "./move-draft.ts";
import type { DraftMove, DraftRebase } from "./move-draft.ts";
import { publishDraft, restoreVersion } from "./publish-draft.ts";
import type { Restoration } from "./publish-draft.ts";

/** Why a draft is not looked into. */
type Unread = UnreadableBoundaries | Extract<DraftRefusal, { code: "DRAFT_NOT_FOUND" }>;

/**
 * What of redrawing takes the processor for long: it replays drafts and looks at every border. What goes in and comes out
 * is plain, so that any thread that reaches the database may do it.
 */
export const createRedrawWork = (db: Db) => ({
  check: (key: DraftKey): Promise<DraftCheck | Unread> => withDraft(db, key, checkDraft),
  impact: (key: DraftKey): Promise<Impact | SupersededDraft | Unread> => withDraft(db, key, assessImpact),
  append: (addition: Parameters<typeof appendToDraft>[1]) => appendToDraft(db, addition),
  fork: (fork: Parameters<typeof forkDraft>[1]) => forkDraft(db, fork),
  move: (move: DraftMove) => moveDraft(db, move),
  rebase: (rebase: DraftRebase) => rebaseDraft(db, rebase),
  publish: (key: DraftKey) => publishDraft(db, key),
  restoreImpact: (version: Parameters<typeof assessRestoration>[1]) => assessRestoration(db, version),
  restore: (restoration: Restoration) => restoreVersion(db, restoration),
});

/** What of redrawing takes the processor for long. */
export type RedrawWork = ReturnType<typeof createRedrawWork>;

type FoundDraft = NonNullable<Awaited<ReturnType<typeof findDraft>>> & DraftKey;

async function withDraft<Found>(
  db: Db,
  key: DraftKey,
  work: (db: Db, draft: FoundDraft) => Promise<Found>,
): Promise<Found | Unread> {
  const draft = await findDraft(db.pool, key);
  return draft ? work(db, { ...draft, ...key }) : { code: "DRAFT_NOT_FOUND", draftId: key.draftId };
}
