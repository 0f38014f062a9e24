import type { Db } from "./db.ts";
import { SETTLED } from "./change-page.ts";

/** Forgets changes older than `keepMs`; readers that stand before them are told to fetch everything again. */
export async function trimChanges(db: Db, { keepMs }: { keepMs: number }): Promise<{ trimmed: number }> {
  const { rows } = await db.pool.query<{ trimmed: string }>(
    `WITH trimmed AS (
       DELETE FROM change WHERE at < clock_timestamp() - $1 * interval '1 millisecond' AND ${SETTLED}
       RETURNING tx, id
     ), last AS (SELECT tx, id FROM trimmed ORDER BY tx DESC, id DESC LIMIT 1
     ), moved AS (
       UPDATE change_horizon AS horizon SET tx = last.tx, id = last.id FROM last
       WHERE (horizon.tx, horizon.id) < (last.tx, last.id)
     ) SELECT count(*) AS trimmed FROM trimmed`,
    [keepMs],
  );
  return { trimmed: Number(rows[0]?.trimmed) };
}

/**
 * Drops changes with transaction ids that this server has not reached: they came with a restored backup and
 * would never settle, or settle out of order. Everybody's cursor is then of another time and is answered by "resync".
 */
export async function dropForeignChanges(db: Db): Promise<{ isForeign: boolean }> {
  const { rowCount } = await db.pool.query(
    `WITH dropped AS (DELETE FROM change WHERE tx >= pg_snapshot_xmax(pg_current_snapshot()) RETURNING id)
     UPDATE change_horizon SET tx = pg_current_xact_id(), id = 0
     WHERE tx >= pg_snapshot_xmax(pg_current_snapshot()) OR EXISTS (SELECT FROM dropped)`,
  );
  return { isForeign: rowCount === 1 };
}
