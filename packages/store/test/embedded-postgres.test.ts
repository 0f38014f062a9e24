import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findRunningPostgres, startEmbeddedPostgres } from "../src/index.ts";
import type { EmbeddedPostgres } from "../src/index.ts";
import { findBinaries, installedBinaries } from "../src/postgres/postgres-binaries.ts";
import { findPostgresUser } from "../src/postgres/postgres-user.ts";

const SCRIPT = fileURLToPath(new URL("hold-database.ts", import.meta.url));
const isRoot = process.getuid?.() === 0;
const user = findPostgresUser();

let folder: string;
let home: string;
let cleanUp: (() => Promise<unknown> | void)[];

/** A home that has been started once: copying it is much quicker than creating one for each test. */
let prepared: string;

beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), "getu-prepared-"));
  chmodSync(prepared, 0o755);
  await (await startEmbeddedPostgres({ home: prepared, durable: false })).stop();
});
afterAll(() => rmSync(prepared, { recursive: true, force: true }));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "getu-embedded-"));
  chmodSync(folder, 0o755);
  home = join(folder, "home");
  cleanUp = [];
});
afterEach(async () => {
  for (const step of cleanUp.toReversed()) await step();
  rmSync(folder, { recursive: true, force: true });
});

const usePrepared = (): void => {
  spawnSync("cp", ["-a", prepared, home]);
};

async function start(options: { durable?: boolean } = {}): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({ home, durable: false, ...options });
  cleanUp.push(() => postgres.stop());
  return postgres;
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

const pidOf = ({ dataFolder }: { dataFolder: string }): number =>
  Number.parseInt(readFileSync(join(dataFolder, "postmaster.pid"), "utf8"), 10);

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function waitUntilDead(pid: number): Promise<void> {
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited > 15_000) throw new Error(`process ${pid} still runs`);
    await sleep(20);
  }
}

async function waitUntilBack(url: string): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 100) {
    const answer = await query(url, "SELECT 1").catch(() => null);
    if (answer) return;
    await sleep(100);
  }
  throw new Error("the database did not come back");
}

type Holder = { child: ChildProcess; url: string; dataFolder: string };

/** Starts the database in another process, in a process group of its own. */
async function hold(): Promise<Holder> {
  const child = spawn(process.execPath, [SCRIPT, home, "fast"], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanUp.push(() => void (child.exitCode === null && child.kill("SIGKILL")));
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the process that holds the database ended with ${code}`);
  });
  ended.catch(() => {}); // it ends in every test, mostly on purpose
  const [line] = (await Promise.race([once(child.stdout, "data"), ended])) as [Buffer];
  return { child, ...(JSON.parse(line.toString()) as { url: string; dataFolder: string }) };
}

/** What the start says when it fails in a process of an ordinary user. */
function complaintOf(given: { home: string; uid?: number; gid?: number }): {
  status: number | null;
  stderr: string;
} {
  const { home: place, uid, gid } = given;
  const ids = uid === undefined || gid === undefined ? {} : { uid, gid };
  const done = spawnSync(process.execPath, [SCRIPT, place, "fast"], { cwd: "/", encoding: "utf8", ...ids });
  return { status: done.status, stderr: done.stderr };
}

describe("the embedded PostgreSQL", () => {
  test("keeps what was committed, its address and its secrets from start to start", async () => {
    usePrepared();
    const first = await startEmbeddedPostgres({ home });
    await query(first.ownerUrl, "CREATE TABLE kept (n integer); INSERT INTO kept VALUES (42)");
    const settings = await query(
      first.url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
         current_setting('full_page_writes') AS pages, current_setting('server_encoding') AS encoding,
         current_setting('lc_collate', true) AS collate, current_setting('server_version_num')::integer / 10000 AS major`,
    );
    expect(settings).toMatchObject([{ fsync: "on", commit: "on", pages: "on", encoding: "UTF8", major: 18 }]);
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.ownerUrl, "SELECT n FROM kept")).toEqual([{ n: 42 }]);
    for (const file of ["postgres.json", "connection.json"])
      expect(statSync(join(home, file)).mode & 0o777).toBe(0o600);
    const wrong = new URL(second.url);
    wrong.password = "guessed";
    await expect(query(wrong.href, "SELECT 1")).rejects.toThrow(/password authentication failed/);
  });

  test("T49 gives the application a role of its own, also on a home that an older version made", async () => {
    usePrepared();
    const first = await startEmbeddedPostgres({ home, durable: false });
    expect(new URL(first.url).username).toBe("getu_application");
    await query(first.ownerUrl, "DROP ROLE getu_application");
    await expect(query(first.url, "SELECT 1")).rejects.toThrow(/password authentication failed/);
    await first.stop();
    const { url, ownerUrl } = await start();
    const roleOf =
      "SELECT current_user AS role, rolsuper AS super FROM pg_roles WHERE rolname = current_user";
    expect(await query(url, roleOf)).toEqual([{ role: "getu_application", super: false }]);
    expect(await query(ownerUrl, roleOf)).toEqual([{ role: "getu", super: true }]);
    expect(url).not.toContain(new URL(ownerUrl).password);
  });

  test("stops without leaving a process or a lock behind", async () => {
    usePrepared();
    const postgres = await startEmbeddedPostgres({ home, durable: false });
    const pid = pidOf(postgres);
    expect(await findRunningPostgres({ home })).toMatchObject({ url: postgres.url, pid });
    await postgres.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(postgres.dataFolder, "postmaster.pid"))).toBe(false);
    expect(await findRunningPostgres({ home })).toBeNull();
  });

  test("a second instance on the same home is refused in one line and harms nothing", async () => {
    usePrepared();
    const { url, dataFolder } = await hold();
    const pid = pidOf({ dataFolder });
    await expect(startEmbeddedPostgres({ home, durable: false })).rejects.toThrow(
      `another Getu already runs on ${home} (database process ${pid})`,
    );
    expect(await query(url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("two starts at the same moment: one gets the home, the other one line", async () => {
    const [a, b] = await Promise.allSettled([start(), start()]);
    const failed = [a, b].filter((start) => start.status === "rejected");
    expect(failed).toHaveLength(1);
    expect(String(failed[0]?.reason)).toMatch(/another Getu already runs/);
  });

  test("heals after the database was killed, with everything that was committed", async () => {
    usePrepared();
    const first = await startEmbeddedPostgres({ home });
    await query(first.ownerUrl, "CREATE TABLE kept (n integer); INSERT INTO kept VALUES (42)");
    const pid = pidOf(first);
    process.kill(pid, "SIGKILL");
    await waitUntilDead(pid);
    await first.stop();
    expect(existsSync(join(first.dataFolder, "postmaster.pid"))).toBe(true);
    const second = await start({ durable: true });
    expect(await query(second.ownerUrl, "SELECT n FROM kept")).toEqual([{ n: 42 }]);
  });

  test("T02 that ends by itself is started again at its address, as often as it ends, until it is stopped", async () => {
    usePrepared();
    const told: string[] = [];
    const postgres = await startEmbeddedPostgres({ home, onOutage: (line) => told.push(line) });
    await query(postgres.ownerUrl, "CREATE TABLE kept (n integer)");
    for (const n of [1, 2]) {
      const pid = pidOf(postgres);
      process.kill(pid, "SIGKILL");
      await waitUntilDead(pid);
      await waitUntilBack(postgres.url);
      await query(postgres.ownerUrl, `INSERT INTO kept VALUES (${n})`);
      // It answers a moment before its new process is written down.
      await expect.poll(() => findRunningPostgres({ home })).toMatchObject({ pid: pidOf(postgres) });
    }
    expect(await query(postgres.ownerUrl, "SELECT n FROM kept ORDER BY n")).toEqual([{ n: 1 }, { n: 2 }]);
    expect(told).toEqual([
      "the database ended by itself and is started again",
      "the database is back",
      "the database ended by itself and is started again",
      "the database is back",
    ]);
    const pid = pidOf(postgres);
    await postgres.stop();
    await sleep(500);
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(join(postgres.dataFolder, "postmaster.pid"))).toBe(false);
  });

  test("T02 stopped while it is being started again it stays down", async () => {
    usePrepared();
    const postgres = await startEmbeddedPostgres({ home, durable: false, onOutage: () => {} });
    const pid = pidOf(postgres);
    process.kill(pid, "SIGKILL");
    await waitUntilDead(pid);
    await sleep(50);
    await postgres.stop();
    await sleep(500);
    expect(await findRunningPostgres({ home })).toBeNull();
    await expect(query(postgres.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  });

  test("a lock file whose process number belongs to somebody else now is no obstacle", async () => {
    usePrepared();
    const first = await startEmbeddedPostgres({ home, durable: false });
    const lock = join(first.dataFolder, "postmaster.pid");
    const lines = readFileSync(lock, "utf8").split("\n");
    await first.stop();
    writeFileSync(lock, [String(process.pid), ...lines.slice(1)].join("\n"));
    const second = await start();
    expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("does not outlive an application that was killed", async () => {
    usePrepared();
    const { child, dataFolder } = await hold();
    const pid = pidOf({ dataFolder });
    child.kill("SIGKILL");
    await waitUntilDead(pid);
    expect(await findRunningPostgres({ home })).toBeNull();
  });

  test("an application that starts right after one was killed gets the home", async () => {
    usePrepared();
    const { child } = await hold();
    child.kill("SIGKILL");
    const postgres = await start();
    expect(await query(postgres.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await sleep(500);
    expect(await query(postgres.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("Ctrl-C in the terminal leaves the database to the application, which stops it", async () => {
    usePrepared();
    const { child, dataFolder } = await hold();
    const pid = pidOf({ dataFolder });
    const output: string[] = [];
    child.stdout!.on("data", (chunk: Buffer) => output.push(chunk.toString()));
    process.kill(-child.pid!, "SIGINT"); // to the whole group, as a terminal does
    const [code] = (await once(child, "close")) as [number];
    expect(code).toBe(0);
    expect(output.join("")).toBe("answered 1\n");
    expect(isAlive(pid)).toBe(false);
  });

  test("moves to another port when its own is taken", async () => {
    usePrepared();
    const first = await startEmbeddedPostgres({ home, durable: false });
    await first.stop();
    const thief = createServer();
    thief.listen(Number(new URL(first.url).port), "127.0.0.1");
    await once(thief, "listening");
    cleanUp.push(() => void thief.close());
    const second = await start();
    expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
    expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("a creation that was killed half-way is begun again", async () => {
    mkdirSync(join(home, "postgres", "data.new.4194304"), { recursive: true }); // no system counts so far
    writeFileSync(join(home, "postgres", "data.new.4194304", "PG_VERSION"), "18");
    const postgres = await start();
    expect(await query(postgres.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(existsSync(join(home, "postgres", "data.new.4194304"))).toBe(false);
  });
});

describe("where it cannot run it says why in one line", () => {
  test("a folder that cannot be written", () => {
    const locked = join(folder, "locked");
    mkdirSync(locked);
    chmodSync(locked, 0o555);
    const { status, stderr } = complaintOf({ home: join(locked, "home"), ...user });
    expect(status).toBe(1);
    expect(stderr).toBe(`cannot write to the folder ${join(locked, "home")}: no permission\n`);
  });

  test("a home that is a file", async () => {
    writeFileSync(home, "");
    await expect(startEmbeddedPostgres({ home })).rejects.toThrow(/^cannot write to the folder .*home: .+$/);
  });

  test("settings that are not JSON", async () => {
    mkdirSync(home);
    writeFileSync(join(home, "postgres.json"), "{");
    await expect(startEmbeddedPostgres({ home })).rejects.toThrow(/^cannot read .*postgres\.json: .+$/);
  });

  test("programs that are missing, are not programs, or cannot be read", () => {
    const source = join(folder, "native");
    mkdirSync(join(source, "bin"), { recursive: true });
    expect(() => findBinaries(user, source)).toThrow(/initdb is missing: run npm install again$/);
    for (const name of ["initdb", "postgres", "pg_ctl"])
      writeFileSync(join(source, "bin", name), "not a program", { mode: 0o755 });
    expect(() => findBinaries(user, source)).toThrow(/^the database programs in .* do not run as .+$/);
  });
});

describe.runIf(isRoot)("as root", () => {
  test("the database does not run as root", async () => {
    const postgres = await start();
    expect(statSync(`/proc/${pidOf(postgres)}`).uid).toBe(user!.uid);
    expect(statSync(postgres.dataFolder).uid).toBe(user!.uid);
  });

  test("below a folder that only root may enter, data and programs live in the cache folder", async () => {
    chmodSync(folder, 0o700);
    const postgres = await start();
    expect(postgres.dataFolder).toMatch(/^\/var\/cache\/getu\/[0-9a-f]{16}\/data$/);
    cleanUp.unshift(() => rmSync(dirname(postgres.dataFolder), { recursive: true, force: true }));
    const source = join(folder, "native");
    cpSync(installedBinaries(), source, { recursive: true, verbatimSymlinks: true });
    const found = findBinaries(user, source);
    cleanUp.push(() => rmSync(dirname(found), { recursive: true, force: true }));
    expect(found).toMatch(/^\/var\/cache\/getu\/postgresql-[0-9a-f]{12}\/native$/);
    const version = spawnSync(join(found, "bin", "postgres"), ["--version"], {
      cwd: "/",
      encoding: "utf8",
      uid: user!.uid,
      gid: user!.gid,
    });
    expect(version.stdout).toMatch(/^postgres \(PostgreSQL\) 18\./);
    chmodSync(folder, 0o755);
    await postgres.stop();
    expect((await start()).dataFolder).toBe(postgres.dataFolder); // decided once
  });

  test("a home that its database can no longer enter is said, not recreated", async () => {
    usePrepared();
    chmodSync(folder, 0o700);
    await expect(startEmbeddedPostgres({ home, durable: false })).rejects.toThrow(
      `the database user ${user!.name} can no longer enter ${join(home, "postgres")}: give it access again`,
    );
  });

  test("links that npm could not install are made again", () => {
    const source = join(folder, "native");
    cpSync(installedBinaries(), source, { recursive: true, verbatimSymlinks: true });
    const links = JSON.parse(readFileSync(join(source, "pg-symlinks.json"), "utf8")) as { target: string }[];
    for (const { target } of links) rmSync(join(folder, target), { force: true });
    expect(findBinaries(user, source)).toBe(source);
  });
});
