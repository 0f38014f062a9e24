import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createHome, startServerProcess } from "./server-process.ts";

let drawn: Promise<string> | null = null;

/** A home of its own with the small demo street in it: drawn by the first that asks in this process, then copied. */
export async function copyDemoHome(): Promise<string> {
  drawn ??= drawDemoHome();
  const home = createHome();
  const copied = spawnSync("cp", ["-a", `${await drawn}/.`, home]);
  if (copied.status !== 0) throw new Error(`cannot copy the demo street: ${copied.stderr.toString()}`);
  return home;
}

/** As a first start leaves it. */
async function drawDemoHome(): Promise<string> {
  const home = createHome();
  process.once("exit", () => rmSync(home, { recursive: true, force: true }));
  const server = startServerProcess({ GETU_HOME: home, GETU_SAMPLE: "tiny", GETU_TRICKLE: "off" });
  await server.hear(/(#\/screen)\n/); // the last line of a first start
  await server.stop();
  // Its database may end a moment later on a busy machine, and nobody can copy a folder that is being written.
  while (existsSync(join(home, "postgres", "data", "postmaster.pid"))) await sleep(20);
  return home;
}
