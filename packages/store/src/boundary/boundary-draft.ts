import type { Scope } from "@getu/domain";
import { standingSteps } from "@getu/domain/redraw";
import type {
  Draft,
  DraftPart,
  DraftRow,
  DraftState,
  DraftSummary,
  ForeignEntry,
  PlanRefusal,
  PlanStep,
} from "@getu/domain/redraw";
import type { Db, Transaction } from "../db.ts";
import type { UnreadableBoundaries } from "./boundary-plan.ts";
import { gridsBelow } from "../grid/grid-tree.ts";
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
  /** Its sender has added something else under this key before, from that revision on. */
  | { code: "DRAFT_KEY_USED_BEFORE"; draftId: number; revision: number }
  /** It is held to a part of the territory, and would change ground or record of these grids elsewhere. */
  | { code: "DRAFT_BEYOND_PART"; draftId: number; grids: readonly number[] }
  | ({ code: "DRAFT_STEP_REFUSED"; draftId: number } & RefusedStep)
  | UnreadableBoundaries
  | { code: "BOUNDARIES_MISSING"; territoryId: number };

/** A step that cannot be done where it stands; nothing of what was sent with it is kept. */
export type RefusedStep = {
  /** Its number in the log, where it is or would have been. */
  revision: number;
  /** 1 = the first entry that was sent; null = it is in the log already, and what was sent stands on it. */
  place: number | null;
  kind: PlanStep["kind"];
  refused: PlanRefusal["refused"];
  /** The grids that it is about. */
  grids: readonly number[];
};

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
  last_by: string | null;
  last_name: string | null;
  changed_by: { actor: string; name: string | null }[];
  comment: string | null;
  returned: DraftSummary["returned"];
  effective_at: Date | null;
  version: number | null;
};

/** Drafts with everybody who drew; `drafts` = which, in SQL. */
const summariesOf = (
  drafts: string,
): string => `SELECT draft.*, creator.name AS creator, last.name AS last_name, coalesce(drawn.by, '[]') AS changed_by
  FROM (SELECT * FROM boundary_draft WHERE territory_id = $1 ${drafts}) AS draft
  LEFT JOIN person AS creator ON 'person:' || creator.id = draft.created_by
  LEFT JOIN person AS last ON 'person:' || last.id = draft.last_by
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
  lastBy: row.last_by === null ? null : { actor: row.last_by, name: row.last_name },
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

/** A draft without its steps, or null. */
export async function findDraftSummary(
  tx: Transaction | Db["pool"],
  { territoryId, draftId }: DraftKey,
): Promise<DraftSummary | null> {
  const { rows } = await tx.query<SummaryRow>(summariesOf("AND id = $2"), [territoryId, draftId]);
  return rows[0] ? toSummary(rows[0]) : null;
}

/** A draft with the steps that stand, or null. */
export async function findDraft(
  tx: Transaction | Db["pool"],
  { territoryId, draftId }: DraftKey,
): Promise<Draft | null> {
  const summary = await findDraftSummary(tx, { territoryId, draftId });
  if (!summary) return null;
  const log = await listEntries(tx, { territoryId, draftId, upTo: summary.revision });
  return { ...summary, currentVersion: await getVersion(tx, territoryId), steps: standingSteps(log) };
}

/** The log of a draft up to a revision. */
export async function listEntries(
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
