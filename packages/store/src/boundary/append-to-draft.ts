import type { DraftEntry, ForeignEntry, Rebase } from "@getu/domain/redraw";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { insertRows } from "../incident/ingest.ts";
import { listEntries, lockDraft } from "./boundary-draft.ts";
import type { DraftKey, DraftRefusal, LockedDraft } from "./boundary-draft.ts";
import { refuseEntries } from "./follow-entries.ts";
import { tellDraft } from "./tell-draft.ts";

/** No draft has more entries. */
export const MOST_ENTRIES = 20_000;

/** Nor more text in them: whoever opens a draft reads all of it. */
const MOST_BYTES = 8_000_000;

/** What somebody adds to a draft, knowing it up to a revision. */
export type DraftAddition = DraftKey & {
  revision: number;
  entries: readonly (DraftEntry | Rebase)[];
  by: string;
  /** What the sender calls this delivery; the same one sent again changes nothing more. */
  key: string;
};

/**
 * Adds to the log of a draft, all of it or nothing; refused when it has grown since, and when a step cannot be done there
 * or would leave the draft's part.
 */
export const appendToDraft = (
  db: Db,
  addition: DraftAddition & { entries: readonly DraftEntry[] },
): Promise<{ revision: number } | { refusal: DraftRefusal }> =>
  inTransaction(db, (tx) =>
    appendWithin(tx, addition, async ({ baseVersion, part }) => {
      const { territoryId, draftId: id, revision, entries } = addition;
      const log = await listEntries(tx, { territoryId, draftId: id, upTo: revision });
      return refuseEntries(db, { tx, territoryId, id, baseVersion, part, log, entries });
    }),
  );

/** Looks at what would be added to a draft that nothing else speaks against; null = it is taken. */
type Look = (draft: LockedDraft) => Promise<DraftRefusal | null>;

/** Adds to the log inside a transaction. */
export async function appendWithin(
  tx: Transaction,
  addition: DraftAddition,
  look: Look = async () => null,
): Promise<{ revision: number } | { refusal: DraftRefusal }> {
  const { territoryId, draftId, entries, by, key } = addition;
  const draft = await lockDraft(tx, addition);
  if (!draft) return { refusal: { code: "DRAFT_NOT_FOUND", draftId } };
  const known = await findDelivery(tx, { territoryId, draftId, key: `${by} ${key}` });
  if (known !== null) return { revision: known + entries.length - 1 };
  if (draft.state !== "draft") return { refusal: { code: "DRAFT_FROZEN", draftId, state: draft.state } };
  if (draft.revision !== addition.revision) {
    const foreign = await listForeignEntries(tx, addition, addition.revision);
    return { refusal: { code: "DRAFT_MOVED_ON", draftId, revision: draft.revision, entries: foreign } };
  }
  const revision = draft.revision + entries.length;
  if (revision > MOST_ENTRIES || (await isTooLong(tx, addition)))
    return { refusal: { code: "DRAFT_FULL", draftId, most: MOST_ENTRIES } };
  const refusal = await look(draft);
  if (refusal) return { refusal };
  await insertEntries(tx, addition);
  await tx.query(
    `UPDATE boundary_draft SET revision = $3, changed_at = clock_timestamp(), comment = NULL, returned = NULL
     WHERE territory_id = $1 AND id = $2`,
    [territoryId, draftId, revision],
  );
  await tellDraft(tx, addition);
  return { revision };
}

/** True when the draft would hold more text than whoever opens it should have to read. */
export async function isTooLong(
  tx: Transaction,
  { territoryId, draftId, entries }: Pick<DraftAddition, "territoryId" | "draftId" | "entries">,
): Promise<boolean> {
  const { rows } = await tx.query<{ bytes: string }>(
    `SELECT coalesce(sum(length(entry::text)), 0) AS bytes FROM boundary_draft_entry
     WHERE territory_id = $1 AND draft_id = $2`,
    [territoryId, draftId],
  );
  return Number(rows[0]!.bytes) + JSON.stringify(entries).length > MOST_BYTES; // an aggregate gives one row
}

async function insertEntries(tx: Transaction, addition: DraftAddition): Promise<void> {
  const { territoryId, draftId, revision, by, key } = addition;
  const rows = addition.entries.map((entry, i) => ({ entry, ordinal: revision + 1 + i, isFirst: i === 0 }));
  await insertRows(tx, rows, {
    table: "boundary_draft_entry",
    columns: [
      { name: "territory_id", type: "integer", valueOf: () => territoryId },
      { name: "draft_id", type: "integer", valueOf: () => draftId },
      { name: "revision", type: "integer", valueOf: ({ ordinal }) => ordinal },
      { name: "entry", type: "jsonb", valueOf: ({ entry }) => JSON.stringify(entry) },
      { name: "added_by", type: "text", valueOf: () => by },
      { name: "idempotency_key", type: "text", valueOf: ({ isFirst }) => (isFirst ? `${by} ${key}` : null) },
    ],
  });
}

/** The first revision of a delivery with this key; null = it is new. */
async function findDelivery(
  tx: Transaction,
  { territoryId, draftId, key }: DraftKey & { key: string },
): Promise<number | null> {
  const { rows } = await tx.query<{ revision: number }>(
    `SELECT revision FROM boundary_draft_entry WHERE territory_id = $1 AND draft_id = $2 AND idempotency_key = $3`,
    [territoryId, draftId, key],
  );
  return rows[0]?.revision ?? null;
}

type ForeignRow = {
  revision: number;
  entry: ForeignEntry["entry"];
  actor: string;
  name: string | null;
  at: Date;
};

async function listForeignEntries(tx: Transaction, key: DraftKey, after: number): Promise<ForeignEntry[]> {
  const { rows } = await tx.query<ForeignRow>(
    `SELECT revision, entry, added_by AS actor, person.name, at FROM boundary_draft_entry
     LEFT JOIN person ON 'person:' || person.id = added_by
     WHERE territory_id = $1 AND draft_id = $2 AND revision > $3 ORDER BY revision`,
    [key.territoryId, key.draftId, after],
  );
  return rows.map(({ revision, entry, actor, name, at }) => ({
    revision,
    entry,
    by: { actor, name },
    at: at.toISOString(),
  }));
}
