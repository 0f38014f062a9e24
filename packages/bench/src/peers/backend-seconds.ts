import { readFileSync } from "node:fs";
import type { Client, Pool } from "pg";

/** A clock of the CPU seconds that the connection's own process of PostgreSQL has used; it runs on this machine. */
export async function backendClock(client: Client): Promise<() => number> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const { pid } = rows[0]!; // the query returns one row
  return () => secondsOf(pid);
}

const secondsOf = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e9;

/** CPU seconds of every process of the server, by its id. */
export type ServerUse = ReadonlyMap<number, number>;

/** What the server's processes have used until now: connections of all, and those that write behind them. */
export async function serverUse(pool: Pool): Promise<ServerUse> {
  const { rows } = await pool.query<{ pid: number }>("SELECT pid FROM pg_stat_activity");
  return new Map(rows.map(({ pid }) => [pid, secondsOf(pid)]));
}

/** CPU seconds between two looks; what a connection did that was closed meanwhile is not known and left out. */
export const usedBetween = (before: ServerUse, after: ServerUse): number =>
  [...after].reduce((sum, [pid, seconds]) => sum + seconds - (before.get(pid) ?? 0), 0);
