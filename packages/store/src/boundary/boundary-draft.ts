import type { Scope } from "@getu/domain";
import { standingSteps } from "@getu/domain/redraw";
import type {
  Draft,
  DraftEntry,
  DraftPart,
  DraftRow,
  DraftState,
  DraftSummary,
  ForeignEntry,
  Rebase,
  StandingStep,
} from "@getu/domain/redraw";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { findStepsBeyond } from "./draft-part.ts";
import type { PartAddition } from "./draft-part.ts";
import type { UnreadableBoundaries } from "./boundary-plan.ts";
import { gridsBelow } from "../grid/grid-tree.ts";
import { insertRows } from "../incident/ingest.ts";
import { getVersion } from "../grid/territory.ts";

/** Which draft. */
export type DraftKey = { territoryId: number; draftId: number };

/** Why nothing was added to a draft, or none was made. */
export type DraftRefusal =
  | { code: "DRAFT_NOT_FOUND"; draftId: number }
  | { code: "DRAFT_FROZEN"; draftId: number; state: DraftState }
  /** Somebody was quicker: what they added since, so that one can keep theirs, one's own on top of it, or go separate ways. */
  | { code: "DRAFT_MOVED_ON"; draftId: number; revision: number; entries: readonly ForeignEntry[] }
  | { code: "DRAFT_FULL"; draftId: number; most: number }
  /** It is held to a part of the territory, and would change ground or record of these grids elsewhere. */
  | { code: "DRAFT_BEYOND_PART"; draftId: number; grids: readonly number[] }
  | UnreadableBoundaries
  | { code: "BOUNDARIES_MISSING"; territoryId: number };

/** No draft has more entries. */
const MOST_ENTRIES = 20_000;

/** Nor more text in them: whoever opens a draft reads all of it. */
const MOST_BYTES = 8_000_000;

type SummaryRow = {
  id: number;
  name: string;
  base_version: number;
  revision: number;
  state: DraftState;
  forked_from: number | null;
  part: number[] | null;
  created_by: string;
  creator: string | null;
  created_at: Date;
  changed_at: Date;
  changed_by: { actor: string; name: string | null }[];
  comment: string | null;
  returned: DraftSummary["returned"];
  effective_at: Date | null;
  version: number | null;
};

/** Drafts with everybody who drew; `drafts` = which, in SQL. */
const summariesOf = (
  drafts: string,
): string => `SELECT draft.*, creator.name AS creator, coalesce(drawn.by, '[]') AS changed_by
  FROM (SELECT * FROM boundary_draft WHERE territory_id = $1 ${drafts}) AS draft
  LEFT JOIN person AS creator ON 'person:' || creator.id = draft.created_by
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object('actor', added_by, 'name', person.name) ORDER BY added_by) AS by
    FROM (SELECT DISTINCT added_by FROM boundary_draft_entry AS entry
      WHERE entry.territory_id = draft.territory_id AND entry.draft_id = draft.id) AS drawer
    LEFT JOIN person ON 'person:' || person.id = added_by
  ) AS drawn ON true`;

const toSummary = (row: SummaryRow): DraftSummary => ({
  id: row.id,
  name: row.name,
  baseVersion: row.base_version,
  revision: row.revision,
  state: row.state,
  forkedFrom: row.forked_from,
  part: row.part,
  createdBy: { actor: row.created_by, name: row.creator },
  createdAt: row.created_at.toISOString(),
  changedAt: row.changed_at.toISOString(),
  changedBy: row.changed_by,
  comment: row.comment,
  returned: row.returned,
  effectiveAt: row.effective_at?.toISOString() ?? null,
  version: row.version,
});

/** Which drafts of a scope, those held to grids of it: so many after the first `skip`. */
export type DraftQuestion = Scope & { skip: number; limit: number };

const HELD_WITHIN = `($2::integer[] IS NULL OR part <@ ARRAY(${gridsBelow("$1", "$2")}))`;

const LAST_CHANGED_FIRST = "ORDER BY changed_at DESC, id DESC";

/** Some drafts of a territory, the last changed first, and how many there are. */
export async function listDrafts(
  db: Db,
  { territoryId, within, skip, limit }: DraftQuestion,
): Promise<{ drafts: DraftSummary[]; total: number }> {
  const [{ rows }, { rows: counts }] = await Promise.all([
    db.pool.query<SummaryRow>(
      `${summariesOf(`AND ${HELD_WITHIN} ${LAST_CHANGED_FIRST} OFFSET $3 LIMIT $4`)} ${LAST_CHANGED_FIRST}`,
      [territoryId, within, skip, limit],
    ),
    db.pool.query<{ total: number }>(
      `SELECT count(*)::integer AS total FROM boundary_draft WHERE territory_id = $1 AND ${HELD_WITHIN}`,
      [territoryId, within],
    ),
  ]);
  return { drafts: rows.map(toSummary), total: counts[0]!.total }; // an aggregate gives one row
}

/** What a draft is held to, for who may see that part of it; undefined = there is none for the scope. */
export async function findDraftPart(
  db: Db,
  { territoryId, within, draftId }: Scope & { draftId: number },
): Promise<DraftPart | undefined> {
  const { rows } = await db.pool.query<{ part: number[] | null }>(
    `SELECT part FROM boundary_draft WHERE territory_id = $1 AND id = $3 AND ${HELD_WITHIN}`,
    [territoryId, within, draftId],
  );
  return rows[0]?.part;
}

/** A draft with the steps that stand, or null. */
export async function findDraft(
  tx: Transaction | Db["pool"],
  { territoryId, draftId }: DraftKey,
): Promise<Draft | null> {
  const { rows } = await tx.query<SummaryRow>(summariesOf("AND id = $2"), [territoryId, draftId]);
  if (!rows[0]) return null;
  const summary = toSummary(rows[0]);
  const log = await listEntries(tx, { territoryId, draftId, upTo: summary.revision });
  return { ...summary, currentVersion: await getVersion(tx, territoryId), steps: standingSteps(log) };
}

async function listEntries(
  tx: Transaction | Db["pool"],
  { territoryId, draftId, upTo }: DraftKey & { upTo: number },
): Promise<DraftRow[]> {
  const { rows } = await tx.query<DraftRow>(
    `SELECT revision, entry FROM boundary_draft_entry
     WHERE territory_id = $1 AND draft_id = $2 AND revision <= $3 ORDER BY revision`,
    [territoryId, draftId, upTo],
  );
  return rows;
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

/** A draft to begin; `part` = the grids that it is held to, null = the whole territory. */
export type NewDraft = { territoryId: number; name: string; by: string; part?: DraftPart };

/** Begins a draft on the boundaries in force. */
export async function createDraft(
  db: Db,
  { territoryId, name, by, part = null }: NewDraft,
): Promise<{ draftId: number } | { refusal: DraftRefusal }> {
  const { rows } = await db.pool.query<{ id: number }>(
    `INSERT INTO boundary_draft (territory_id, name, base_version, created_by, part)
     SELECT $1, $2, max(number), $3, $4 FROM territory_version WHERE territory_id = $1 HAVING count(*) > 0 RETURNING id`,
    [territoryId, name, by, part],
  );
  return rows[0] ? { draftId: rows[0].id } : { refusal: { code: "BOUNDARIES_MISSING", territoryId } };
}

/** What somebody adds to a draft, knowing it up to a revision. */
export type DraftAddition = DraftKey & {
  revision: number;
  entries: readonly (DraftEntry | Rebase)[];
  by: string;
  /** What the sender calls this delivery; the same one sent again changes nothing more. */
  key: string;
};

/** Adds to the log of a draft, all of it or nothing; refused when it has grown since, or when it would leave its part. */
export async function appendToDraft(
  db: Db,
  addition: DraftAddition & { entries: readonly DraftEntry[] },
): Promise<{ revision: number } | { refusal: DraftRefusal }> {
  const { territoryId, draftId: id, revision, entries } = addition;
  return inTransaction(db, async (tx) => {
    const draft = await lockDraft(tx, addition);
    if (draft?.part && draft.state === "draft" && draft.revision === revision) {
      const log = await listEntries(tx, { territoryId, draftId: id, upTo: revision });
      const refusal = await refuseBeyond(db, { ...draft, tx, territoryId, id, log, entries });
      if (refusal) return { refusal };
    }
    return appendWithin(tx, addition);
  });
}

async function refuseBeyond(db: Db, addition: PartAddition): Promise<DraftRefusal | null> {
  if (addition.part === null) return null;
  const grids = await findStepsBeyond(db, addition);
  if ("code" in grids) return grids;
  return grids.length > 0 ? { code: "DRAFT_BEYOND_PART", draftId: addition.id, grids } : null;
}

/** Adds to the log inside a transaction. */
export async function appendWithin(
  tx: Transaction,
  addition: DraftAddition,
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
  await insertEntries(tx, addition);
  await tx.query(
    `UPDATE boundary_draft SET revision = $3, changed_at = clock_timestamp(), comment = NULL, returned = NULL
     WHERE territory_id = $1 AND id = $2`,
    [territoryId, draftId, revision],
  );
  return { revision };
}

async function isTooLong(
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

/** A draft as it is moved from state to state. */
export type LockedDraft = {
  state: DraftState;
  revision: number;
  baseVersion: number;
  createdBy: string;
  part: DraftPart;
};

/** Holds a draft until the transaction ends; null = there is none. */
export async function lockDraft(
  tx: Transaction,
  { territoryId, draftId }: DraftKey,
): Promise<LockedDraft | null> {
  const { rows } = await tx.query<LockedDraft>(
    `SELECT state, revision, base_version AS "baseVersion", created_by AS "createdBy", part FROM boundary_draft
     WHERE territory_id = $1 AND id = $2 FOR NO KEY UPDATE`,
    [territoryId, draftId],
  );
  return rows[0] ?? null;
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
    const refusal = await refuseBeyond(db, { tx, territoryId, id: draftId, baseVersion, part, log, entries });
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
