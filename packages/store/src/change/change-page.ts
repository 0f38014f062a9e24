import type { LiveChange, Scope } from "@getu/domain";
import type { Db } from "../db.ts";
import type { HistoryQuestion } from "./database-history.ts";

/** A committed change and its place in the feed. */
export type FeedChange = { cursor: string; territoryId: number; gridPath: string; change: LiveChange };

type ChangeRow = { tx: string; id: string; territory_id: number; grid_path: string; payload: LiveChange };

/** A place in the feed: transaction id, row id. */
export type Position = { tx: string; id: string };

/** As many changes as are read and delivered at a time. */
export const PAGE = 1000;

/** Below it every transaction has ended: nothing can appear there later. */
export const SETTLED = "tx < pg_snapshot_xmin(pg_current_snapshot())";

/** A position as readers hold it. */
export const toCursor = ({ tx, id }: Position): string => `${tx}-${id}`;

/** Null when it is not a cursor that a database could have given out. */
function parseCursor(cursor: string): Position | null {
  const [, tx, id] = /^(\d{1,20})-(\d{1,19})$/.exec(cursor) ?? [];
  if (tx === undefined || id === undefined) return null;
  return BigInt(tx) < 2n ** 64n && BigInt(id) < 2n ** 63n ? { tx, id } : null;
}

const toFeedChange = (row: ChangeRow): FeedChange => ({
  cursor: toCursor(row),
  territoryId: row.territory_id,
  gridPath: row.grid_path,
  change: row.payload,
});

/** The last settled change, kept or already trimmed. */
export async function findLatest(db: Db): Promise<Position> {
  const { rows } = await db.pool.query<Position>(
    `SELECT tx::text, id::text FROM (
       (SELECT tx, id FROM change WHERE ${SETTLED} ORDER BY tx DESC, id DESC LIMIT 1)
       UNION ALL SELECT tx, id FROM change_horizon
     ) AS candidate ORDER BY candidate.tx DESC, candidate.id DESC LIMIT 1`,
  );
  return rows[0]!; // the horizon has its one row from the first migration on
}

/** What stands behind a position. */
type Page = {
  /** Null where the database has not come so far: it is an older copy of itself. */
  history: string | null;
  /** Settled ones. */
  changes: FeedChange[];
  last: Position | undefined;
  /** The snapshot in which committed ones wait behind a transaction that still runs; null when none does. */
  waitsIn: string | null;
};

type PageRow = ChangeRow & { waits_in: string | null };

/** Changes after a position, and of which history they are. */
export async function readPage(
  db: Db,
  { tx, id, question }: Position & { question: HistoryQuestion },
): Promise<Page> {
  const { rows } = await db.pool.query<{ history: string | null } & (PageRow | { tx: null })>(
    `SELECT own.history, found.* FROM (
       SELECT CASE WHEN $1::xid8 < pg_snapshot_xmax(pg_current_snapshot()) THEN ${question} END AS history
     ) AS own LEFT JOIN (
       SELECT tx::text, id::text, territory_id, grid_path, payload, tx AS tx_order, id AS id_order,
         CASE WHEN ${SETTLED} THEN NULL ELSE pg_current_snapshot()::text END AS waits_in FROM change
       WHERE (tx, id) > ($1::xid8, $2::bigint) ORDER BY change.tx, change.id LIMIT ${PAGE}
     ) AS found ON true ORDER BY tx_order, id_order`,
    [tx, id],
  );
  const found = rows.filter((row) => row.tx !== null);
  const settled = found.filter((row) => row.waits_in === null); // a prefix: the order is that of tx
  return {
    history: rows[0]!.history, // the left side has one row
    changes: settled.map(toFeedChange),
    last: settled.at(-1),
    waitsIn: found.at(-1)?.waits_in ?? null,
  };
}

/** Which changes to list: those of a scope after a cursor; new boundaries concern every scope of the territory. */
export type ChangeFilter = Scope & { after: string; limit: number };

/** Up to `limit` settled changes; "resync" when those after the cursor are not all kept or it is forged. */
export async function listChanges(
  db: Db,
  { territoryId, within, after, limit }: ChangeFilter,
): Promise<FeedChange[] | "resync"> {
  const position = parseCursor(after);
  if (!position) return "resync";
  const { tx, id } = position;
  // One statement, one snapshot: a trim that runs meanwhile cannot take rows away unnoticed.
  const { rows } = await db.pool.query<ChangeRow & { is_known: boolean }>(
    `SELECT known.is_known, found.* FROM (
       SELECT (horizon.tx, horizon.id) <= ($1::xid8, $2::bigint)
              AND $1::xid8 < pg_snapshot_xmax(pg_current_snapshot()) AS is_known FROM change_horizon AS horizon
     ) AS known LEFT JOIN (
       SELECT tx::text, id::text, territory_id, grid_path, payload, tx AS tx_order, id AS id_order FROM change
       WHERE (tx, id) > ($1::xid8, $2::bigint) AND ${SETTLED} AND territory_id = $3
         AND ($5::integer[] IS NULL OR string_to_array(grid_path, '/')::integer[] && $5 OR topic = 'territory')
       ORDER BY change.tx, change.id LIMIT $4
     ) AS found ON known.is_known ORDER BY tx_order, id_order`,
    [tx, id, territoryId, limit, within ?? null],
  );
  if (rows[0]?.is_known !== true) return "resync";
  return rows.filter((row) => row.tx !== null).map(toFeedChange);
}
