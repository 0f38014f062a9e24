import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import type { DatabaseAddress } from "./application-grants.ts";
import { DATABASE, ensureApplicationRole, ensureDatabase, initialise } from "./postgres-creation.ts";
import { addressOf, dataFolderOf, openPostgresHome, writePrivately } from "./postgres-home.ts";
import type { PostgresHome } from "./postgres-home.ts";
import { alreadyRuns, connect, keepsProcessAlive, tryToOwn } from "./postgres-owner.ts";
import { clearRemains } from "./postgres-remains.ts";
import { launch, shutDown, spawnWatchdog } from "./postgres-server.ts";
import { keepRunning } from "./postgres-supervisor.ts";
import type { OwnedServer } from "./postgres-supervisor.ts";

/** A running PostgreSQL of our own. */
export type EmbeddedPostgres = DatabaseAddress & {
  dataFolder: string;
  /** Fast shutdown: open transactions are rolled back, committed ones are on the disk. */
  stop(): Promise<void>;
};

/** `durable: false` trades crash safety for speed and is for tests alone. */
export type EmbeddedPostgresOptions = {
  home: string;
  durable?: boolean;
  onProgress?: (message: string) => void;
  /** When given, a database that ends by itself is started again; told each time that it ended, failed to start, or is back. */
  onOutage?: (message: string) => void;
};

const connectionFileOf = (home: string): string => join(home, "connection.json");

/** The disk must really hold what was acknowledged. */
async function assertDurable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')",
  );
  const off = rows.filter((row) => row.setting !== "on").map((row) => row.name);
  if (off.length > 0)
    throw new Error(`the database would lose data in a crash: ${off.join(", ")} must be on`);
}

/** Starts the server of a home and makes it ours. */
async function startOwned(
  home: PostgresHome,
  options: { durable: boolean; port: "any" | "same" },
): Promise<OwnedServer> {
  const { opened, child, owner } = await launch(home, options);
  const pid = child.pid!; // set: the server has just answered
  const watchdog = spawnWatchdog(pid);
  child.once("exit", () => watchdog?.kill("SIGKILL"));
  let ending: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    rmSync(connectionFileOf(opened.home), { force: true });
    keepsProcessAlive(owner).ref();
    await owner.end().catch(() => {});
    await shutDown(opened, pid);
    watchdog?.kill("SIGKILL");
  };
  const stop = (): Promise<void> => (ending ??= end());
  try {
    if (!(await tryToOwn(owner))) throw alreadyRuns(opened);
    if (options.durable) await assertDurable(owner);
    await ensureDatabase(owner);
    await ensureApplicationRole(owner, opened);
  } catch (error) {
    await stop();
    throw error;
  }
  keepsProcessAlive(owner).unref(); // a process that forgets to stop its database may still end: the watchdog stops it
  const address = addressOf(opened, DATABASE);
  writePrivately(connectionFileOf(opened.home), JSON.stringify({ ...address, pid }));
  return {
    home: opened,
    address,
    ended: new Promise((resolve) => child.once("exit", () => resolve())),
    stop,
  };
}

/**
 * Starts the PostgreSQL that npm installed, with its data under `home`, creating it the first time.
 * Throws an Error of one clear line when it cannot: home not writable, programs not readable, already running.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { durable = true, onProgress, onOutage } = options;
  const found = openPostgresHome(options.home);
  await clearRemains(found);
  if (!existsSync(dataFolderOf(found))) {
    const isOutside = !found.folder.startsWith(found.home);
    const why = isOutside ? ` in ${found.folder}, because its own user may not enter ${found.home}` : "";
    onProgress?.(`creating the database${why}`);
    initialise(found);
  }
  onProgress?.("starting the database");
  const server = await startOwned(found, { durable, port: "any" });
  const again = async (): Promise<OwnedServer> => {
    await clearRemains(server.home);
    return startOwned(server.home, { durable, port: "same" });
  };
  const { stop } = onOutage ? keepRunning(server, { start: again, onOutage }) : server;
  return { ...server.address, dataFolder: dataFolderOf(server.home), stop };
}

/** A server that another process of ours runs. */
type RunningPostgres = DatabaseAddress & { pid: number };

/** How the database is reached that another process of ours runs on this home; null = none runs. */
export async function findRunningPostgres({ home }: { home: string }): Promise<RunningPostgres | null> {
  const file = connectionFileOf(home);
  if (!existsSync(file)) return null;
  const running = JSON.parse(readFileSync(file, "utf8")) as RunningPostgres;
  const client = await connect(running.url).catch(() => null);
  await client?.end();
  return client ? running : null;
}
