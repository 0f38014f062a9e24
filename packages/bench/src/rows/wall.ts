import { buildApp, launchBrowser } from "@getu/testkit";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toRounds, toShort } from "../format.ts";
import { medianOf } from "../measure.ts";
import { countHome, seedHome, settleHome } from "../seeded-home.ts";
import type { SeededHome } from "../seeded-home.ts";
import { serveHome, whenIndexed } from "../served-city.ts";
import { judgePainting, watchPainting } from "../wall-painted.ts";
import { openWatchedWall, stepsPerSecond, WALL_BROWSER } from "../wall-watch.ts";
import { measureRestart } from "./city-restart.ts";

const ROUNDS = 3;

/** Lane grids of a made-up city; which ones come of its ground differs a little. */
const GRIDS = 20_000;

type Browser = Awaited<ReturnType<typeof launchBrowser>>;

async function inBrowser<Result>(work: (browser: Browser) => Promise<Result>): Promise<Result> {
  const browser = await launchBrowser();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A wall as somebody finds it who opens it in an empty browser and moves its slider. */
type Opening = { seconds: number; sentBytes: number; steps: number };

const openOnce = (address: string): Promise<Opening> =>
  inBrowser(async (browser) => {
    const wall = await openWatchedWall(browser, address);
    const sentBytes = wall.sentBytes();
    const steps = await stepsPerSecond(wall, 4);
    await wall.close();
    return { seconds: wall.firstPictureMs / 1000, sentBytes, steps };
  });

const row = { peer: "", better: "lower", goal: null } as const;

/** A wall that is opened while the server still builds its index from the table. */
async function measureFirstStart(address: string, name: string): Promise<Row> {
  const { firstPictureMs } = await inBrowser((browser) => openWatchedWall(browser, address));
  return {
    ...row,
    name: `${name}: first picture at the very first start`,
    value: firstPictureMs / 1000,
    unit: "s",
    floor: null,
    details: `once; ${WALL_BROWSER}; opened at once, while the index of heat is built from the table`,
  };
}

/** A wall as it is on all day: the index of heat is open. */
async function measureOpenings(address: string, name: string): Promise<Row[]> {
  const openings: Opening[] = [];
  for (let round = 0; round < ROUNDS; round++) openings.push(await openOnce(address));
  const valuesOf = (of: keyof Opening): number[] => openings.map((opening) => opening[of]);
  const details = `${WALL_BROWSER}; everything imported has its owner, the index of heat is open and the database vacuumed`;
  return [
    {
      ...row,
      name: `${name}: first picture`,
      value: medianOf(valuesOf("seconds")),
      unit: "s",
      floor: 6,
      details: `${toRounds(valuesOf("seconds"))}; ${details}, the browser empty`,
    },
    {
      ...row,
      name: `${name}: sent for it`,
      value: medianOf(valuesOf("sentBytes")) / 1e6,
      unit: "MB",
      floor: 2,
      details: `${toRounds(valuesOf("sentBytes"))} bytes; ${details}`,
    },
    {
      ...row,
      name: `${name}: heat slider`,
      value: medianOf(valuesOf("steps")),
      unit: "steps/s",
      better: "higher",
      floor: 20,
      details: `${toRounds(valuesOf("steps"))}; ${details}; a step counts once its window's heat is in a frame`,
    },
  ];
}

async function measureBlanks(address: string, name: string): Promise<Row> {
  const painting = await inBrowser((browser) => watchPainting(browser, address));
  const { blank, least } = judgePainting(painting);
  return {
    ...row,
    name: `${name}: without its boundaries or its heat while windows are chosen, the map panned and zoomed`,
    value: blank,
    unit: "frames",
    floor: 0,
    details: `of ${painting.frames.length} frames, each looked at as it was drawn; the emptiest had ${toShort(100 * least.lines)} % of the boundaries and ${toShort(100 * least.heat)} % of the heat that are there at rest`,
  };
}

/** Throws unless the home holds the city that the rows speak of. */
async function demandCity(home: string, incidents: number): Promise<{ grids: number }> {
  const held = await countHome(home);
  if (held.incidents !== incidents || Math.abs(held.grids / GRIDS - 1) > 0.05)
    throw new Error(`${held.incidents} incidents in ${held.grids} grids were seeded`);
  return held;
}

type City = SeededHome & { incidents: number };

async function measureServed({ home, seedSeconds, incidents }: City): Promise<Row[]> {
  const size = toShort(incidents);
  const name = `wall of a city, ${size} incidents`;
  const served = await serveHome(null, home);
  try {
    const address = `http://127.0.0.1:${served.port}`;
    const firstStart = await measureFirstStart(address, name);
    await whenIndexed(served);
    await settleHome(home);
    const { grids } = await demandCity(home, incidents);
    const seeded: Row = {
      ...row,
      name: `a city of ${grids} grids and ${size} incidents seeded`,
      value: seedSeconds,
      unit: "s",
      floor: 600,
      details: `once; ${toShort(incidents / seedSeconds)} rows/s from the first line drawn: made up, checked, placed, written`,
    };
    const openings = await measureOpenings(address, name);
    return [seeded, ...openings, await measureBlanks(address, name), firstStart];
  } finally {
    await served.stop();
  }
}

/** What somebody waits for in front of a city's wall, until there is a city, and when its server begins anew. */
export const wall: Benchmark = {
  name: "wall",
  async run({ quick, say }: RunOptions): Promise<Outcome> {
    buildApp("wall");
    say("wall: seeding the city");
    const incidents = quick ? 30_000 : 10_000_000;
    const seeded = seedHome({ scale: "city", incidents });
    try {
      const rows = await measureServed({ ...seeded, incidents });
      say("wall: starting the server again");
      return { rows: [...rows, await measureRestart(seeded.home, incidents)], leftOut: [] };
    } finally {
      seeded.remove();
    }
  },
};
