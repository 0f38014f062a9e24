import type { Db } from "../db.ts";
import { SETTLED } from "./change-page.ts";

/** A table of what happened, by transaction, and the one row that tells its last row that is no longer kept. */
type Kept = { table: "change"; horizon: "change_horizon" } | { table: "heat_delta"; horizon: "heat_horizon" };

const CHANGES = { table: "change", horizon: "change_horizon" } as const satisfies Kept;
const HEAT_DELTAS = { table: "heat_delta", horizon: "heat_horizon" } as const satisfies Kept;

type Retention = { keepMs: number };

/** Forgets changes older than `keepMs`; readers that stand before them are told to fetch everything again. */
export const trimChanges = (db: Db, retention: Retention): Promise<{ trimmed: number }> =>
  trim(db, CHANGES, retention);

/** Forgets heat deltas older than `keepMs`; indexes that do not know them are built anew. */
export const trimHeatDeltas = (db: Db, retention: Retention): Promise<{ trimmed: number }> =>
  trim(db, HEAT_DELTAS, retention);

async function trim(db: Db, { table, horizon }: Kept, { keepMs }: Retention): Promise<{ trimmed: number }> {
  const { rows } = await db.pool.query<{ trimmed: string }>(
    `WITH trimmed AS (
       DELETE FROM ${table} WHERE at < clock_timestamp() - $1 * interval '1 millisecond' AND ${SETTLED}
       RETURNING tx, id
     ), last AS (SELECT tx, id FROM trimmed ORDER BY tx DESC, id DESC LIMIT 1
     ), moved AS (
       UPDATE ${horizon} AS horizon SET tx = last.tx, id = last.id FROM last
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
export const dropForeignChanges = (db: Db): Promise<{ isForeign: boolean }> => dropForeign(db, CHANGES);

/** The same for heat deltas: every index is built anew. */
export const dropForeignHeatDeltas = (db: Db): Promise<{ isForeign: boolean }> =>
  dropForeign(db, HEAT_DELTAS);

async function dropForeign(db: Db, { table, horizon }: Kept): Promise<{ isForeign: boolean }> {
  const { rowCount } = await db.pool.query(
    `WITH dropped AS (DELETE FROM ${table} WHERE tx >= pg_snapshot_xmax(pg_current_snapshot()) RETURNING id)
     UPDATE ${horizon} SET tx = pg_current_xact_id(), id = 0
     WHERE tx >= pg_snapshot_xmax(pg_current_snapshot()) OR EXISTS (SELECT FROM dropped)`,
  );
  return { isForeign: rowCount === 1 };
}
