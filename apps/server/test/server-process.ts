import { spawn } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PROJECT_FOLDER } from "../src/paths.ts";

/** A process started as a person starts it. */
export type ServerProcess = {
  pid: number;
  stdout(): string;
  stderr(): string;
  /** Resolves with the address of the ready line; throws when the process ends before. */
  ready: Promise<string>;
  /** Resolves with the exit code, or the signal's name. */
  exited: Promise<number | string>;
  kill(signal: NodeJS.Signals): void;
};

/** The machine's own Node, as `npm start` uses it; the one that runs this test when there is no other. */
function hostNode(): string {
  const folders = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"));
  for (const folder of folders) {
    const program = join(folder, "node");
    if (!existsSync(program)) continue;
    accessSync(program, constants.X_OK);
    return program;
  }
  return process.execPath;
}

/** Runs `apps/server/bin/start.mjs` with these settings on any free port. */
export const startProcess = (settings: Record<string, string>): ServerProcess =>
  follow(hostNode(), [join(PROJECT_FOLDER, "apps/server/bin/start.mjs")], settings);

/** Runs `npm start` with these settings on any free port. */
export const startWithNpm = (settings: Record<string, string>): ServerProcess =>
  follow("npm", ["start"], settings);

function follow(program: string, args: readonly string[], settings: Record<string, string>): ServerProcess {
  const child = spawn(program, args, {
    cwd: PROJECT_FOLDER,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      PORT: "0",
      GETU_TRICKLE: "off",
      ...settings,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const exited = new Promise<number | string>((resolve) => {
    child.on("close", (code, signal) => resolve(code ?? signal ?? -1));
  });
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on("data", () => {
      const address = /^ready (http:\/\/localhost:\d+)\n$/m.exec(stdout)?.[1];
      if (address !== undefined) resolve(address);
    });
    void exited.then((code) => reject(new Error(`ended with ${code} before it was ready: ${stderr}`)));
  });
  ready.catch(() => {}); // processes that are meant to fail are asked for their exit code instead
  return {
    pid: child.pid!,
    stdout: () => stdout,
    stderr: () => stderr,
    ready,
    exited,
    kill: (signal) => child.kill(signal),
  }; // spawned: ENOENT would be our own bug
}

/** A machine on which everything else is tested at once takes no longer. */
const LONGEST_MS = 90_000;

/** True while the process is there and no zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** What a process comes to; throws what was waited for in vain, with what the process has said. */
export async function within<Result>(
  { stdout, stderr }: Pick<ServerProcess, "stdout" | "stderr">,
  what: string,
  result: Promise<Result>,
): Promise<Result> {
  const late = new AbortController();
  const tooLate = sleep(LONGEST_MS, null, { signal: late.signal }).then(() => {
    throw new Error(`waited ${LONGEST_MS} ms in vain: ${what}; it said ${stdout()}${stderr()}`);
  });
  tooLate.catch(() => {}); // aborted, or heard below
  return Promise.race([result, tooLate]).finally(() => late.abort());
}

/** Waits until a condition holds; throws what was waited for. */
export async function until(what: string, condition: () => boolean, withinMs = 20_000): Promise<void> {
  for (const start = Date.now(); !condition(); await sleep(50)) {
    if (Date.now() - start > withinMs) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
  }
}
