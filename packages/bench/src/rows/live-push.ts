import { setTimeout as wait } from "node:timers/promises";
import { reportIncident } from "@getu/store";
import { gatherCrowd } from "@getu/testkit";
import type { Heard } from "@getu/testkit";
import { openBenchDatabase } from "../bench-database.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toRounds, toShort } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { createMadeUpIncidents } from "../made-up-incidents.ts";
import { medianOf, percentileOf } from "../measure.ts";
import { serveCity } from "../served-city.ts";
import type { Served } from "../served-city.ts";

/** How many changes a second come in: a busy day, and a burst. */
const RATES = [5, 20] as const;

/** Reports incidents at an even pace, as an intake would; resolves when the last one is stored. */
async function reportAll(
  { db, territoryId }: BenchDatabase,
  { events, perSecond, round }: { events: number; perSecond: number; round: number },
): Promise<void> {
  const records = createMadeUpIncidents({ count: events, seed: 6, prefix: `live-${perSecond}-${round}` });
  const started = performance.now();
  for (const [i, record] of records.entries()) {
    await wait(Math.max(0, started + (i * 1000) / perSecond - performance.now()));
    // The listeners live in another process: the time of sending travels in the id.
    const externalId = `${record.externalId}@${Date.now()}`;
    await reportIncident(db, { territoryId, record: { ...record, externalId } });
  }
}

/** So many stretches of time, one after the other, each with figures of its own. */
const ROUNDS = 4;

/** What a stretch of time took of the server. */
type Use = { coreShare: number; residentBytes: number };

type Watched = { viewers: number; events: number; perSecond: number; heard: readonly Heard[]; uses: Use[] };

/** Does some work while all listen, and tells what it took of the server. */
async function useDuring(served: Served, work: () => Promise<void>): Promise<Use> {
  const [cpu, started] = [served.cpuSeconds(), performance.now()];
  await work();
  const coreShare = (served.cpuSeconds() - cpu) / ((performance.now() - started) / 1000);
  return { coreShare, residentBytes: served.residentBytes() };
}

async function watch(
  database: BenchDatabase,
  served: Served,
  { quick, perSecond }: RunOptions & { perSecond: number },
): Promise<Watched> {
  const [viewers, seconds] = quick ? [100, 4] : [1000, 20];
  const events = seconds * perSecond;
  const plan = {
    ports: [served.port],
    path: `/live?territory=${database.territoryId}`,
    headers: {},
    cutEveryMs: null,
    silenceMs: null,
  };
  const crowd = await gatherCrowd(
    Array.from({ length: viewers }, () => plan),
    "externalId",
  );
  const uses: Use[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    uses.push(
      await useDuring(served, () => reportAll(database, { events: events / ROUNDS, perSecond, round })),
    );
  }
  await wait(2000);
  const heard = await crowd.tell();
  await crowd.leave();
  return { viewers, events, perSecond, heard, uses };
}

/** The latencies of each stretch, of all listeners together: each hears the changes in their order. */
function latenciesOf({ heard, events }: Watched): number[][] {
  const size = events / ROUNDS;
  return Array.from({ length: ROUNDS }, (_, round) =>
    heard.flatMap(({ latenciesMs }) => latenciesMs.slice(round * size, (round + 1) * size)),
  );
}

function rowsOf(watched: Watched): Row[] {
  const { viewers, events, perSecond, heard, uses } = watched;
  const latencies = latenciesOf(watched);
  const faults = heard.reduce(
    (sum, { marks }) => sum + events - new Set(marks).size + marks.length - new Set(marks).size,
    0,
  );
  const details = `${events} events, ${toShort(latencies.flat().length)} deliveries, viewers in a process of their own`;
  const row = (what: string, value: number, limits: Pick<Row, "unit" | "floor" | "goal">): Row => ({
    name: `live push, ${viewers} viewers, ${perSecond} events/s: ${what}`,
    peer: "",
    value,
    better: "lower",
    details,
    ...limits,
  });
  const ofRounds = (each: Row, values: readonly number[]): Row => ({
    ...each,
    details: `${toRounds(values)} in ${values.length} rounds; ${details}`,
  });
  const late = (what: string, at: number, limits: Pick<Row, "floor" | "goal">): Row =>
    ofRounds(
      row(`from report to screen, ${what}`, percentileOf(latencies.flat(), at), { unit: "ms", ...limits }),
      latencies.map((each) => percentileOf(each, at)),
    );
  const cores = uses.map(({ coreShare }) => 100 * coreShare);
  const megabytes = uses.map(({ residentBytes }) => residentBytes / 1e6);
  return [
    late("p99", 0.99, { floor: 1000, goal: 250 }),
    late("median", 0.5, { floor: 150, goal: null }),
    ofRounds(row("server", medianOf(cores), { unit: "% of one core", floor: 70, goal: null }), cores),
    ofRounds(
      row("memory of the server", Math.max(...megabytes), { unit: "MB", floor: 300, goal: null }),
      megabytes,
    ),
    row("missed or repeated", faults, { unit: "changes", floor: 0, goal: null }),
  ];
}

/** A thousand screens that listen while incidents come in (T12). */
export const livePush: Benchmark = {
  name: "live-push",
  async run(options): Promise<Outcome> {
    const database = await openBenchDatabase(createMadeUpCity({ grids: 300, seed: 1 }));
    try {
      const served = await serveCity(database.url);
      try {
        const rows: Row[] = [];
        for (const perSecond of RATES)
          rows.push(...rowsOf(await watch(database, served, { ...options, perSecond })));
        return { rows, leftOut: [] };
      } finally {
        await served.stop();
      }
    } finally {
      await database.close();
    }
  },
};
