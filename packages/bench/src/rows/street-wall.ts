import { buildApp, launchBrowser } from "@getu/testkit";
import type { Benchmark, Outcome, RunOptions } from "../benchmark.ts";
import { toRounds, toShort } from "../format.ts";
import { medianOf } from "../measure.ts";
import { countHome, seedHome, settleHome } from "../seeded-home.ts";
import { serveHome, whenIndexed } from "../served-city.ts";
import { reopenWall, WALL_BROWSER } from "../wall-watch.ts";

const ROUNDS = 3;

/** Seconds until the first picture of each opening, in a browser that has opened the page before. */
async function reopen(address: string): Promise<number[]> {
  const browser = await launchBrowser();
  try {
    return (await reopenWall(browser, address, ROUNDS)).map((milliseconds) => milliseconds / 1000);
  } finally {
    await browser.close();
  }
}

/** What somebody waits for who opens a street office's wall in the morning. */
export const streetWall: Benchmark = {
  name: "street-wall",
  async run({ quick, say }: RunOptions): Promise<Outcome> {
    buildApp("wall");
    say("street wall: seeding the street");
    const seeded = seedHome({ scale: "street", incidents: quick ? 5000 : 120_000 });
    try {
      const served = await serveHome(null, seeded.home);
      try {
        await whenIndexed(served);
        await settleHome(seeded.home);
        const seconds = await reopen(`http://127.0.0.1:${served.port}`);
        const { grids, incidents } = await countHome(seeded.home);
        return {
          rows: [
            {
              name: `wall of a street of ${grids} grids, ${toShort(incidents)} incidents: first picture, page kept by the browser`,
              peer: "",
              value: medianOf(seconds),
              unit: "s",
              better: "lower",
              floor: 3,
              goal: null,
              details: `${toRounds(seconds)}; ${WALL_BROWSER}`,
            },
          ],
          leftOut: [],
        };
      } finally {
        await served.stop();
      }
    } finally {
      seeded.remove();
    }
  },
};
