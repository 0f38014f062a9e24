import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildApp, launchBrowser } from "@getu/testkit";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { serve, whenIndexed } from "../served-city.ts";
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

const BROWSER = "Chromium as it draws by itself without a graphics card, 1920 × 1080";

async function inBrowser<Result>(
  work: (browser: Awaited<ReturnType<typeof launchBrowser>>) => Promise<Result>,
): Promise<Result> {
  const browser = await launchBrowser();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A wall that is opened while the server still builds its index from the table. */
const measureFirstStart = (address: string, name: string): Promise<Row> =>
  inBrowser(async (browser) => {
    const wall = await openWatchedWall(browser, address);
    await wall.close();
    return {
      name: `${name}: first picture at the very first start`,
      peer: "",
      value: wall.firstPictureMs / 1000,
      unit: "s",
      better: "lower",
      floor: null,
      goal: null,
      details: `${BROWSER}; opened at once, while the index of heat is built from the table`,
    };
  });

/** A wall as it is on all day: the index of heat is open. */
const measureRunning = (address: string, name: string): Promise<Row[]> =>
  inBrowser(async (browser) => {
    const wall = await openWatchedWall(browser, address);
    const sent = wall.sentBytes();
    const steps = await stepsPerSecond(wall, 5);
    const { blank, frames } = await countBlankFrames(wall);
    await wall.close();
    const details = `${BROWSER}; the index of heat is open`;
    const shared = { peer: "", goal: null, details, better: "lower" } as const;
    return [
      {
        ...shared,
        name: `${name}: first picture`,
        value: wall.firstPictureMs / 1000,
        unit: "s",
        floor: 6,
      },
      { ...shared, name: `${name}: sent for it`, value: sent / 1e6, unit: "MB", floor: 2 },
      {
        ...shared,
        name: `${name}: heat slider`,
        value: steps,
        unit: "steps/s",
        better: "higher",
        floor: 20,
        details: `${details}; a step counts once its window's heat is in a frame`,
      },
      {
        ...shared,
        name: `${name}: blank while panning and choosing windows`,
        value: blank,
        unit: "frames",
        floor: 0,
        details: `${frames} frames looked at`,
      },
    ];
  });

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
        const address = `http://127.0.0.1:${served.port}`;
        const name = `wall of a city, ${toShort(incidents)} incidents`;
        const firstStart = await measureFirstStart(address, name);
        await whenIndexed(served);
        return { rows: [...(await measureRunning(address, name)), firstStart], leftOut: [] };
      } finally {
        await served.stop();
      }
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  },
};
