import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A test server in a process of its own, to be measured or killed. */
export type ServerApart = {
  port: number;
  residentBytes(): number;
  /** Processor time used so far. */
  cpuSeconds(): number;
  /** Ends it without a chance to say goodbye. */
  kill(): Promise<void>;
};

const PROGRAM = fileURLToPath(new URL("serve-apart.ts", import.meta.url));

/** The kernel counts in hundredths of a second. */
const TICKS_PER_SECOND = 100;

/** Starts a server over a migrated database, at any free port unless one is given. */
export async function startServerApart(databaseUrl: string, atPort = 0): Promise<ServerApart> {
  const child = fork(PROGRAM, [databaseUrl, String(atPort)], { execArgv: [] });
  const [port] = (await once(child, "message")) as [number];
  const read = (name: string): string => readFileSync(`/proc/${child.pid}/${name}`, "utf8");
  return {
    port,
    residentBytes: () => Number(/VmRSS:\s+(\d+)/.exec(read("status"))?.[1]) * 1024,
    cpuSeconds() {
      const fields = read("stat").split(") ")[1]!.split(" "); // behind the name in brackets
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    },
    async kill() {
      const gone = once(child, "exit");
      child.kill("SIGKILL");
      await gone;
    },
  };
}
