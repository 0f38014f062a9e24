import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { StartError, systemCode } from "./start-error.ts";

const holderSchema = z.object({
  pid: z.int().positive(),
  /** When the process started, in clock ticks since boot; null where the system does not tell. */
  startTicks: z.string().nullable(),
  kind: z.enum(["server", "command"]),
  /** Where the server answers; null = not up yet, or a command. */
  port: z.int().nullable(),
});

/** The process that uses a home now. */
export type HomeHolder = z.infer<typeof holderSchema>;

/** A home taken by this process. */
export type HomeLock = {
  /** Lets others say where the server answers. */
  announce(port: number): void;
  release(): void;
};

const lockFile = (home: string) => join(home, "getu.lock");

/** Start time from Linux' process table: tells a living holder from a stranger who got its number. */
function startTicksOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function isAlive({ pid, startTicks }: HomeHolder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (systemCode(error) !== "EPERM") return false;
  }
  return startTicks === null || startTicksOf(pid) === startTicks;
}

/** The living process that uses the home; null = nobody. */
export function findHomeHolder(home: string): HomeHolder | null {
  let text: string;
  try {
    text = readFileSync(lockFile(home), "utf8");
  } catch {
    return null;
  }
  const holder = holderSchema.safeParse(parseJson(text));
  return holder.success && isAlive(holder.data) ? holder.data : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // torn by a crash: nobody holds it
  }
}

const describe = ({ kind, pid, port }: HomeHolder): string =>
  kind === "server" && port !== null
    ? `process ${pid}, http://localhost:${port}`
    : `process ${pid}, a getu ${kind}`;

const inUse = (home: string, holder: HomeHolder | null): StartError =>
  new StartError(`another Getu${holder ? ` (${describe(holder)})` : ""} already uses ${home}`);

/** By hand: Node's own `recursive` never returns where a file system refuses with ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (systemCode(error) === "EEXIST" && statSync(folder).isDirectory()) return;
    if (systemCode(error) !== "ENOENT" || dirname(folder) === folder) throw error;
    makeFolder(dirname(folder));
    mkdirSync(folder);
  }
}

function makeHome(home: string): void {
  try {
    makeFolder(home);
  } catch (error) {
    throw cannotWrite(home, error);
  }
}

const cannotWrite = (home: string, error: unknown): StartError =>
  new StartError(
    `cannot write to ${home} (${systemCode(error)}): set GETU_HOME to a folder that can be written`,
  );

/** Creates the lock file; false when it is there already. */
function tryToTake(home: string, holder: HomeHolder): boolean {
  try {
    writeFileSync(lockFile(home), JSON.stringify(holder), { flag: "wx" });
    return true;
  } catch (error) {
    if (systemCode(error) === "EEXIST") return false;
    throw cannotWrite(home, error);
  }
}

/** Takes the home for this process, over the lock of a dead one; throws one line when a living one has it. */
export function takeHome(home: string, kind: HomeHolder["kind"]): HomeLock {
  makeHome(home);
  const holder: HomeHolder = { pid: process.pid, startTicks: startTicksOf(process.pid), kind, port: null };
  if (!tryToTake(home, holder)) {
    const other = findHomeHolder(home);
    if (other) throw inUse(home, other);
    rmSync(lockFile(home), { force: true });
    if (!tryToTake(home, holder)) throw inUse(home, findHomeHolder(home));
  }
  return {
    announce(port) {
      // Replaced in one step: a reader sees the old or the new, never half.
      writeFileSync(`${lockFile(home)}.new`, JSON.stringify({ ...holder, port }));
      renameSync(`${lockFile(home)}.new`, lockFile(home));
    },
    release: () => rmSync(lockFile(home), { force: true }),
  };
}
