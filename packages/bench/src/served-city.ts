import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const SERVER = fileURLToPath(new URL("../../../apps/server/src/main.ts", import.meta.url));

/** As `npm start` runs it: apps/server/bin/start.mjs. */
const NODE_FLAGS = ["--max-semi-space-size=4", "--heap-growing-percent=15"];
const COMPILED_FOLDER = fileURLToPath(new URL("../../../node_modules/.cache/getu", import.meta.url));

/** The kernel counts in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** A process that answers on a port, and what it has used so far. */
export type Served = { port: number; cpuSeconds(): number; residentBytes(): number; stop(): Promise<void> };

/** CPU seconds of a process with all its threads. */
function cpuSecondsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" "); // behind the name in brackets
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

const residentBytesOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) * 1024;

/** Waits for the line that names the port. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (text: Buffer) => {
      const port = /http:\/\/[^:]+:(\d+)/.exec(text.toString())?.[1];
      if (port) resolve(Number(port));
    });
    child.on("exit", (code) => reject(new Error(`the server ended with ${code} before it was ready`)));
  });
}

/** Runs a file with Node until it says on which port it answers. */
export async function serve(file: string, environment: Readonly<Record<string, string>>): Promise<Served> {
  const child = spawn(process.execPath, [...NODE_FLAGS, file], {
    env: { NODE_COMPILE_CACHE: COMPILED_FOLDER, ...process.env, NODE_ENV: "production", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const port = await portOf(child);
  const pid = child.pid!; // it has answered
  return {
    port,
    cpuSeconds: () => cpuSecondsOf(pid),
    residentBytes: () => residentBytesOf(pid),
    stop: () =>
      new Promise((resolve) => {
        child.removeAllListeners("exit").on("exit", () => resolve());
        child.kill("SIGTERM");
      }),
  };
}

/** Resolves when an index in memory answers for the heat of every territory; throws when the server keeps none. */
export async function whenIndexed({ port }: Pick<Served, "port">): Promise<void> {
  for (;;) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    const { heat = {} } = (await ready.json()) as { heat?: Record<number, string> }; // none while it is not ready
    const states = Object.values(heat);
    if (states.includes("database")) throw new Error("the server keeps no heat index");
    if (states.length > 0 && states.every((state) => state === "index")) return;
    await sleep(20);
  }
}

/** Runs the product's server in a home, over a database that is there or, for null, the home's own; without sample and without made-up incidents. */
export const serveHome = (databaseUrl: string | null, home: string): Promise<Served> =>
  serve(SERVER, {
    PORT: "0",
    GETU_HOME: home,
    DATABASE_URL: databaseUrl ?? "",
    GETU_SAMPLE: "none",
    GETU_OPEN_READING: "all",
    GETU_TRICKLE: "off",
    GETU_LIVE_PER_ADDRESS: "2000", // all of a crowd come from here
  });

/** The same in a home that is gone when it stops. */
export async function serveCity(databaseUrl: string): Promise<Served> {
  const home = mkdtempSync(join(tmpdir(), "getu-bench-home-"));
  const served = await serveHome(databaseUrl, home);
  return {
    ...served,
    async stop() {
      await served.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
