import { buildApp, launchBrowser } from "@getu/testkit";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { seedHome } from "../seeded-home.ts";
import { serveHome, whenIndexed } from "../served-city.ts";
import { countBlankFrames, openWatchedWall, stepsPerSecond, WALL_BROWSER } from "../wall-watch.ts";
import { measureRestart } from "./city-restart.ts";

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
      details: `${WALL_BROWSER}; opened at once, while the index of heat is built from the table`,
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
    const details = `${WALL_BROWSER}; the index of heat is open`;
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

async function measureServed(home: string, name: string): Promise<Row[]> {
  const served = await serveHome(null, home);
  try {
    const address = `http://127.0.0.1:${served.port}`;
    const firstStart = await measureFirstStart(address, name);
    await whenIndexed(served);
    return [...(await measureRunning(address, name)), firstStart];
  } finally {
    await served.stop();
  }
}

/** What somebody waits for in front of a city's wall, and when its server begins anew. */
export const wall: Benchmark = {
  name: "wall",
  async run({ quick, say }: RunOptions): Promise<Outcome> {
    buildApp("wall");
    say("wall: seeding the city");
    const incidents = quick ? 30_000 : 10_000_000;
    const { home, remove } = seedHome({ scale: "city", incidents });
    try {
      const rows = await measureServed(home, `wall of a city, ${toShort(incidents)} incidents`);
      say("wall: starting the server again");
      return { rows: [...rows, await measureRestart(home, incidents)], leftOut: [] };
    } finally {
      remove();
    }
  },
};
