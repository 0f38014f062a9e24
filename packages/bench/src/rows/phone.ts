import { buildApp, launchBrowser } from "@getu/testkit";
import { openBenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { medianOf } from "../measure.ts";
import { makePhoneOwner } from "../phone-owner.ts";
import { openPhone, openSlowly } from "../phone-watch.ts";
import type { Opening, Slowness } from "../phone-watch.ts";
import { serveCity } from "../served-city.ts";
import type { Served } from "../served-city.ts";

const GRIDS = 1000;
const WORK = 20;

/** A middling phone on a middling mobile network, as Lighthouse has them. */
const SLOWNESS: Slowness = { cpu: 4, bitsPerSecond: 1_600_000, roundTripMs: 150 };

type Openings = { first: Opening[]; again: Opening[] };

/** Each round on a phone that has never opened the page. */
async function measure(
  served: Served,
  cookies: readonly { name: string; value: string }[],
  rounds: number,
): Promise<Openings> {
  const origin = `http://127.0.0.1:${served.port}`;
  const openings: Openings = { first: [], again: [] };
  const browser = await launchBrowser();
  try {
    for (let round = 0; round < rounds; round += 1) {
      const context = await openPhone(browser, origin, cookies);
      openings.first.push(await openSlowly(context, `${origin}/leader/`, SLOWNESS));
      openings.again.push(await openSlowly(context, `${origin}/leader/`, SLOWNESS));
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return openings;
}

const secondsOf = (openings: readonly Opening[]): number[] =>
  openings.map(({ interactiveMs }) => interactiveMs / 1000);

const spread = (values: readonly number[]): string =>
  `${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)} s in ${values.length} openings`;

function rowsOf({ first, again }: Openings): Row[] {
  const name = `leader's phone, ${SLOWNESS.cpu} × slower processor and ${SLOWNESS.bitsPerSecond / 1e6} Mbit/s`;
  const shared = { peer: "", better: "lower", goal: null } as const;
  const kilobytes = (of: "programBytes" | "allBytes"): number =>
    medianOf(first.map((opening) => opening[of])) / 1000;
  return [
    {
      ...shared,
      name: `${name}: first opening, until one's work can be touched`,
      value: medianOf(secondsOf(first)),
      unit: "s",
      floor: 3,
      details: `${spread(secondsOf(first))}; ${SLOWNESS.roundTripMs} ms there and back, ${WORK} pieces of work, nothing kept from before`,
    },
    {
      ...shared,
      name: "leader's phone: the program, before the map",
      value: kilobytes("programBytes"),
      unit: "kB",
      floor: 300,
      details: `compressed, as it comes over the wire; ${kilobytes("allBytes").toFixed(0)} kB with the answers that are there by then`,
    },
    {
      ...shared,
      name: `${name}: opened again`,
      value: medianOf(secondsOf(again)),
      unit: "s",
      floor: 3,
      details: `${spread(secondsOf(again))}; from what the phone has kept`,
    },
  ];
}

/** What a leader waits for who takes the phone out of the pocket. */
export const phone: Benchmark = {
  name: "phone",
  async run({ quick, say }: RunOptions): Promise<Outcome> {
    buildApp("leader");
    say("phone: a city and its leader");
    const database = await openBenchDatabase(createMadeUpCity({ grids: GRIDS, seed: 7, halvings: 2 }));
    try {
      const served = await serveCity(database.url);
      try {
        const { cookies } = await makePhoneOwner(database, served, WORK);
        return { rows: rowsOf(await measure(served, cookies, quick ? 2 : 7)), leftOut: [] };
      } finally {
        await served.stop();
      }
    } finally {
      await database.close();
    }
  },
};
