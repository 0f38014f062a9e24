import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { PostgresHome } from "./postgres-home.ts";

/** Held on one connection by the process that owns the server: the lock dies with its holder, however it dies. */
const OWNER_LOCK = 0x67657475;
const OWNER_GONE_WITHIN_MS = 2000;

/** A connection that does not end the process when the server goes away. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
  client.on("error", () => {}); // the server's own exit is noticed through its process
  await client.connect();
  return client;
}

/** The client can be told whether its connection keeps our process from ending; its types do not say so. */
export const keepsProcessAlive = (client: pg.Client): { ref(): void; unref(): void } =>
  client as unknown as { ref(): void; unref(): void };

/** True when the server is ours from now on, as long as the connection lasts. */
export async function tryToOwn(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ owned: boolean }>(
    "SELECT pg_try_advisory_lock($1::bigint) AS owned",
    [OWNER_LOCK],
  );
  return rows[0]?.owned === true;
}

/** True when the owner keeps its lock; the server needs a moment to notice that one was killed. */
export async function hasOwner(client: pg.Client): Promise<boolean> {
  for (let waited = 0; waited < OWNER_GONE_WITHIN_MS; waited += 100) {
    const isOurs = await tryToOwn(client).catch(() => true); // the server went away, and its owner with it
    if (isOurs) return false;
    await sleep(100);
  }
  return true;
}

/** The one line for a home that another process has. */
export const alreadyRuns = ({ home }: Pick<PostgresHome, "home">): Error =>
  new Error(`another Getu already runs on ${home}`);
