import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../../apps/server/src/main.ts", import.meta.url));

/** An empty folder to be a server's home. */
export function createHome(): string {
  const home = mkdtempSync(join(tmpdir(), "getu-app-test-"));
  chmodSync(home, 0o755); // the database's own user enters, so the data goes when the home goes
  return home;
}

/** A server that was started, whether it is ready or not. */
export type ServerProcess = {
  process: ChildProcess;
  /** Resolves with the group of the pattern in what it said so far or says next; throws what it said when it ends before. */
  hear: (pattern: RegExp) => Promise<string>;
  stop: () => Promise<void>;
};

/** Starts the server itself on a free port. */
export function startServerProcess(settings: Readonly<Record<string, string>>): ServerProcess {
  const child = spawn(process.execPath, [MAIN], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PORT: "0", DATABASE_URL: "", ...settings },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return {
    process: child,
    hear: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(said);
          if (found) resolve(found[1]!); // every pattern here has a group
        };
        look();
        child.stdout.on("data", look); // after what it said was noted
        child.once("exit", (code) =>
          reject(new Error(`the server ended with ${code}: ${said.slice(-2000)}`)),
        );
      }),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGCONT"); // it may be paused
      child.kill("SIGTERM");
      await gone;
    },
  };
}
