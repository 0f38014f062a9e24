import { setTimeout as wait } from "node:timers/promises";
import { reportIncident } from "@getu/store";
import { gatherCrowd } from "@getu/testkit";
import type { Heard } from "@getu/testkit";
import { openBenchDatabase } from "../bench-database.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toShort } from "../format.ts";
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
  { events, perSecond }: { events: number; perSecond: number },
): Promise<void> {
  const records = createMadeUpIncidents({ count: events, seed: 6, prefix: `live-${perSecond}` });
  const started = performance.now();
  for (const [i, record] of records.entries()) {
    await wait(Math.max(0, started + (i * 1000) / perSecond - performance.now()));
    // The listeners live in another process: the time of sending travels in the id.
    const externalId = `${record.externalId}@${Date.now()}`;
    await reportIncident(db, { territoryId, record: { ...record, externalId } });
  }
}

type Watched = {
  viewers: number;
  events: number;
  perSecond: number;
  heard: readonly Heard[];
  coreShare: number;
  residentBytes: number;
};

async function watch(
  database: BenchDatabase,
  served: Served,
  { quick, perSecond }: RunOptions & { perSecond: number },
): Promise<Watched> {
  const [viewers, seconds] = quick ? [100, 3] : [1000, 20];
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
  const [cpu, started] = [served.cpuSeconds(), performance.now()];
  await reportAll(database, { events, perSecond });
  const coreShare = (served.cpuSeconds() - cpu) / ((performance.now() - started) / 1000);
  await wait(2000);
  const heard = await crowd.tell();
  const residentBytes = served.residentBytes(); // while all of them listen
  await crowd.leave();
  return { viewers, events, perSecond, heard, coreShare, residentBytes };
}

function rowsOf({ viewers, events, perSecond, heard, coreShare, residentBytes }: Watched): Row[] {
  const name = `live push, ${viewers} viewers, ${perSecond} events/s`;
  const latenciesMs = heard.flatMap((listener) => listener.latenciesMs);
  const faults = heard.reduce(
    (sum, { marks }) => sum + events - new Set(marks).size + marks.length - new Set(marks).size,
    0,
  );
  const details = `${events} events, ${toShort(latenciesMs.length)} deliveries, viewers in a process of their own`;
  const shared = { peer: "", better: "lower", goal: null, details } as const;
  const late = percentileOf(latenciesMs, 0.99);
  return [
    {
      ...shared,
      name: `${name}: from report to screen, p99`,
      value: late,
      unit: "ms",
      floor: 1000,
      goal: 250,
    },
    {
      ...shared,
      name: `${name}: from report to screen, median`,
      value: medianOf(latenciesMs),
      unit: "ms",
      floor: 150,
    },
    { ...shared, name: `${name}: server`, value: 100 * coreShare, unit: "% of one core", floor: 70 },
    { ...shared, name: `${name}: memory of the server`, value: residentBytes / 1e6, unit: "MB", floor: 300 },
    { ...shared, name: `${name}: missed or repeated`, value: faults, unit: "changes", floor: 0 },
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
