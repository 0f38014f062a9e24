import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { removeHalfCreated } from "./postgres-creation.ts";
import { dataFolderOf, ownerUrlOf } from "./postgres-home.ts";
import type { PostgresHome } from "./postgres-home.ts";
import { alreadyRuns, connect, hasOwner } from "./postgres-owner.ts";
import { shutDown } from "./postgres-server.ts";
import { isAlive } from "./process-life.ts";

const ANSWERS_WITHIN_MS = 20_000;

/** Process id and port of the server that wrote `postmaster.pid`, whether it lives or not. */
function readLockFile(opened: PostgresHome): { pid: number; port: number } | null {
  const file = join(dataFolderOf(opened), "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** False only when the system says that the process is something else: process numbers are given out again. */
function isPostgres(pid: number, dataFolder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(dataFolder);
  } catch {
    return process.platform !== "linux";
  }
}

/**
 * Clears the way for a start: throws when another process owns the server of this home, stops a server
 * that lost its owner, removes the lock file of a server that is dead.
 */
export async function clearRemains(opened: PostgresHome): Promise<void> {
  removeHalfCreated(opened);
  const lock = readLockFile(opened);
  if (!lock) return;
  if (!isAlive(lock.pid) || !isPostgres(lock.pid, dataFolderOf(opened))) {
    rmSync(join(dataFolderOf(opened), "postmaster.pid"), { force: true });
    return;
  }
  const client = await connectToRunning({ ...opened, port: lock.port }, lock.pid);
  if (!client) return;
  const isOwned = await hasOwner(client).finally(() => client.end());
  if (isOwned) throw new Error(`${alreadyRuns(opened).message} (database process ${lock.pid})`);
  await shutDown(opened, lock.pid);
}

/** Null when the server ended while we tried. */
async function connectToRunning(opened: PostgresHome, pid: number): Promise<pg.Client | null> {
  for (let waited = 0; waited < ANSWERS_WITHIN_MS; waited += 200) {
    if (!isAlive(pid)) return null;
    try {
      return await connect(ownerUrlOf(opened, "postgres"));
    } catch {
      await sleep(200); // starting up or shutting down
    }
  }
  throw new Error(
    `the database process ${pid} of ${opened.home} runs but does not answer; stop it and start again`,
  );
}
