import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("./loop-worker.ts", import.meta.url));

/** Worker processes on one database, which can be killed as a machine would lose them. */
export type LoopWorkers = {
  start(): Promise<void>;
  /** SIGKILL to the oldest; it has no time to say or clean up anything. */
  killOldest(): Promise<void>;
  stopAll(): Promise<void>;
};

/** Starts no worker yet. */
export function createLoopWorkers(url: string): LoopWorkers {
  const running: ChildProcess[] = [];

  async function end(worker: ChildProcess | undefined, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    if (!worker) return;
    const exited = once(worker, "exit");
    worker.kill(signal);
    await exited;
  }

  return {
    async start() {
      const worker = spawn(process.execPath, [PROGRAM, url], { stdio: ["ignore", "pipe", "inherit"] });
      running.push(worker);
      await once(worker.stdout, "data");
    },
    killOldest: () => end(running.shift(), "SIGKILL"),
    async stopAll() {
      await Promise.all(running.splice(0).map((worker) => end(worker, "SIGTERM")));
    },
  };
}
