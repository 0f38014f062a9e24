import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/prisma/client.ts";

/** An open database: Prisma for configuration tables, the pool for what is many. */
export type Db = { url: string; prisma: PrismaClient; pool: pg.Pool };

/** A connection that one has for oneself. */
export type Connection = pg.PoolClient;

/** A connection inside a transaction. */
export type Transaction = Connection;

const MAX_CONNECTIONS = 10;
const STATEMENT_TIMEOUT_MS = 30_000;
/**
 * A transaction whose process is gone while its connection seems to stand, as when a machine loses its power, would hold up
 * the change feed for hours. Longer than any of ours rests between two statements: an import of a city's grids works them
 * out meanwhile.
 */
const IDLE_IN_TRANSACTION_MS = 300_000;
/** A database whose machine has lost its power says nothing: a connection that rests is asked whether it still stands. */
export const REST_MS = 10_000;
/** Who finds every connection taken for so long is better told to come again: nobody shall wait ten seconds for nothing. */
const CONNECTION_WITHIN_MS = 6_000;

/** How a database is opened. */
type OpenOptions = {
  connections?: number;
  /**
   * A connection that has not answered by then is given up; absent = the statement's own limit has to do, which is the
   * database's: of a machine that died in the middle of a question the kernel tells after a quarter of an hour.
   */
  answersWithinMs?: number;
};

/**
 * Opens a migrated database; throws when it cannot be reached. Connections lost later are opened again. A statement
 * ends after 30 s, waiting for one of the connections after 6 s, and a transaction that nobody goes on with after five minutes.
 */
export async function openDb(
  url: string,
  { connections = MAX_CONNECTIONS, answersWithinMs }: OpenOptions = {},
): Promise<Db> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECTION_WITHIN_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    ...(answersWithinMs !== undefined && { query_timeout: answersWithinMs }),
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    application_name: "getu",
    keepAlive: true,
    keepAliveInitialDelayMillis: REST_MS,
  });
  // An idle connection that breaks must not end the process; the next query opens a new one or throws itself.
  pool.on("error", () => {});
  // Nor one that breaks while it is lent out between two queries: whoever has it is told by the next one.
  pool.on("connect", (client) => client.on("error", () => {}));
  note(pool);
  const db = { url, pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
  try {
    await pool.query("SELECT 1");
    return db;
  } catch (error) {
    await closeDb(db);
    throw new Error(`cannot reach the database: ${reasonOf(error)}`, { cause: error });
  }
}

const standing = new WeakMap<pg.Pool, Set<pg.PoolClient>>();

/** Notes which connections a pool has. */
function note(pool: pg.Pool): void {
  const clients = new Set<pg.PoolClient>();
  standing.set(pool, clients);
  pool.on("connect", (client) => clients.add(client));
  pool.on("remove", (client) => clients.delete(client));
}

/** Breaks every connection at once: who waits for an answer is told so, also where a database that died never gives one. */
export function breakConnections({ pool }: Pick<Db, "pool">): void {
  for (const client of standing.get(pool) ?? []) socketOf(client).destroy();
}

/** The library's own name for it: an orderly end would wait for the answer. */
const socketOf = (client: pg.PoolClient): { destroy(): void } =>
  (client as unknown as { connection: { stream: Socket } }).connection.stream;

/** Waits for running queries and for those that still wait for a connection, then closes every connection. */
export async function closeDb(db: Db): Promise<void> {
  await db.prisma.$disconnect();
  // A pool that ends forgets who still waits for a connection; the pool's own limit of waiting ends this.
  while (db.pool.waitingCount > 0) await sleep(5);
  await db.pool.end();
}

/** The database's clock, which all deadlines go by. */
export async function databaseNow(db: Db): Promise<Date> {
  const { rows } = await db.pool.query<{ now: Date }>("SELECT clock_timestamp() AS now");
  return rows[0]!.now; // SELECT without FROM returns one row
}

/** Lends a connection to work that needs no transaction around its statements. */
export async function onConnection<T>(db: Db, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await db.pool.connect();
  let isBroken = false;
  try {
    return await work(connection);
  } catch (error) {
    isBroken = !isRefused(error);
    throw error;
  } finally {
    connection.release(isBroken);
  }
}

/** True when the database refused a statement, over a connection that is as good as before. */
const isRefused = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.severity === "ERROR";

/** How a transaction runs. */
type TransactionOptions = {
  isolation?: "READ COMMITTED" | "REPEATABLE READ, READ ONLY";
  /** When readers of the feeds are woken by what it writes: by itself, or a moment after it together with others. */
  bell?: "now" | "later";
};

/** Runs the work in one transaction: all of it or, when it throws, nothing. */
export async function inTransaction<T>(
  db: Db,
  work: (tx: Transaction) => Promise<T>,
  { isolation = "READ COMMITTED", bell = "now" }: TransactionOptions = {},
): Promise<T> {
  const tx = await db.pool.connect();
  let broken: Error | undefined;
  try {
    const later = bell === "later" ? "; SET LOCAL getu.bell = 'later'" : ""; // two statements in one trip
    await tx.query(`BEGIN ISOLATION LEVEL ${isolation}${later}`);
    const result = await work(tx);
    await tx.query("COMMIT");
    if (bell === "later") ringSoon(db);
    return result;
  } catch (error) {
    await tx.query("ROLLBACK").catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    tx.release(broken); // a connection that could not even roll back is thrown away
  }
}

/** Nobody sees a change later than this; a reader that is not woken looks by itself. */
const RING_WITHIN_MS = 10;

const ringing = new WeakSet<Db>();

/** Wakes the readers of the feeds once for everything that is written within a moment. */
export function ringSoon(db: Db): void {
  if (ringing.has(db)) return;
  ringing.add(db);
  const ring = async (): Promise<void> => {
    ringing.delete(db);
    await db.pool.query("SELECT pg_notify('getu_change', '')");
  };
  setTimeout(() => void ring().catch(() => {}), RING_WITHIN_MS).unref(); // a closed database has no readers
}

/** node-postgres reports a refused connection as an AggregateError without a text of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
