import { browserKind } from "@getu/domain";
import type { SignIn } from "@getu/domain";
import { appendAudit } from "../audit/audit.ts";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";

/** Whose sessions, and which of them is the one that asks. */
type Own = { personId: string; currentId: string | null };

/** Somebody's sign-ins that hold, newest first. */
export async function listSessions(db: Db, { personId, currentId }: Own): Promise<SignIn[]> {
  const rows = await db.prisma.session.findMany({
    where: { userId: personId, expiresAt: { gt: new Date() } },
    omit: { token: true },
    orderBy: { createdAt: "desc" },
  });
  return rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === currentId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.updatedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    address: row.ipAddress,
    browser: row.userAgent,
    elsewhere: row.elsewhereAt && {
      at: row.elsewhereAt.toISOString(),
      address: row.elsewhereAddress,
      browser: row.elsewhereBrowser,
    },
  }));
}

/** Ends one of somebody's own sessions; false when it is not theirs or over. */
export async function endSession(
  tx: Transaction,
  { personId, id }: { personId: string; id: string },
): Promise<boolean> {
  const { rowCount } = await tx.query("DELETE FROM session WHERE id = $1 AND person_id = $2", [id, personId]);
  return rowCount === 1;
}

/** How often the time a session was last seen is written down. */
const SEEN_EVERY = "1 minute";

/** What a request comes from. */
type Origin = { address: string; browser: string | null };

type Resumed = { person_id: string; user_agent: string | null; is_marked: boolean; is_old: boolean };

/**
 * Whether a session still holds: its account is open, and nobody was away from it for longer than `idleMs`. One that is
 * used by a browser of another kind than it began with holds, but is marked and logged, once.
 */
export async function resumeSession(
  db: Db,
  { id, idleMs, from }: { id: string; idleMs: number; from: Origin },
): Promise<"resumed" | "over"> {
  const { rows } = await db.pool.query<Resumed>(
    `SELECT person_id, user_agent, elsewhere_at IS NOT NULL AS is_marked,
       session.updated_at < clock_timestamp() - interval '${SEEN_EVERY}' AS is_old
     FROM session JOIN person ON person.id = person_id
     WHERE session.id = $1 AND disabled_at IS NULL AND session.updated_at > clock_timestamp() - $2 * interval '1 ms'`,
    [id, idleMs],
  );
  const held = rows[0];
  if (!held) return "over";
  if (held.is_old)
    await db.pool.query("UPDATE session SET updated_at = clock_timestamp() WHERE id = $1", [id]);
  if (!held.is_marked && browserKind(held.user_agent) !== browserKind(from.browser))
    await markElsewhere(db, { id, held, from });
  return "resumed";
}

/** Of requests that come at once, one marks and logs. */
async function markElsewhere(
  db: Db,
  { id, held, from: { address, browser } }: { id: string; held: Resumed; from: Origin },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE session SET elsewhere_at = clock_timestamp(), elsewhere_address = $2, elsewhere_browser = $3
       WHERE id = $1 AND elsewhere_at IS NULL`,
      [id, address, browser],
    );
    if (rowCount === 0) return;
    const facts = { began: held.user_agent?.slice(0, MOST_LOGGED) ?? null, browser };
    await appendAudit(tx, { actor: `person:${held.person_id}`, action: "session.moved", facts, address });
  });
}

const MOST_LOGGED = 200;
