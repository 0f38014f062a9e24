import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createCaller } from "@getu/api";
import { fromHeatRaster, INCIDENT_STATUSES, readHeatFile, SEVERITIES, toHeatCells } from "@getu/domain";
import type { HeatCells, HeatQuery, IncidentRecord, Territory } from "@getu/domain";
import {
  closeDb,
  countHeat,
  createChangeFeed,
  createTerritory,
  importGrids,
  importIncidents,
  openDb,
  reportIncident,
} from "@getu/store";
import type { ChangeFeed, Db } from "@getu/store";
import {
  createTestDatabase,
  createTown,
  TOWN_TERRITORY,
  townIncident,
  townPosition,
  setIncidentStatus,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { createIndexHeat } from "../src/heat/index-heat.ts";
import type { IndexHeat } from "../src/heat/index-heat.ts";
import { createFreshness } from "../src/live/freshness.ts";
import { createLog } from "../src/log.ts";
import { until } from "./server-process.ts";
import { serveDatabase } from "./test-server.ts";

const SEED = 20_261_126;

let database: TestDatabase;
let territory: Territory;
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  count += 1;
  territory = await createTerritory(database.db, { ...TOWN_TERRITORY, code: `town-${count}` });
  await importGrids(database.db, { territoryId: territory.id, records: createTown(2), file: "town" });
});

/** What one server process has of heat: its connections, its feed, its index and its files. */
type Process = {
  heat: IndexHeat;
  db: Db;
  feed: ChangeFeed;
  folder: string;
  said: string[];
  stop: () => Promise<void>;
};

/** A log that keeps its lines. */
function keepingLog(said: string[]): ReturnType<typeof createLog> {
  const log = createLog("silent");
  const keep = ({ territoryId }: { territoryId?: number }, line: string): void =>
    void said.push(`${territoryId ?? "all"}: ${line}`);
  return Object.assign(Object.create(log) as typeof log, { info: keep, warn: keep });
}

async function openProcess({
  folder = mkdtempSync(join(tmpdir(), "getu-heat-")),
  memoryBytes = 10 ** 9,
}: { folder?: string; memoryBytes?: number } = {}): Promise<Process> {
  const db = await openDb(database.url);
  const feed = createChangeFeed(db, { pollMs: 50 });
  await feed.start();
  const said: string[] = [];
  const freshness = createFreshness(feed);
  const log = keepingLog(said);
  const heat = createIndexHeat({ db, feed, freshness, folder, memoryBytes, log, pollMs: 50 });
  await heat.start();
  let stopped: Promise<void> | null = null;
  const stopAll = async (): Promise<void> => {
    await heat.stop();
    await feed.stop();
    await closeDb(db);
  };
  const stop = (): Promise<void> => (stopped ??= stopAll());
  onTestFinished(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });
  await heat.whenOpened();
  return { heat, db, feed, folder, said, stop };
}

const EVER: HeatQuery = {
  from: "1900-01-01T00:00:00.000Z",
  to: "2200-01-01T00:00:00.000Z",
  bbox: [120, 30.1, 120.3, 30.3],
  level: 20,
};

const shown = ({ level, x, y, count: counts }: HeatCells): string[] =>
  counts.map((each, i) => `${level}: ${x[i]} ${y[i]} ${each}`).sort();

const ask = async (heat: IndexHeat, query = EVER): Promise<HeatCells> =>
  toHeatCells(await heat.cells({ territoryId: territory.id, query }));

const askSql = (query = EVER): Promise<HeatCells> =>
  countHeat(database.db, { territoryId: territory.id, query });

const total = ({ count: counts }: HeatCells): number => counts.reduce((sum, each) => sum + each, 0);

const stateOf = ({ heat }: Process): string | undefined => heat.states()[territory.id];

/** Waits until an index says that it knows all that the database's own count knew, and holds it to that. */
async function demandEqual({ heat }: Process, query = EVER): Promise<void> {
  const expected = await askSql(query);
  let answer = await ask(heat, query);
  for (; answer.asOf < expected.asOf; answer = await ask(heat, query)) await sleep(10);
  expect(heat.states()[territory.id]).toBe("index");
  expect(shown(answer)).toEqual(shown(expected));
}

const insert = (records: IncidentRecord[]): Promise<unknown> =>
  importIncidents(database.db, { territoryId: territory.id, records, file: "made up" });

const oneOf = <T>(...values: T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** On grid corners, in the middle of grids, outside all of them, and at the world's edges. */
const positions = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.integer({ min: -2, max: 10 }), fc.integer({ min: -2, max: 6 }))
      .map(([x, y]) => townPosition(x, y)),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.double({ min: -1, max: 9, noNaN: true }), fc.double({ min: -1, max: 5, noNaN: true }))
      .map(([x, y]) => townPosition(x, y)),
  },
  { weight: 1, arbitrary: oneOf<[number, number]>([180, 85], [-180, -85], [180, 90], [-180, -90], [0, 0]) },
);

const START = Date.UTC(2026, 4, 1);
const MINUTE = 60_000;
const times = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .integer({ min: 0, max: 14 * 24 * 60 })
      .map((minute) => new Date(START + minute * MINUTE).toISOString()),
  },
  {
    weight: 2,
    arbitrary: oneOf("2026-05-01T00:00:00.999Z", "2026-05-03T16:00:00.000Z", "2026-05-03T15:59:59.999Z"),
  },
  {
    weight: 1,
    arbitrary: oneOf("1912-02-29T12:00:00.000Z", "2031-01-01T00:00:00.000Z", "2150-01-01T00:00:00.000Z"),
  },
);

const records = fc.array(
  fc.record({
    externalId: fc.integer({ min: 0, max: 40 }).map((id) => `e${id}`),
    position: positions,
    occurredAt: times,
    category: oneOf("noise", "占道经营", "waste"),
    severity: oneOf(...SEVERITIES),
    status: oneOf(...INCIDENT_STATUSES),
  }),
  { minLength: 1, maxLength: 12, size: "max" },
);

const queries: fc.Arbitrary<HeatQuery> = fc
  .record({
    window: fc.tuple(times, times),
    corners: fc.tuple(positions, positions),
    level: fc.integer({ min: 0, max: 26 }),
    filter: fc.record(
      {
        categories: fc.subarray(["noise", "占道经营", "waste", "never"]),
        severities: fc.subarray([...SEVERITIES]),
        statuses: fc.subarray([...INCIDENT_STATUSES]),
        hoursOfWeek: fc.uniqueArray(fc.integer({ min: 0, max: 167 }), { maxLength: 80, size: "max" }),
      },
      { requiredKeys: [] },
    ),
  })
  .map(({ window, corners: [a, b], level, filter }) => {
    const [from, to] = window.toSorted() as [string, string];
    const bbox: HeatQuery["bbox"] = [
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
    ];
    return { from, to, bbox, level, ...filter };
  });

type Step =
  | { do: "import"; records: { externalId: string }[] }
  | { do: "close" | "delete" | "postpone"; nth: number }
  | { do: "ask"; query: HeatQuery }
  | { do: "restart" };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant("import" as const), records }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: oneOf("close" as const, "delete" as const, "postpone" as const),
        nth: fc.nat(40),
      }),
    },
    { weight: 8, arbitrary: fc.record({ do: fc.constant("ask" as const), query: queries }) },
    { weight: 1, arbitrary: fc.constant({ do: "restart" as const }) },
  ),
  { minLength: 5, maxLength: 18, size: "max" },
);

const BY_HAND = {
  delete: "DELETE FROM incident WHERE territory_id = $1 AND id % 41 = $2",
  postpone:
    "UPDATE incident SET occurred_at = occurred_at + interval '1 day' WHERE territory_id = $1 AND id % 5 = $2 % 5",
} as const;

async function take(process: Process, step: Step): Promise<Process> {
  const { db } = database;
  const territoryId = territory.id;
  if (step.do === "ask") await demandEqual(process, step.query);
  else if (step.do === "import") await insert(step.records.map((record) => townIncident(record)));
  else if (step.do === "close") {
    const { rows } = await db.pool.query<{ id: string }>(
      "SELECT id FROM incident WHERE territory_id = $1 AND id % 41 = $2",
      [territoryId, step.nth],
    );
    for (const { id } of rows) await setIncidentStatus(db, { territoryId, id: Number(id), status: "closed" });
  } else if (step.do === "restart") {
    await process.stop();
    return openProcess({ folder: process.folder });
  } else await db.pool.query(BY_HAND[step.do], [territoryId, step.nth]);
  return process;
}

type Told = { cells: HeatCells; state: string };

/** A real process of its own; `ask` waits until it knows what was committed at a time. */
async function forkProcess(folder: string): Promise<{
  child: ChildProcess;
  ask: (since: string) => Promise<{ shown: string[]; state: string }>;
}> {
  const child = fork(fileURLToPath(new URL("heat-process.ts", import.meta.url)), [database.url, folder]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const next = (): Promise<unknown> => new Promise((resolve) => child.once("message", resolve));
  await next();
  return {
    child,
    async ask(since) {
      for (;;) {
        const told = next();
        child.send({ territoryId: territory.id, query: EVER });
        const { cells, state } = (await told) as Told;
        if (cells.asOf >= since) return { shown: shown(cells), state };
        await sleep(20);
      }
    },
  };
}

describe("heat in memory", () => {
  test("equals the database's own count for any window, view and filter, through imports, corrections, deletions by hand and restarts", async () => {
    await fc.assert(
      fc.asyncProperty(steps, queries, async (all, last) => {
        await database.db.pool.query("DELETE FROM incident WHERE territory_id = $1", [territory.id]);
        let process = await openProcess();
        for (const step of all) process = await take(process, step);
        await demandEqual(process, last);
        await demandEqual(process);
        await process.stop();
      }),
      { seed: SEED, numRuns: 8 },
    );
  }, 60_000);

  test("two processes over one database each keep their own index and agree; so they do after one began anew from its files", async () => {
    await insert(
      Array.from({ length: 200 }, (_, i) =>
        townIncident({ externalId: `a${i}`, position: townPosition(i % 8, i % 3) }),
      ),
    );
    const [one, other] = [await openProcess(), await openProcess()];
    for (const each of [one, other]) await demandEqual(each);
    await one.stop();
    await insert(
      Array.from({ length: 50 }, (_, i) => townIncident({ externalId: `a${i * 3}`, severity: "urgent" })),
    );
    const again = await openProcess({ folder: one.folder });
    expect(again.said).toContain(`${territory.id}: the heat index is open, from files`);
    for (const each of [again, other]) await demandEqual(each);
  });

  test("is at least as new as what the live stream has told: whoever hears of a report and asks sees it", async () => {
    const { heat, feed } = await openProcess();
    for (let number = 1; number <= 30; number++) {
      const heard = new Promise<void>((resolve) => {
        const unsubscribe = feed.subscribe(() => {
          unsubscribe();
          resolve();
        });
      });
      const before = await heat.freshnessOf(territory.id);
      await reportIncident(database.db, { territoryId: territory.id, record: townIncident() });
      await heard;
      expect(total(await ask(heat))).toBe(number);
      expect(await heat.freshnessOf(territory.id)).not.toBe(before);
    }
  });

  test("behind the plain route and the procedure never gives an answer from before a change that was told", async () => {
    const { db, heat, feed } = await openProcess();
    const server = await serveDatabase(db, { context: { heat }, server: { heat } });
    onTestFinished(() => server.stop());
    const address = new URLSearchParams({
      from: EVER.from,
      to: EVER.to,
      bbox: EVER.bbox.join(),
      level: "20",
    });
    const route = `${server.origin}/territories/${territory.id}/heat.bin?${address}`;
    const seen = new Set<string | null>();
    for (let number = 1; number <= 15; number++) {
      const told = new Promise<void>((resolve) => feed.subscribe(() => resolve()));
      await reportIncident(database.db, { territoryId: territory.id, record: townIncident() });
      await told;
      const answer = await fetch(route);
      const cells = fromHeatRaster(readHeatFile(new Uint8Array(await answer.arrayBuffer())));
      expect(total(cells)).toBe(number);
      seen.add(answer.headers.get("etag"));
      const called = await createCaller(server.context).heat.cells({ territoryId: territory.id, ...EVER });
      expect(shown(called)).toEqual(shown(cells));
    }
    expect(seen.size).toBe(15);
  });

  test("lets the database count for those who may see only some grids, between two seconds, and for cells finer than it knows", async () => {
    await insert([townIncident({ externalId: "a", occurredAt: "2026-05-01T02:00:00.500Z" })]);
    const process = await openProcess();
    const late = { ...EVER, from: "2026-05-01T02:00:00.600Z" };
    expect(total(await ask(process.heat, late))).toBe(0);
    expect(total(await ask(process.heat, { ...EVER, level: 26 }))).toBe(1);
    const none = { territoryId: territory.id, within: [], query: EVER };
    expect(total(toHeatCells(await process.heat.cells(none)))).toBe(0);
    expect(stateOf(process)).toBe("index");
  });

  test.each([
    ["truncated", (bytes: Buffer) => bytes.subarray(0, bytes.length - 7)],
    ["of another program", () => Buffer.from("not a heat file, but long enough to be looked at")],
    ["changed in one bit", (bytes: Buffer) => Buffer.from(bytes.with(bytes.length - 9, bytes.at(-9)! ^ 4))],
    ["gone", null],
  ])("is built anew, and right, when a file is %s", async (_what, damage) => {
    await insert(Array.from({ length: 100 }, (_, i) => townIncident({ externalId: `a${i}` })));
    const { stop, folder } = await openProcess();
    await stop();
    const own = join(folder, String(territory.id));
    for (const name of readdirSync(own)) {
      if (!name.endsWith(".heat")) continue;
      if (damage === null) rmSync(join(own, name));
      else writeFileSync(join(own, name), damage(readFileSync(join(own, name))));
    }
    const again = await openProcess({ folder });
    expect(again.said).toContain(`${territory.id}: the heat index is open, from database`);
    await demandEqual(again);
  });

  test("is built anew when the database is an older copy, when too much was trimmed, and when the table was emptied", async () => {
    await insert(Array.from({ length: 100 }, (_, i) => townIncident({ externalId: `a${i}` })));
    const { stop, folder } = await openProcess();
    await stop();
    await database.db.pool.query("DELETE FROM heat_delta WHERE territory_id = $1", [territory.id]); // the mark, too
    const again = await openProcess({ folder });
    expect(again.said.join()).toMatch(/belong to another database, or to a time it no longer knows/);
    await demandEqual(again);
    await database.owner.query("TRUNCATE incident");
    await until("the index is given up", () => again.said.some((line) => /no longer kept/.test(line)));
    await again.heat.whenOpened();
    await demandEqual(again);
    expect(total(await ask(again.heat))).toBe(0);
  });

  test("moves with the boundaries, and begins when the first ones come", async () => {
    const empty = await createTerritory(database.db, { ...TOWN_TERRITORY, code: `town-${count}-empty` });
    const process = await openProcess();
    const states = (): string | undefined => process.heat.states()[empty.id];
    expect(states()).toBe("database");
    await importGrids(database.db, { territoryId: empty.id, records: createTown(1), file: "town" });
    await until("the first index", () => states() === "index");
    await insert([townIncident({ externalId: "far", position: townPosition(90, 2) })]);
    const wide = createTown(60);
    await importGrids(database.db, {
      territoryId: territory.id,
      records: wide,
      file: "town",
      confirm: true,
    } as never);
    await until("a larger square", () => process.said.some((line) => /boundaries moved/.test(line)));
    await process.heat.whenOpened();
    await demandEqual(process);
  });

  test("beyond its memory says so in one line, and the database counts", async () => {
    await insert(Array.from({ length: 100 }, (_, i) => townIncident({ externalId: `a${i}` })));
    const process = await openProcess({ memoryBytes: 30_000 });
    expect(stateOf(process)).toBe("database");
    const own = process.said.filter((line) => line.startsWith(`${territory.id}: `));
    expect(own.at(-1)).toMatch(
      /^\d+: the database counts heat: .*100 incidents need 1 MB, the limit is \d MB.*GETU_HEAT_MEMORY/,
    );
    expect(own.filter((line) => /the limit is/.test(line))).toHaveLength(1);
    expect(total(await ask(process.heat))).toBe(100);
  });

  test("that outgrows its memory while it runs gives up whole, never half", async () => {
    const process = await openProcess({ memoryBytes: 120_000 });
    for (let batch = 0; batch < 12; batch++) {
      await insert(Array.from({ length: 1000 }, (_, i) => townIncident({ externalId: `${batch}-${i}` })));
      expect(total(await ask(process.heat))).toBeGreaterThanOrEqual(0);
    }
    await until("the limit", () => stateOf(process) === "database");
    expect(total(await ask(process.heat))).toBe(12_000);
  });

  test("catches up with an import of 150,000 that came while nobody looked", async () => {
    const { stop, folder } = await openProcess();
    await stop();
    await database.db.pool.query(
      `INSERT INTO incident (territory_id, category, condition, severity, channel, status, summary,
         lng, lat, morton, occurred_at, reported_at, near_border)
       SELECT $1, 'noise', 'default', 'minor', 'hotline', 'reported', '', 1201000000, 302000000,
         (SELECT 3755914131546112 + n % 1000), timestamptz '2026-05-01' + n * interval '1 second', now(), false
       FROM generate_series(1, 150000) AS n`,
      [territory.id],
    );
    const again = await openProcess({ folder });
    expect(again.said).toContain(`${territory.id}: the heat index is open, from files`);
    await demandEqual(again, { ...EVER, bbox: [-180, -85, 180, 85], level: 12 });
  }, 60_000);

  test("two processes with a home each agree, and agree after one was killed with SIGKILL and began anew from its files", async () => {
    await insert(
      Array.from({ length: 300 }, (_, i) =>
        townIncident({ externalId: `a${i}`, position: townPosition(i % 8, i % 3) }),
      ),
    );
    const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "getu-heat-")));
    onTestFinished(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
    const list = (folder: string): string => join(folder, String(territory.id), "heat.json");
    let [killed, other] = await Promise.all(folders.map(forkProcess));
    await until("files of both", () => folders.every((folder) => existsSync(list(folder))));
    await Promise.all(
      Array.from({ length: 20 }, () =>
        reportIncident(database.db, { territoryId: territory.id, record: townIncident() }),
      ),
    );
    killed!.child.kill("SIGKILL");
    await insert(
      Array.from({ length: 100 }, (_, i) => townIncident({ externalId: `a${i}`, status: "verified" })),
    );
    killed = await forkProcess(folders[0]!);
    const expected = await askSql();
    for (const each of [killed, other!])
      expect(await each.ask(expected.asOf)).toEqual({ shown: shown(expected), state: "index" });
    await reportIncident(database.db, { territoryId: territory.id, record: townIncident() });
    const more = await askSql();
    expect(total(more)).toBe(321);
    for (const each of [killed, other!]) expect((await each.ask(more.asOf)).shown).toEqual(shown(more));
  }, 60_000);
});
