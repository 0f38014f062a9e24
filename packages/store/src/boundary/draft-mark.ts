import type { DraftKey } from "./boundary-draft.ts";
import type { Db } from "../db.ts";

/**
 * What everything that is read of a draft hangs on: its revision, its state, and the version in force. Equal marks of a
 * draft mean the same answer, as long as the ledger stands still; null = there is no such draft.
 */
export async function findDraftMark(db: Db, { territoryId, draftId }: DraftKey): Promise<string | null> {
  const { rows } = await db.pool.query<{ mark: string }>(
    `SELECT concat_ws(' ', revision, state,
       (SELECT max(number) FROM territory_version WHERE territory_id = $1)) AS mark
     FROM boundary_draft WHERE territory_id = $1 AND id = $2`,
    [territoryId, draftId],
  );
  return rows[0]?.mark ?? null;
}
