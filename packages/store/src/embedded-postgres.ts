import { spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import type { ChildProcess } from "node:child_process";
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { totalmem } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { openPostgresHome, rememberPort, writePrivately } from "./postgres-home.ts";
import type { PostgresHome } from "./postgres-home.ts";

/** A running PostgreSQL of our own. */
export type EmbeddedPostgres = {
  url: string;
  dataFolder: string;
  /** Fast shutdown: open transactions are rolled back, committed ones are on the disk. */
  stop(): Promise<void>;
};

/** `durable: false` trades crash safety for speed and is for tests alone. */
export type EmbeddedPostgresOptions = {
  home: string;
  durable?: boolean;
  onProgress?: (message: string) => void;
};

const DATABASE = "getu";
const READY_WITHIN_MS = 120_000; // recovery after a crash may take long; while the process lives we wait
const STOPPED_WITHIN_MS = 20_000;
const OWNER_GONE_WITHIN_MS = 2000;
const MAX_LOG_BYTES = 10_000_000;
/** Held on one connection by the process that owns the server: the lock dies with its holder, however it dies. */
const OWNER_LOCK = 0x67657475;

/** An eighth of the machine, so that an office computer still has room: the indexes of ten million incidents fit a gigabyte. */
const sharedBuffersMegabytes = (): number =>
  Math.round(Math.min(1024, Math.max(128, totalmem() / 8 / 2 ** 20)));

const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=100",
  "timezone=UTC",
  "log_timezone=UTC",
  // Statements and failing rows may carry what residents wrote: they stay out of the log.
  "log_min_error_statement=panic",
  "log_error_verbosity=terse",
  // A long import otherwise forces a checkpoint every gigabyte, and after each one every page it touches is logged whole.
  "max_wal_size=4GB",
  "checkpoint_timeout=15min",
  `shared_buffers=${sharedBuffersMegabytes()}MB`,
];
const FAST_SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

const dataFolderOf = ({ folder }: PostgresHome): string => join(folder, "data");
const logFileOf = ({ folder }: PostgresHome): string => join(folder, "postgres.log");
const connectionFileOf = (home: string): string => join(home, "connection.json");
const urlOf = ({ password, port }: PostgresHome, database: string): string =>
  `postgresql://getu:${password}@127.0.0.1:${port}/${database}`;
const asUser = ({ user }: PostgresHome): { uid?: number; gid?: number } =>
  user ? { uid: user.uid, gid: user.gid } : {};

/** Process id and port of the server that wrote `postmaster.pid`, whether it lives or not. */
function readLockFile(opened: PostgresHome): { pid: number; port: number } | null {
  const file = join(dataFolderOf(opened), "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** False only when the system says that the process is something else: process numbers are given out again. */
function isPostgres(pid: number, dataFolder: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(dataFolder);
  } catch {
    return process.platform !== "linux";
  }
}

/** A connection that does not end the process when the server goes away. */
async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
  client.on("error", () => {}); // the server's own exit is noticed through its process
  await client.connect();
  return client;
}

/** The client can be told whether its connection keeps our process from ending; its types do not say so. */
const keepsProcessAlive = (client: pg.Client): { ref(): void; unref(): void } =>
  client as unknown as { ref(): void; unref(): void };

async function tryToOwn(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ owned: boolean }>(
    "SELECT pg_try_advisory_lock($1::bigint) AS owned",
    [OWNER_LOCK],
  );
  return rows[0]?.owned === true;
}

async function waitForEnd(pid: number, withinMs: number): Promise<boolean> {
  for (let waited = 0; waited < withinMs; waited += 50) {
    if (!isAlive(pid)) return true;
    await sleep(50);
  }
  return !isAlive(pid);
}

async function shutDown(opened: PostgresHome, pid: number): Promise<void> {
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

/** Removes what a killed creation left; one that still runs in another process is left alone. */
function removeHalfCreated({ folder }: PostgresHome): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = /^data\.new\.(\d+)/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

const alreadyRuns = ({ home }: PostgresHome): Error => new Error(`another Getu already runs on ${home}`);

/**
 * Clears the way for a start: throws when another process owns the server of this home, stops a server
 * that lost its owner, removes the lock file of a server that is dead.
 */
async function clearRemains(opened: PostgresHome): Promise<void> {
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

/** True when the owner keeps its lock; the server needs a moment to notice that one was killed. */
async function hasOwner(client: pg.Client): Promise<boolean> {
  for (let waited = 0; waited < OWNER_GONE_WITHIN_MS; waited += 100) {
    const isOurs = await tryToOwn(client).catch(() => true); // the server went away, and its owner with it
    if (isOurs) return false;
    await sleep(100);
  }
  return true;
}

/** Null when the server ended while we tried. */
async function connectToRunning(opened: PostgresHome, pid: number): Promise<pg.Client | null> {
  for (let waited = 0; waited < STOPPED_WITHIN_MS; waited += 200) {
    if (!isAlive(pid)) return null;
    try {
      return await connect(urlOf(opened, "postgres"));
    } catch {
      await sleep(200); // starting up or shutting down
    }
  }
  throw new Error(
    `the database process ${pid} of ${opened.home} runs but does not answer; stop it and start again`,
  );
}

function initialise(opened: PostgresHome): void {
  const unique = `${process.pid}.${randomUUID()}`;
  const half = `${dataFolderOf(opened)}.new.${unique}`;
  const passwordFile = join(opened.folder, `password.${unique}`);
  writeFileSync(passwordFile, opened.password, { mode: 0o600 });
  try {
    if (opened.user) spawnSync("chown", [`${opened.user.uid}:${opened.user.gid}`, passwordFile]);
    const done = spawnSync(
      join(opened.binaries, "bin", "initdb"),
      [
        ["-D", half, "-U", "getu", `--pwfile=${passwordFile}`],
        ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"],
      ].flat(),
      { cwd: "/", encoding: "utf8", ...asUser(opened) },
    );
    if (done.status !== 0) {
      const reason = done.error?.message ?? lastLine(done.stderr);
      throw new Error(`cannot create the database in ${opened.folder}: ${reason}`);
    }
    if (existsSync(dataFolderOf(opened))) throw alreadyRuns(opened);
    renameSync(half, dataFolderOf(opened)); // so that a kill half-way leaves nothing that looks whole
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(half, { recursive: true, force: true });
  }
}

const lastLine = (text: string): string => text.trim().split("\n").at(-1)?.trim() ?? "";

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

function openLog(opened: PostgresHome): number {
  const file = logFileOf(opened);
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) renameSync(file, `${file}.old`);
  return openSync(file, "a", 0o600);
}

/** In its own process group: Ctrl-C reaches the application alone, which closes its connections and then stops us. */
function spawnServer(opened: PostgresHome, durable: boolean): ChildProcess {
  const settings = durable ? SETTINGS : [...SETTINGS, ...FAST_SETTINGS];
  const log = openLog(opened);
  const options = settings.flatMap((setting) => ["-c", setting]);
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
function spawnWatchdog(pid: number): ChildProcess | null {
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

/** What the server's log says since `from` about why it did not start. */
function whyItFailed(opened: PostgresHome, from: number): string {
  const text = readFileSync(logFileOf(opened)).subarray(from).toString("utf8");
  const reasons = text.split("\n").filter((line) => /FATAL|PANIC|error while loading/.test(line));
  return reasons.at(-1)?.replace(/^.*?(FATAL|PANIC):\s*/, "") ?? lastLine(text);
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
    const client = await connect(urlOf(opened, "postgres")).catch(() => null);
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

/** The disk must really hold what was acknowledged. */
async function assertDurable(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; setting: string }>(
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')",
  );
  const off = rows.filter((row) => row.setting !== "on").map((row) => row.name);
  if (off.length > 0)
    throw new Error(`the database would lose data in a crash: ${off.join(", ")} must be on`);
}

async function ensureDatabase(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [DATABASE]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
}

type Started = { opened: PostgresHome; child: ChildProcess; owner: pg.Client };

/** Starts the server, again while a port is snatched away or memory of a killed one is not yet released. */
async function launch(home: PostgresHome, durable: boolean): Promise<Started> {
  for (let attempt = 1; ; attempt += 1) {
    const opened = rememberPort(home, await choosePort(home.port));
    const logFrom = existsSync(logFileOf(opened)) ? statSync(logFileOf(opened)).size : 0;
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

/**
 * Starts the PostgreSQL that npm installed, with its data under `home`, creating it the first time.
 * Throws an Error of one clear line when it cannot: home not writable, programs not readable, already running.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { home, durable = true, onProgress } = options;
  const found = openPostgresHome(home);
  await clearRemains(found);
  if (!existsSync(dataFolderOf(found))) {
    const isOutside = !found.folder.startsWith(found.home);
    const why = isOutside ? ` in ${found.folder}, because its own user may not enter ${found.home}` : "";
    onProgress?.(`creating the database${why}`);
    initialise(found);
  }
  onProgress?.("starting the database");
  const { opened, child, owner } = await launch(found, durable);
  const watchdog = spawnWatchdog(child.pid!); // set: the server has just answered
  child.once("exit", () => watchdog?.kill("SIGKILL"));
  const stop = async (): Promise<void> => {
    rmSync(connectionFileOf(opened.home), { force: true });
    keepsProcessAlive(owner).ref();
    await owner.end().catch(() => {});
    await shutDown(opened, child.pid!); // set, as above
    watchdog?.kill("SIGKILL");
  };
  try {
    if (!(await tryToOwn(owner))) throw alreadyRuns(opened);
    if (durable) await assertDurable(owner);
    await ensureDatabase(owner);
  } catch (error) {
    await stop();
    throw error;
  }
  keepsProcessAlive(owner).unref(); // a process that forgets to stop its database may still end: the watchdog stops it
  const url = urlOf(opened, DATABASE);
  writePrivately(connectionFileOf(opened.home), JSON.stringify({ url, pid: child.pid }));
  return { url, dataFolder: dataFolderOf(opened), stop };
}

/** Address of the database that another process of ours runs on this home; null = none runs. */
export async function findRunningPostgres({
  home,
}: {
  home: string;
}): Promise<{ url: string; pid: number } | null> {
  const file = connectionFileOf(home);
  if (!existsSync(file)) return null;
  const running = JSON.parse(readFileSync(file, "utf8")) as { url: string; pid: number };
  const client = await connect(running.url).catch(() => null);
  await client?.end();
  return client ? running : null;
}
