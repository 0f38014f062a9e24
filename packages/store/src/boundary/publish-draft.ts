import type { Draft } from "@getu/domain/redraw";
import { appendAudit } from "../audit/audit.ts";
import { findDraft } from "./boundary-draft.ts";
import type { DraftKey } from "./boundary-draft.ts";
import { toPlan } from "./boundary-plan.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { checkDraft, findTarget, isBlocked, workOutDraft } from "./draft-plans.ts";
import type { DraftTarget } from "./draft-plans.ts";
import { readDrafts, readDraftsAt } from "../grid/grid-draft.ts";
import type { GridDraft } from "../grid/grid-draft.ts";
import { externalIdOf, planToDrafts } from "../grid/plan-to-drafts.ts";
import { publishBoundaries } from "./publish-boundaries.ts";
import { getVersion } from "../grid/territory.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";
import { tellDraft } from "./tell-draft.ts";
import type { NewAuditEntry } from "../audit/audit.ts";

/** What became of drafts whose day has come. */
export type Published = {
  published: number;
  returned: number;
  /** What broke: the draft stays scheduled and is tried again at the next look, and nobody else's waits for it. */
  failed: (DraftKey & { error: unknown })[];
};

/**
 * Puts drafts into force whose time has come, the earliest first, each in a transaction of its own. Many may run at once
 * and any may be killed: what is due is a fact of the database. A draft that the boundaries in force stand against goes
 * back to who drew it.
 */
export async function publishDue(
  db: Db,
  publish: (key: DraftKey) => Promise<Publication> = (key) => publishDraft(db, key),
): Promise<Published> {
  const done: Published = { published: 0, returned: 0, failed: [] };
  for (const key of await listDue(db)) {
    const outcome = await publish(key).catch((error: unknown) => ({ ...key, error }));
    if (typeof outcome === "object") done.failed.push(outcome);
    if (outcome === "published") done.published += 1;
    if (outcome === "returned") done.returned += 1;
  }
  return done;
}

async function listDue(db: Db): Promise<DraftKey[]> {
  const { rows } = await db.pool.query<DraftKey>(
    `SELECT territory_id AS "territoryId", id AS "draftId" FROM boundary_draft
     WHERE state = 'scheduled' AND effective_at <= clock_timestamp() ORDER BY effective_at, id`,
  );
  return rows;
}

/** `left` to another that has it, or until the next look because the boundaries moved while it was worked out. */
export type Publication = "published" | "returned" | "left";

/** Puts one draft into force whose time has come. */
export async function publishDraft(db: Db, key: DraftKey): Promise<Publication> {
  // Worked out before the boundaries are held: nobody waits for it, and within it is only looked up.
  const seen = await findDraft(db.pool, key);
  if (seen) await checkDraft(db, { ...key, ...seen });
  return inTransaction(db, async (tx) => {
    await tx.query("SET LOCAL statement_timeout = 0");
    const { rowCount } = await tx.query(
      `SELECT FROM boundary_draft WHERE territory_id = $1 AND id = $2 AND state = 'scheduled'
         AND effective_at <= clock_timestamp() FOR NO KEY UPDATE SKIP LOCKED`,
      [key.territoryId, key.draftId],
    );
    if (rowCount === 0) return "left";
    await lockBoundaries(tx, { ...key, mode: "exclusive" });
    const draft = { ...key, ...(await findDraft(tx, key))! }; // locked, so it is there
    return draft.currentVersion === seen?.currentVersion ? publishWithin(db, tx, draft) : "left";
  });
}

type DueDraft = Draft & DraftKey;

async function publishWithin(db: Db, tx: Transaction, draft: DueDraft): Promise<Publication> {
  const check = await checkDraft(db, { tx, ...draft });
  if ("code" in check || isBlocked(check)) {
    const isConflict = !("code" in check) && check.conflicts.length > 0;
    await giveBack(tx, draft, isConflict ? "conflict" : "problem");
    return "returned";
  }
  const worked = await workOutDraft(db, { tx, ...draft });
  const target =
    "code" in worked ? worked : await findTarget(db, { tx, ...draft }, { worked, prefer: "theirs" });
  if ("code" in target) throw new Error(`a checked draft cannot be read: ${target.code}`);
  const version = await putIntoForce(tx, draft, target);
  await markPublished(tx, draft, version ?? draft.currentVersion);
  return "published";
}

async function putIntoForce(
  tx: Transaction,
  draft: DueDraft,
  { base, plan }: DraftTarget,
): Promise<number | null> {
  const { territoryId, draftId, effectiveAt } = draft;
  const inForce = await readDrafts(tx, territoryId);
  const change = { before: base, after: plan, inForce, draftId };
  return publishBoundaries(tx, {
    territoryId,
    inForce,
    planned: planToDrafts(change),
    before: base.partition,
    after: plan.partition,
    nameOf: (owner) => externalIdOf(draftId, owner),
    origin: { draftId, effectiveAt: new Date(effectiveAt!) }, // it was due
  });
}

async function markPublished(
  tx: Transaction,
  { territoryId, draftId }: DraftKey,
  version: number,
): Promise<void> {
  await supersede(tx, territoryId);
  await tx.query(
    `UPDATE boundary_draft SET state = 'in-force', version = $3, changed_at = clock_timestamp()
     WHERE territory_id = $1 AND id = $2`,
    [territoryId, draftId, version],
  );
  await tellDraft(tx, { territoryId, draftId, by: "system" });
  const subject = `draft:${draftId}`;
  await appendAudit(tx, {
    actor: "system",
    action: "boundaries.published",
    subject,
    territoryId,
    facts: { version },
  });
}

/** Another version is in force now. */
const supersede = (tx: Transaction, territoryId: number) =>
  tx.query("UPDATE boundary_draft SET state = 'superseded' WHERE territory_id = $1 AND state = 'in-force'", [
    territoryId,
  ]);

/** What was approved does not come into force: that is answered for like the approval. */
async function giveBack(
  tx: Transaction,
  { territoryId, draftId }: DraftKey,
  why: "conflict" | "problem",
): Promise<void> {
  await tx.query(
    `UPDATE boundary_draft SET state = 'draft', effective_at = NULL, returned = $3, changed_at = clock_timestamp()
     WHERE territory_id = $1 AND id = $2`,
    [territoryId, draftId, why],
  );
  await tellDraft(tx, { territoryId, draftId, by: "system" });
  const subject = `draft:${draftId}`;
  const facts = { why };
  await appendAudit(tx, { actor: "system", action: "draft.returned", subject, territoryId, facts });
}

/** Which version to take up again, and who says so. */
export type Restoration = {
  territoryId: number;
  version: number;
  /** What is in force as far as they know: nothing is taken back that they have not seen. */
  seen: number;
  reason: string;
  by: Pick<NewAuditEntry, "actor" | "address">;
};

/** Why no version was taken up again. */
export type RestorationRefusal =
  | { code: "VERSION_NOT_FOUND"; version: number }
  | { code: "VERSION_IN_FORCE"; version: number }
  /** Another version has come into force meanwhile. */
  | { code: "VERSION_MOVED_ON"; version: number }
  | { code: "BOUNDARIES_OVERLAP"; gridIds: readonly number[] };

/** Rolls back: publishes the state of an older version as a new one (R16); nothing is ever deleted. */
export async function restoreVersion(
  db: Db,
  { territoryId, version: restores, seen, reason, by }: Restoration,
): Promise<{ version: number } | { refusal: RestorationRefusal }> {
  return inTransaction(db, async (tx) => {
    await tx.query("SET LOCAL statement_timeout = 0");
    await lockBoundaries(tx, { territoryId, mode: "exclusive" });
    const current = await getVersion(tx, territoryId);
    if (restores > current) return { refusal: { code: "VERSION_NOT_FOUND", version: restores } };
    if (seen !== current) return { refusal: { code: "VERSION_MOVED_ON", version: current } };
    const inForce = await readDrafts(tx, territoryId);
    const old = await readDraftsAt(tx, { territoryId, version: restores });
    const before = toPlan(inForce.values());
    if ("code" in before) return { refusal: before };
    const after = toPlan(old.values(), before.partition.origin);
    if ("code" in after) return { refusal: after };
    const version = await publishBoundaries(tx, {
      territoryId,
      inForce,
      planned: {
        drafts: new Map([...old].map(([name, draft]) => [name, asInForce(draft, inForce)])),
        retired: [...inForce.values()].flatMap(({ id, externalId }) =>
          id === null || old.has(externalId) ? [] : [id],
        ),
      },
      before: before.partition,
      after: after.partition,
      nameOf: String,
      origin: { restores },
    });
    if (version === null) return { refusal: { code: "VERSION_IN_FORCE", version: restores } };
    await supersede(tx, territoryId);
    const facts = { version, restores };
    await appendAudit(tx, { ...by, action: "boundaries.restored", territoryId, facts, reason });
    return { version };
  });
}

/** A grid as it was, over what is in force of it; one that was retired since has nothing. */
const asInForce = (old: GridDraft, inForce: ReadonlyMap<string, GridDraft>): GridDraft => ({
  ...old,
  state: inForce.get(old.externalId)?.state ?? null,
});
