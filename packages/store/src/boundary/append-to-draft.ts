import type { DraftEntry, ForeignEntry, Rebase } from "@getu/domain/redraw";
import { contentHash, isSameContent } from "../content-hash.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
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
  /** What the sender calls this delivery; the same one sent again changes nothing more, another under this name is refused. */
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
  if (known) return recall(known, addition);
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

/** The first one carries what the delivery is called, and what it says. */
async function insertEntries(tx: Transaction, addition: DraftAddition): Promise<void> {
  const { territoryId, draftId, revision, entries, by, key } = addition;
  await tx.query(
    `INSERT INTO boundary_draft_entry
       (territory_id, draft_id, revision, entry, added_by, idempotency_key, content_hash)
     SELECT $1, $2, $3 + place, entry, $5, CASE WHEN place = 1 THEN $6 END, CASE WHEN place = 1 THEN decode($7, 'hex') END
     FROM jsonb_array_elements($4) WITH ORDINALITY AS added(entry, place)`,
    [territoryId, draftId, revision, JSON.stringify(entries), by, `${by} ${key}`, contentHash(entries)],
  );
}

type KnownDelivery = { revision: number; contentHash: Uint8Array | null };

/** What came of a delivery before; refused when it said something else, of which nothing was kept. */
function recall(
  { revision, contentHash: said }: KnownDelivery,
  { draftId, entries }: DraftAddition,
): { revision: number } | { refusal: DraftRefusal } {
  if (isSameContent(said, contentHash(entries))) return { revision: revision + entries.length - 1 };
  return { refusal: { code: "DRAFT_KEY_USED_BEFORE", draftId, revision } };
}

/** The first revision of a delivery with this key, and what it said; null = it is new. */
async function findDelivery(
  tx: Transaction,
  { territoryId, draftId, key }: DraftKey & { key: string },
): Promise<KnownDelivery | null> {
  const { rows } = await tx.query<KnownDelivery>(
    `SELECT revision, content_hash AS "contentHash" FROM boundary_draft_entry
     WHERE territory_id = $1 AND draft_id = $2 AND idempotency_key = $3`,
    [territoryId, draftId, key],
  );
  return rows[0] ?? null;
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
