import { readFileSync } from "node:fs";
import type { Client } from "pg";

/** A clock of the CPU seconds that the connection's own process of PostgreSQL has used; it runs on this machine. */
export async function backendClock(client: Client): Promise<() => number> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const path = `/proc/${rows[0]!.pid}/schedstat`; // the query returns one row
  return () => Number(readFileSync(path, "utf8").split(" ")[0]) / 1e9;
}
