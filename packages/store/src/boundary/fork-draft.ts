import { standingSteps } from "@getu/domain/redraw";
import type { DraftEntry, DraftRow, StandingStep } from "@getu/domain/redraw";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { appendWithin, isTooLong, MOST_ENTRIES } from "./append-to-draft.ts";
import type { DraftAddition } from "./append-to-draft.ts";
import { listEntries, lockDraft } from "./boundary-draft.ts";
import type { DraftKey, DraftRefusal } from "./boundary-draft.ts";
import { refuseEntries } from "./follow-entries.ts";

/** A draft of one's own that begins like another one did up to a revision. */
export type Fork = Omit<DraftAddition, "key" | "entries"> & { name: string; entries: readonly DraftEntry[] };

/** Goes separate ways: a new draft with what another was at a revision, and one's own entries on top. */
export async function forkDraft(
  db: Db,
  { territoryId, draftId, revision, entries, by, name }: Fork,
): Promise<{ draftId: number; revision: number } | { refusal: DraftRefusal }> {
  return inTransaction(db, async (tx) => {
    const from = await lockDraft(tx, { territoryId, draftId });
    if (!from || from.revision < revision) return { refusal: { code: "DRAFT_NOT_FOUND", draftId } };
    const whole = await listEntries(tx, { territoryId, draftId, upTo: from.revision });
    const log = whole.filter((row) => row.revision <= revision);
    const [standing, baseVersion] = [standingSteps(log), baseAt(whole, revision) ?? from.baseVersion];
    // Before there is a draft: a refusal leaves none behind.
    const isFull = standing.length + entries.length > MOST_ENTRIES;
    if (isFull || (await isTooLong(tx, { territoryId, draftId, entries })))
      return { refusal: { code: "DRAFT_FULL", draftId, most: MOST_ENTRIES } };
    const { part } = from;
    const refusal = await refuseEntries(db, {
      tx,
      territoryId,
      id: draftId,
      baseVersion,
      part,
      log,
      entries,
    });
    if (refusal) return { refusal };
    const { rows } = await tx.query<{ id: number }>(
      `INSERT INTO boundary_draft (territory_id, name, base_version, forked_from, created_by, revision, part)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [territoryId, name, baseVersion, draftId, by, standing.length, part],
    );
    const forked = { territoryId, draftId: rows[0]!.id }; // one row was inserted
    await copySteps(tx, { territoryId, draftId }, { to: forked.draftId, steps: standing });
    const added = await appendWithin(tx, { ...forked, revision: standing.length, entries, by, key: "fork" });
    return "refusal" in added ? added : { draftId: forked.draftId, revision: added.revision };
  });
}

/** Steps stay their authors' whoever copies them: who drew them does not approve them under another name. */
const copySteps = (
  tx: Transaction,
  { territoryId, draftId }: DraftKey,
  { to, steps }: { to: number; steps: readonly StandingStep[] },
) =>
  tx.query(
    `INSERT INTO boundary_draft_entry (territory_id, draft_id, revision, entry, added_by, at)
     SELECT territory_id, $3, row_number() OVER (ORDER BY revision), entry, added_by, at FROM boundary_draft_entry
     WHERE territory_id = $1 AND draft_id = $2 AND revision = ANY ($4::integer[])`,
    [territoryId, draftId, to, steps.map(({ revision }) => revision)],
  );

/** The version that a draft stood on at a revision; null = the one it stands on now. */
function baseAt(log: readonly DraftRow[], revision: number): number | null {
  const next = log.find((row) => row.revision > revision && row.entry.kind === "rebase")?.entry;
  return next?.kind === "rebase" ? next.from : null;
}
