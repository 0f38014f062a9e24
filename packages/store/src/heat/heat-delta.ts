import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { COPY_VALUE, FACT_COLUMNS, setForCopy, streamFacts } from "./heat-fact.ts";
import type { ReadFacts } from "./heat-fact.ts";

/**
 * One look at the database. A heat index steps from snapshot to snapshot: what it holds is exactly what was committed in
 * the last one, whichever transactions were running then. That one rule serves a first load, a restart and every step
 * between; the order of the steps' facts does not matter, because counts add up.
 */
export type DatabaseSnapshot = {
  /** PostgreSQL's own text of it (`pg_current_snapshot`). */
  snapshot: string;
  /** Everything committed before this moment, by the database's clock, is in it. */
  asOf: Date;
};

/** Who reads: an index of this territory that knows everything in this snapshot. */
export type HeatReader = { territoryId: number; snapshot: string };

const AT_ONCE = { isolation: "REPEATABLE READ, READ ONLY" } as const;

async function look(tx: Transaction): Promise<DatabaseSnapshot> {
  await tx.query("SET LOCAL statement_timeout = 0");
  const { rows } = await tx.query<{ snapshot: string; as_of: Date }>(
    "SELECT pg_current_snapshot()::text AS snapshot, now() AS as_of",
  );
  return { snapshot: rows[0]!.snapshot, asOf: rows[0]!.as_of }; // SELECT without FROM returns one row
}

type HeatLoading<Result> = { territoryId: number; read: ReadFacts<Result>; signal: AbortSignal };

/** Hands over every incident of a territory, and the snapshot that they are read in; aborted it throws. */
export const loadHeat = <Result>(
  db: Db,
  { territoryId, read, signal }: HeatLoading<Result>,
): Promise<{ seen: DatabaseSnapshot; result: Result }> =>
  inTransaction(
    db,
    async (tx) => {
      const seen = await look(tx);
      await setForCopy(tx, String(territoryId));
      const columns = FACT_COLUMNS.replace("sign", "1::smallint AS sign");
      const query = `SELECT ${columns} FROM incident WHERE territory_id = ${COPY_VALUE}::integer`;
      const result = await cancelWhenAborted(db, { tx, signal }, () => streamFacts(tx, query, read));
      return { seen, result };
    },
    AT_ONCE,
  );

/** A COPY ends by itself or by the database's hand: a reader that walked away would leave the connection unusable. */
async function cancelWhenAborted<Result>(
  db: Db,
  { tx, signal }: { tx: Transaction; signal: AbortSignal },
  work: () => Promise<Result>,
): Promise<Result> {
  const { rows } = await tx.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const cancel = (): void =>
    void db.pool.query("SELECT pg_cancel_backend($1)", [rows[0]!.pid]).catch(() => {}); // one row
  signal.throwIfAborted();
  signal.addEventListener("abort", cancel);
  try {
    return await work();
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

/** What the readers did not know: committed now, and not in their snapshots. */
const NEWS = `SELECT delta.territory_id, delta.sign, fact.occurred_at, fact.morton, fact.category, fact.severity, fact.status
  FROM jsonb_to_recordset(${COPY_VALUE}::jsonb) AS reader("territoryId" integer, snapshot text)
  JOIN heat_delta AS delta ON delta.territory_id = reader."territoryId"
    AND delta.tx >= pg_snapshot_xmin(reader.snapshot::pg_snapshot)
    AND NOT pg_visible_in_snapshot(delta.tx, reader.snapshot::pg_snapshot)
    AND pg_visible_in_snapshot(delta.tx, pg_current_snapshot())
  CROSS JOIN LATERAL unnest(delta.occurred_at, delta.morton, delta.category, delta.severity, delta.status)
    AS fact(occurred_at, morton, category, severity, status)`;

/**
 * Hands over what happened since each reader's snapshot; with `seen` all of them are at the same point. Readers that
 * are too late for it are named in `lost`: then nothing is handed over, and they must load anew.
 */
export const readHeatDeltas = (
  db: Db,
  readers: readonly HeatReader[],
  read: ReadFacts<void>,
): Promise<{ seen: DatabaseSnapshot; lost: number[] }> =>
  inTransaction(
    db,
    async (tx) => {
      const seen = await look(tx);
      await setForCopy(tx, JSON.stringify(readers));
      const { rows } = await tx.query<{ id: number }>(
        `SELECT "territoryId" AS id FROM heat_horizon AS horizon,
           jsonb_to_recordset(${COPY_VALUE}::jsonb) AS reader("territoryId" integer, snapshot text)
         WHERE NOT pg_visible_in_snapshot(horizon.tx, reader.snapshot::pg_snapshot)`,
      );
      const lost = rows.map(({ id }) => id);
      if (lost.length === 0) await streamFacts(tx, NEWS, read);
      return { seen, lost };
    },
    AT_ONCE,
  );

/** True when a snapshot holds what a transaction wrote, given that it was committed some time. */
export function isInSnapshot(snapshot: string, tx: bigint): boolean {
  const [xmin = "0", xmax = "0", running = ""] = snapshot.split(":");
  return tx < BigInt(xmin) || (tx < BigInt(xmax) && !running.split(",").includes(String(tx)));
}
