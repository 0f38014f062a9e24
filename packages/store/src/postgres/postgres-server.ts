import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { closeSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { asUser, dataFolderOf, logFileOf, rememberPort, ownerUrlOf } from "./postgres-home.ts";
import type { PostgresHome } from "./postgres-home.ts";
import { endOfLog, openLog, whyItFailed } from "./postgres-log.ts";
import { alreadyRuns, connect } from "./postgres-owner.ts";
import { settingsOf } from "./postgres-settings.ts";
import { isAlive, waitForEnd } from "./process-life.ts";

const READY_WITHIN_MS = 120_000; // recovery after a crash may take long; while the process lives we wait
const STOPPED_WITHIN_MS = 20_000;

/** Resolves with the port when it is free; 0 asks for any. */
const probePort = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const { port: free } = server.address() as AddressInfo;
      server.close(() => resolve(free));
    });
  });

/** The port remembered by the home when it is free, else any free one. */
const choosePort = (remembered: number): Promise<number> => probePort(remembered).catch(() => probePort(0));

/** In its own process group: Ctrl-C reaches the application alone, which closes its connections and then stops us. */
function spawnServer(opened: PostgresHome, durable: boolean): ChildProcess {
  const log = openLog(opened);
  const options = settingsOf({ durable }).flatMap((setting) => ["-c", setting]);
  const child = spawn(
    join(opened.binaries, "bin", "postgres"),
    ["-D", dataFolderOf(opened), "-p", String(opened.port), ...options],
    { cwd: "/", detached: true, stdio: ["ignore", log, log], ...asUser(opened) },
  );
  child.unref();
  closeSync(log);
  return child;
}

/** Stops the server when our process dies, even by SIGKILL: then the pipe closes and `read` returns. */
export function spawnWatchdog(pid: number): ChildProcess | null {
  if (process.platform === "win32") return null;
  const watchdog = spawn("sh", ["-c", `read -r _; kill -INT ${pid}`], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watchdog.unref();
  (watchdog.stdin as unknown as { unref(): void }).unref();
  return watchdog;
}

/** Resolves with a connection when the server takes one; throws why when it ended instead. */
async function waitUntilReady(
  opened: PostgresHome,
  child: ChildProcess,
  logFrom: number,
): Promise<pg.Client> {
  let failure: Error | null = null;
  child.once("error", (error) => (failure = error));
  for (const start = Date.now(); Date.now() - start < READY_WITHIN_MS; await sleep(25)) {
    if (failure) throw new Error(`cannot start the database: ${(failure as Error).message}`);
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the database did not start: ${whyItFailed(opened, logFrom)}`);
    }
    const client = await connect(ownerUrlOf(opened, "postgres")).catch(() => null);
    if (client && (await isServerOf(client, opened))) return client;
    await client?.end();
  }
  throw new Error(
    `the database did not become ready within ${READY_WITHIN_MS / 1000} s, see ${logFileOf(opened)}`,
  );
}

/** False when the port was snatched by the server of another home, which may even have the same password (a copy). */
async function isServerOf(client: pg.Client, opened: PostgresHome): Promise<boolean> {
  const { rows } = await client.query<{ folder: string }>(
    "SELECT current_setting('data_directory') AS folder",
  );
  return rows[0]?.folder === dataFolderOf(opened);
}

/** A server that answers, and the connection that asked it. */
export type Launched = { opened: PostgresHome; child: ChildProcess; owner: pg.Client };

/** `same`: those who hold the address must find the server there again. */
type LaunchOptions = { durable: boolean; port: "any" | "same" };

/** Starts the server, again while a port is snatched away or memory of a killed one is not yet released. */
export async function launch(home: PostgresHome, { durable, port }: LaunchOptions): Promise<Launched> {
  for (let attempt = 1; ; attempt += 1) {
    const opened = port === "same" ? home : rememberPort(home, await choosePort(home.port));
    const logFrom = endOfLog(opened);
    const child = spawnServer(opened, durable);
    try {
      return { opened, child, owner: await waitUntilReady(opened, child, logFrom) };
    } catch (error) {
      if (/lock file "postmaster.pid" already exists/.test(String(error))) throw alreadyRuns(home);
      const isPassing = /could not create any TCP|shared memory block|could not bind/.test(String(error));
      if (!isPassing || attempt === 20) throw error;
      await sleep(500);
    }
  }
}

/** Ends the server: open transactions are rolled back, committed ones are on the disk. */
export async function shutDown(opened: PostgresHome, pid: number): Promise<void> {
  if (process.platform === "win32") {
    const pgCtl = join(opened.binaries, "bin", "pg_ctl");
    spawnSync(pgCtl, ["stop", "-m", "fast", "-D", dataFolderOf(opened)]);
    return;
  }
  if (isAlive(pid)) process.kill(pid, "SIGINT");
  if (await waitForEnd(pid, STOPPED_WITHIN_MS)) return;
  process.kill(pid, "SIGQUIT"); // immediate shutdown; the write-ahead log keeps what was committed
  await waitForEnd(pid, STOPPED_WITHIN_MS);
}
