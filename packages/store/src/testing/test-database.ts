import { spawnSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { closeDb, openDb, prepareDatabase, startEmbeddedPostgres } from "../index.ts";
import type { DatabaseAddress, Db, EmbeddedPostgres } from "../index.ts";
import pg from "pg";

/** A database of its own for one test file, opened as the server opens it. */
export type TestDatabase = DatabaseAddress & {
  db: Db;
  /** Who owns the tables: for what tests prepare, or do behind the application's back. */
  owner: pg.Pool;
  /** Has the other one stand at this one's address, and this one at the other's. */
  swapWith(other: Pick<TestDatabase, "url">): Promise<void>;
  drop(): Promise<void>;
};

const TEMPLATE = "template_getu";
const STORE = new URL("../", import.meta.url);
const STORE_FOLDERS = ["../prisma/migrations/", "./"];

/** Changes when the migrations or the code that starts the server change; then the kept server is made anew. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const folder of STORE_FOLDERS.map((path) => fileURLToPath(new URL(path, STORE)))) {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    for (const name of names.sort()) {
      if (/\.sql$|postgres.*\.ts$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

const urlOf = (url: string, database: string): string => {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
};

const addressOf = ({ url, ownerUrl }: DatabaseAddress, database: string): DatabaseAddress => ({
  url: urlOf(url, database),
  ownerUrl: urlOf(ownerUrl, database),
});

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Creates a server with a migrated template and stops it again: to be copied by every test run. */
async function prepareHome(home: string): Promise<void> {
  const postgres = await startEmbeddedPostgres({ home, durable: false });
  try {
    await execute(postgres.ownerUrl, `CREATE DATABASE ${TEMPLATE}`);
    await prepareDatabase(addressOf(postgres, TEMPLATE));
  } finally {
    await postgres.stop();
  }
}

/** The prepared home of this fingerprint; complete or absent, because it is renamed into place. */
async function findPreparedHome(): Promise<string> {
  const folder = join(tmpdir(), `getu-testkit-${userInfo().username}`);
  const prepared = join(folder, fingerprint());
  if (existsSync(prepared)) return prepared;
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const half = mkdtempSync(join(folder, "half-"));
  spawnSync("chmod", ["755", half]); // the database's own user must pass when we are root
  await prepareHome(half);
  try {
    renameSync(half, prepared);
  } catch {
    rmSync(half, { recursive: true, force: true }); // another worker was quicker
  }
  return prepared;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Removes a home whose server may still be writing its last files. */
function remove(home: string): void {
  for (let attempt = 0; attempt < 20 && existsSync(home); attempt += 1) {
    if (attempt > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    spawnSync("rm", ["-rf", home]);
  }
}

/** Homes of test processes that were killed before they could clean up. */
function removeAbandonedHomes(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, pid] = /^getu-test-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) remove(join(tmpdir(), name));
  }
}

/** Ends the server at once, without a last look at its data, and removes it. */
function discard(home: string, dataFolder: string): void {
  const lock = join(dataFolder, "postmaster.pid");
  if (existsSync(lock)) process.kill(Number.parseInt(readFileSync(lock, "utf8"), 10), "SIGQUIT");
  remove(home);
}

/** A copy remembers the port of its original, and so do the copies of other workers: each takes a free one. */
function forgetPort(home: string): void {
  const file = join(home, "postgres.json");
  const settings = JSON.parse(readFileSync(file, "utf8")) as object;
  writeFileSync(file, JSON.stringify({ ...settings, port: 0 }));
}

/** Starts a server of this process on a copy of the prepared home; it ends with the process. */
async function startServer(): Promise<EmbeddedPostgres> {
  removeAbandonedHomes();
  const prepared = await findPreparedHome();
  const home = join(tmpdir(), `getu-test-${process.pid}-${randomUUID().slice(0, 8)}`);
  const copied = spawnSync("cp", ["-a", prepared, home]);
  if (copied.status !== 0) throw new Error(`cannot copy ${prepared}: ${copied.stderr.toString()}`);
  forgetPort(home);
  const postgres = await startEmbeddedPostgres({ home, durable: false });
  process.once("exit", () => discard(home, postgres.dataFolder));
  return postgres;
}

/** Has two databases of a server stand in each other's place, as a backup that was restored beside the old one does; ends all connections. */
async function swap(ownerUrl: string, [one, other]: readonly [string, string]): Promise<void> {
  const names = [one, other];
  for (const name of names) await execute(ownerUrl, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  const theirs = names.map((name) => `'${name}'`).join();
  const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN (${theirs})`;
  await execute(ownerUrl, end);
  await execute(ownerUrl, `ALTER DATABASE ${one} RENAME TO ${one}_away`);
  await execute(ownerUrl, `ALTER DATABASE ${other} RENAME TO ${one}`);
  await execute(ownerUrl, `ALTER DATABASE ${one}_away RENAME TO ${other}`);
  for (const name of names) await execute(ownerUrl, `ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
}

const nameOf = ({ url }: Pick<TestDatabase, "url">): string => new URL(url).pathname.slice(1);

let server: Promise<EmbeddedPostgres> | null = null;

/** A fresh, migrated, empty database on a real PostgreSQL; the first call of a process starts the server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  server ??= startServer();
  const postgres = await server;
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await execute(postgres.ownerUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const address = addressOf(postgres, name);
  const db = await openDb(address.url);
  const owner = new pg.Pool({ connectionString: address.ownerUrl, max: 1 }); // connects when it is asked
  owner.on("error", () => {}); // tests end connections
  return {
    ...address,
    db,
    owner,
    swapWith: (other) => swap(postgres.ownerUrl, [name, nameOf(other)]),
    async drop() {
      await owner.end();
      await closeDb(db);
      await execute(postgres.ownerUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}
