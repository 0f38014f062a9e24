import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterEach, beforeEach } from "vitest";
import { startEmbeddedPostgres } from "../src/index.ts";
import type { EmbeddedPostgres } from "../src/index.ts";

const SCRIPT = fileURLToPath(new URL("hold-database.ts", import.meta.url));

/** Another process that holds the database. */
type Holder = { child: ChildProcess; url: string; dataFolder: string };

/** A home for each test, in a folder that goes with the test. */
export type EmbeddedTrial = {
  folder: string;
  home: string;
  /** What is to be ended or removed after the test, the last first. */
  cleanUp: (() => Promise<unknown> | void)[];
  /** Gives the test a home that was started before. */
  usePrepared: () => Promise<void>;
  /** Starts the database of the home; it is stopped after the test. */
  start: (options?: { durable?: boolean }) => Promise<EmbeddedPostgres>;
  /** Starts it in another process, in a process group of its own. */
  hold: () => Promise<Holder>;
};

let prepared: Promise<string> | null = null;

/** A home that has been started once: copying it is much quicker than creating one for each test. */
async function prepareHome(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), "getu-prepared-"));
  process.once("exit", () => rmSync(home, { recursive: true, force: true }));
  chmodSync(home, 0o755);
  await (await startEmbeddedPostgres({ home, durable: false })).stop();
  return home;
}

/** Gives each test of the file that calls this a home. */
export function useEmbeddedTrial(): EmbeddedTrial {
  const trial: EmbeddedTrial = {
    folder: "",
    home: "",
    cleanUp: [],
    async usePrepared() {
      prepared ??= prepareHome();
      spawnSync("cp", ["-a", await prepared, trial.home]);
    },
    async start(options = {}) {
      const postgres = await startEmbeddedPostgres({ home: trial.home, durable: false, ...options });
      trial.cleanUp.push(() => postgres.stop());
      return postgres;
    },
    hold: () => hold(trial),
  };
  beforeEach(() => {
    trial.folder = mkdtempSync(join(tmpdir(), "getu-embedded-"));
    chmodSync(trial.folder, 0o755);
    trial.home = join(trial.folder, "home");
    trial.cleanUp = [];
  });
  afterEach(async () => {
    for (const step of trial.cleanUp.toReversed()) await step();
    rmSync(trial.folder, { recursive: true, force: true });
  });
  return trial;
}

async function hold({ home, cleanUp }: EmbeddedTrial): Promise<Holder> {
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
export function complaintOf(given: { home: string; uid?: number; gid?: number }): {
  status: number | null;
  stderr: string;
} {
  const { home, uid, gid } = given;
  const ids = uid === undefined || gid === undefined ? {} : { uid, gid };
  const done = spawnSync(process.execPath, [SCRIPT, home, "fast"], { cwd: "/", encoding: "utf8", ...ids });
  return { status: done.status, stderr: done.stderr };
}

/** The rows of one statement over a connection of its own. */
export async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The number of the database's first process. */
export const pidOf = ({ dataFolder }: { dataFolder: string }): number =>
  Number.parseInt(readFileSync(join(dataFolder, "postmaster.pid"), "utf8"), 10);

/** Whether a process runs, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Throws when the process runs for 15 s more. */
export async function waitUntilDead(pid: number): Promise<void> {
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited > 15_000) throw new Error(`process ${pid} still runs`);
    await sleep(20);
  }
}
