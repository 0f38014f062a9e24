import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildApp, launchBrowser } from "@getu/testkit";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { serve } from "../served-city.ts";
import { countBlankFrames, openWatchedWall, stepsPerSecond } from "../wall-watch.ts";

const SERVER = fileURLToPath(new URL("../../../../apps/server/src/main.ts", import.meta.url));
const GETU = fileURLToPath(new URL("../../../../apps/server/src/cli.ts", import.meta.url));

/** The made-up city of 20,000 grids in a home of its own. */
function seedCity(home: string, incidents: number): void {
  const args = [GETU, "seed", "--scale", "city", "--incidents", String(incidents)];
  const environment = { ...process.env, GETU_HOME: home, DATABASE_URL: "" };
  const { status } = spawnSync(process.execPath, args, { env: environment, stdio: "ignore" });
  if (status !== 0) throw new Error(`getu seed ended with ${status}`);
}

async function measure(address: string, size: string): Promise<Row[]> {
  const browser = await launchBrowser();
  try {
    const wall = await openWatchedWall(browser, address);
    const sent = wall.sentBytes();
    const steps = await stepsPerSecond(wall, 5);
    const { blank, frames } = await countBlankFrames(wall);
    await wall.close();
    const shared = { peer: "", goal: null, details: "Chromium that draws in software, 1920 × 1080" } as const;
    const name = `wall of a city, ${size} incidents`;
    return [
      {
        ...shared,
        name: `${name}: first picture`,
        value: wall.firstPictureMs / 1000,
        unit: "s",
        better: "lower",
        floor: 6,
      },
      { ...shared, name: `${name}: sent for it`, value: sent / 1e6, unit: "MB", better: "lower", floor: 2 },
      {
        ...shared,
        name: `${name}: heat slider`,
        value: steps,
        unit: "steps/s",
        better: "higher",
        floor: 20,
      },
      {
        ...shared,
        name: `${name}: blank while panning and choosing windows`,
        value: blank,
        unit: "frames",
        better: "lower",
        floor: 0,
        details: `${frames} frames looked at`,
      },
    ];
  } finally {
    await browser.close();
  }
}

/** What somebody waits for in front of a city's wall. */
export const wall: Benchmark = {
  name: "wall",
  async run({ quick, say }: RunOptions): Promise<Outcome> {
    const home = mkdtempSync(join(tmpdir(), "getu-bench-wall-"));
    chmodSync(home, 0o755); // the database's own user enters
    const incidents = quick ? 30_000 : 10_000_000;
    try {
      buildApp("wall");
      say("wall: seeding the city");
      seedCity(home, incidents);
      const served = await serve(SERVER, {
        PORT: "0",
        GETU_HOME: home,
        DATABASE_URL: "",
        GETU_SAMPLE: "none",
        GETU_TRICKLE: "off",
      });
      try {
        return { rows: await measure(`http://127.0.0.1:${served.port}`, toShort(incidents)), leftOut: [] };
      } finally {
        await served.stop();
      }
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
};
