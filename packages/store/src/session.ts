import type { SignIn } from "@getu/domain";
import type { Db, Transaction } from "./db.ts";

/** Whose sessions, and which of them is the one that asks. */
type Own = { personId: string; currentId: string | null };

/** Somebody's sign-ins that hold, newest first. */
export async function listSessions(db: Db, { personId, currentId }: Own): Promise<SignIn[]> {
  const rows = await db.prisma.session.findMany({
    where: { userId: personId, expiresAt: { gt: new Date() } },
    select: { id: true, createdAt: true, updatedAt: true, expiresAt: true, ipAddress: true, userAgent: true },
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

/** Whether a session still holds: its account is open, and nobody was away from it for longer than `idleMs`. */
export async function resumeSession(
  db: Db,
  { id, idleMs }: { id: string; idleMs: number },
): Promise<"resumed" | "over"> {
  const { rows } = await db.pool.query<{ is_old: boolean }>(
    `SELECT session.updated_at < clock_timestamp() - interval '${SEEN_EVERY}' AS is_old
     FROM session JOIN person ON person.id = person_id
     WHERE session.id = $1 AND disabled_at IS NULL AND session.updated_at > clock_timestamp() - $2 * interval '1 ms'`,
    [id, idleMs],
  );
  if (!rows[0]) return "over";
  if (rows[0].is_old)
    await db.pool.query("UPDATE session SET updated_at = clock_timestamp() WHERE id = $1", [id]);
  return "resumed";
}
