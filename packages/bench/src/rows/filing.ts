import { may, nobodyWith } from "@getu/domain";
import type { Actor } from "@getu/domain";
import { fileReport } from "@getu/store";
import { RULEBOOK, townReport } from "@getu/store/testing";
import { openBenchDatabase } from "../bench-database.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome, RunOptions } from "../benchmark.ts";
import { toRounds, toShort } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { createMadeUpPoints } from "../made-up-points.ts";
import { medianOf, percentileOf } from "../measure.ts";

const GRIDS = 3000;
const CONNECTIONS = 8;
/** More than there are connections, as a server has them; each waits for its answer before it sends the next. */
const CALLERS = 32;
const POINTS = 10_000;

const DISPATCHER: Actor = { id: "person:made-up", role: "dispatcher", gridPath: "" };
const VIEWER = nobodyWith({ role: "dispatcher", territoryId: "all", gridPath: "" });

/** Reports filed in a stretch of time, and how long each took. */
type Stretch = { perSecond: number; latenciesMs: number[] };

/** Has all callers file reports for some seconds. */
async function fileFor(
  { db, territoryId }: BenchDatabase,
  { seconds, points, prefix }: { seconds: number; points: ArrayLike<number>; prefix: string },
): Promise<Stretch> {
  const latenciesMs: number[] = [];
  const [started, occurredAt] = [performance.now(), new Date().toISOString()];
  let filed = 0;
  async function call(): Promise<void> {
    while (performance.now() < started + seconds * 1000) {
      const n = filed++;
      const at = (n % POINTS) * 2;
      const begun = performance.now();
      if (!may(VIEWER, "incident.report", { territoryId })) throw new Error("a dispatcher may report");
      await fileReport(db, {
        territoryId,
        report: townReport({ position: [points[at]!, points[at + 1]!], occurredAt }), // two a point
        actor: DISPATCHER,
        rulebook: RULEBOOK,
        idempotencyKey: `${prefix}-${n}`,
      });
      latenciesMs.push(performance.now() - begun);
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, call));
  return { perSecond: latenciesMs.length / ((performance.now() - started) / 1000), latenciesMs };
}

async function run({ quick }: RunOptions): Promise<Outcome> {
  const city = createMadeUpCity({ grids: GRIDS, seed: 4 });
  const database = await openBenchDatabase(city, { connections: CONNECTIONS });
  try {
    const points = createMadeUpPoints({ count: POINTS, seed: 5 });
    const seconds = quick ? 2 : 4;
    await fileFor(database, { seconds: 2, points, prefix: "warm" });
    const stretches: Stretch[] = [];
    for (let round = 0; round < (quick ? 1 : 5); round += 1)
      stretches.push(await fileFor(database, { seconds, points, prefix: `round-${round}` }));
    const name = `filing a report, ${CONNECTIONS} connections, ${toShort(GRIDS)} grids`;
    const details = `permission, grid, owner, deadline, incident, three chained steps, change; ${CALLERS} callers at once, each waiting for its answer; ${stretches.length} × ${seconds} s, client and database on the same cores`;
    const rates = stretches.map(({ perSecond }) => perSecond);
    const late = stretches.map(({ latenciesMs }) => percentileOf(latenciesMs, 0.99));
    return {
      rows: [
        {
          name,
          peer: "",
          value: medianOf(rates),
          unit: "reports/s",
          better: "higher",
          floor: 2000,
          goal: null,
          details: `${toRounds(rates)}; ${details}`,
        },
        {
          name: `${name}: p99`,
          peer: "",
          value: medianOf(late),
          unit: "ms",
          better: "lower",
          floor: 50,
          goal: null,
          details: `${toRounds(late)} ms; ${details}`,
        },
      ],
      leftOut: [],
    };
  } finally {
    await database.close();
  }
}

/** How many reports an office can file a second, from the permission to the last row written. */
export const filing: Benchmark = { name: "filing", run };
