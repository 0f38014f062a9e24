import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
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
  return home;
}
