import { connect } from "node:net";
import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { reportIncident } from "@getu/store";
import { openBenchDatabase } from "../bench-database.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { createMadeUpIncidents } from "../made-up-incidents.ts";
import { medianOf, percentileOf } from "../measure.ts";
import { serveCity } from "../served-city.ts";
import type { Served } from "../served-city.ts";

const EVENTS_PER_SECOND = 5;

/** A screen that listens: how many changes came, and how long each took from the report to here. */
type Viewer = { socket: Socket; isGreeted: Promise<void>; latenciesMs: number[] };

/** Reads the stream of changes; `sentAt` tells when each external id was reported. */
function openViewer(port: number, territoryId: number, sentAt: ReadonlyMap<string, number>): Viewer {
  const socket = connect(port, "127.0.0.1");
  const latenciesMs: number[] = [];
  socket.write(`GET /live?territory=${territoryId} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  const isGreeted = new Promise<void>((resolve, reject) => {
    let rest = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line.startsWith("event: hello")) resolve();
        const id = line.startsWith("data: ") ? /"externalId":"([^"]+)"/.exec(line)?.[1] : undefined;
        const sent = id === undefined ? undefined : sentAt.get(id);
        if (sent !== undefined) latenciesMs.push(performance.now() - sent);
      }
    });
    socket.on("error", reject);
  });
  return { socket, isGreeted, latenciesMs };
}

/** Reports incidents at an even pace, as an intake would; resolves when the last one is stored. */
async function reportAll(
  { db, territoryId }: BenchDatabase,
  count: number,
  sentAt: Map<string, number>,
): Promise<void> {
  const records = createMadeUpIncidents({ count, seed: 6, prefix: "live" });
  const started = performance.now();
  for (const [i, record] of records.entries()) {
    await wait(Math.max(0, started + (i * 1000) / EVENTS_PER_SECOND - performance.now()));
    sentAt.set(record.externalId ?? "", performance.now());
    await reportIncident(db, { territoryId, record });
  }
}

type Watched = {
  latenciesMs: number[];
  gaps: number;
  coreShare: number;
  residentBytes: number;
  viewers: number;
  events: number;
};

async function watch(database: BenchDatabase, served: Served, { quick }: RunOptions): Promise<Watched> {
  const [viewers, events] = quick ? [100, 20] : [1000, 100];
  const sentAt = new Map<string, number>();
  const screens = Array.from({ length: viewers }, () =>
    openViewer(served.port, database.territoryId, sentAt),
  );
  await Promise.all(screens.map(({ isGreeted }) => isGreeted));
  const [cpu, started] = [served.cpuSeconds(), performance.now()];
  await reportAll(database, events, sentAt);
  const coreShare = (served.cpuSeconds() - cpu) / ((performance.now() - started) / 1000);
  await wait(2000);
  for (const { socket } of screens) socket.destroy();
  const gaps = screens.reduce((sum, { latenciesMs }) => sum + Math.abs(events - latenciesMs.length), 0);
  const latenciesMs = screens.flatMap((screen) => screen.latenciesMs);
  return { latenciesMs, gaps, coreShare, residentBytes: served.residentBytes(), viewers, events };
}

function rowsOf({ latenciesMs, gaps, coreShare, residentBytes, viewers, events }: Watched): Row[] {
  const name = `live push, ${viewers} viewers, ${EVENTS_PER_SECOND} events/s`;
  const shared = { peer: "", better: "lower", goal: null } as const;
  const details = `${events} events, ${toShort(latenciesMs.length)} deliveries`;
  const [middle, late] = [medianOf(latenciesMs), percentileOf(latenciesMs, 0.99)];
  return [
    {
      ...shared,
      name: `${name}: from report to screen, p99`,
      value: late,
      unit: "ms",
      floor: 1000,
      goal: 250,
      details: `${details}, median ${toShort(middle)} ms`,
    },
    { ...shared, name: `${name}: server`, value: 100 * coreShare, unit: "% of one core", floor: 70, details },
    {
      ...shared,
      name: `${name}: memory of the server`,
      value: residentBytes / 1e6,
      unit: "MB",
      floor: 300,
      details,
    },
    { ...shared, name: `${name}: missed or repeated`, value: gaps, unit: "changes", floor: 0, details },
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
        return { rows: rowsOf(await watch(database, served, options)), leftOut: [] };
      } finally {
        await served.stop();
      }
    } finally {
      await database.close();
    }
  },
};
