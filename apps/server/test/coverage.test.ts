import { setTimeout as sleep } from "node:timers/promises";
import { createCaller } from "@getu/api";
import { createCoverageCount } from "@getu/domain";
import type { Camera, Coverage, LiveChange } from "@getu/domain";
import { importCameras, importGrids, importIncidents, readCoverageSite, setCameraStatus } from "@getu/store";
import { createTown, townBox, townCamera, townIncident, townPosition } from "@getu/store/testing";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { startCoverageThread } from "../src/coverage/coverage-thread.ts";
import { createFollowedCoverage } from "../src/coverage/followed-coverage.ts";
import { createLog } from "../src/log.ts";
import { createTestTerritory, startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let territoryId: number;

const ask = async (): Promise<Coverage> => {
  const found = await createCaller(server.context).coverage.get({ territoryId });
  if (!found) throw new Error("it is still being counted");
  return found;
};

/** Until the thread has counted, or the feed has told of a change. */
const soon = (check: (coverage: Coverage) => void): Promise<void> =>
  vi.waitFor(async () => check(await ask()), { timeout: 8_000, interval: 50 });

/** As `soon`, but a question that finds nothing counted fails at once. */
async function always(check: (coverage: Coverage) => boolean): Promise<Coverage> {
  const found = await ask();
  if (check(found)) return found;
  await sleep(20);
  return always(check);
}

const recordOf = (externalId: string, x: number, status: Camera["status"] = "online") =>
  townCamera({ externalId, position: townPosition(x, 1.5), rangeMetres: 30, status });

const importAll = (...records: ReturnType<typeof recordOf>[]): Promise<unknown> =>
  importCameras(server.db, { territoryId, records, file: "cameras" });

const camerasNow = (): Promise<Camera[]> => createCaller(server.context).camera.list({ territoryId });

/** Everything that the feed tells of the territory until the test ends. */
function hear(): LiveChange[] {
  const heard: LiveChange[] = [];
  const isOfTown = (change: { territoryId: number }): boolean => change.territoryId === territoryId;
  const stop = server.feed.subscribe((changes) =>
    heard.push(...changes.filter(isOfTown).map(({ change }) => change)),
  );
  onTestFinished(stop);
  return heard;
}

/** What is answered in the moment in which the next change is told. */
function askAtNextChange<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  return new Promise((resolve) => {
    const stop = server.feed.subscribe(() => {
      stop();
      resolve(ask());
    });
  });
}

beforeAll(async () => {
  server = await startTestServer();
  territoryId = (await createTestTerritory(server.db, "covered")).id;
  await importGrids(server.db, { territoryId, records: createTown(), file: "town" });
  await importAll(recordOf("first", 1.5));
});
afterAll(() => server.stop());

test("coverage is null while a thread counts it, and follows every change of a camera after that", async () => {
  expect(await createCaller(server.context).coverage.get({ territoryId })).toBeNull();
  await soon(({ cameras }) => expect(cameras).toEqual({ verified: 0, assumed: 1, uncounted: 0 }));
  const { total } = await ask();
  expect(total.seenSquareMetres).toBeGreaterThan(400);

  const [camera] = await createCaller(server.context).camera.list({ territoryId });
  await setCameraStatus(server.db, { territoryId, id: camera!.id, status: "offline" }); // one was imported
  await soon((coverage) => expect(coverage.total.seenSquareMetres).toBe(0));
  await setCameraStatus(server.db, { territoryId, id: camera!.id, status: "online" }); // as above
  await soon((coverage) => expect(coverage.total).toEqual(total));
});

test("coverage without a change of a camera is as of now, not as of the last change", async () => {
  await soon(({ cameras }) => expect(cameras.assumed).toBe(1));
  const before = Date.parse((await ask()).asOf);
  await sleep(2_500);
  const { asOf } = await ask();
  expect(Date.parse(asOf) - before).toBeGreaterThan(1_000);
  expect(Date.parse(asOf)).toBeLessThanOrEqual(Date.now() + 1_000);
});

test("two thousand cameras are counted in a thread of their own: the one that answers has next to nothing to do with it", async () => {
  const wide = (await createTestTerritory(server.db, "wide")).id;
  await importGrids(server.db, { territoryId: wide, records: createTown(), file: "town" });
  const records = Array.from({ length: 2000 }, (_, i) =>
    townCamera({
      externalId: `wide-${i}`,
      position: townPosition((i % 79) / 10, (i % 29) / 10),
      rangeMetres: 200,
    }),
  );
  await importCameras(server.db, { territoryId: wide, records, file: "cameras" });
  const isCounted = async (): Promise<boolean> => (await server.context.coverage.find({ id: wide })) !== null;
  const begun = process.threadCpuUsage();
  expect(await isCounted()).toBe(false);
  await expect.poll(isCounted, { timeout: 50_000, interval: 200 }).toBe(true);
  const here = process.threadCpuUsage(begun).user;
  const { site, cameras } = await readCoverageSite(server.db, wide);
  const before = process.threadCpuUsage();
  createCoverageCount(site, cameras).all(); // what it takes whoever does it
  const { user: counting } = process.threadCpuUsage(before);
  console.log(`the thread that answers took ${here} µs, counting takes ${counting}`);
  expect(here).toBeLessThan(counting / 2);
});

test("incidents that come by the hundred leave what is counted as it is: nothing that cameras see is another", async () => {
  await soon(({ cameras }) => expect(cameras.assumed).toBe(1));
  const find = () => server.context.coverage.find({ id: territoryId });
  const views = (await find())!.views; // it is counted
  const before = server.feed.latestCursor();
  const records = Array.from({ length: 300 }, (_, i) => townIncident({ externalId: `bulk-${i}` }));
  await importIncidents(server.db, { territoryId, records, file: "incidents" });
  await expect.poll(() => server.feed.latestCursor()).not.toBe(before);
  expect((await find())!.views).toBe(views);
});

test("an import of new cameras has everything counted anew; what was counted stands until then and says so", async () => {
  await soon(({ cameras }) => expect(cameras.assumed).toBe(1));
  const { total, asOf } = await ask();
  const meanwhile = askAtNextChange(ask);
  await importAll(recordOf("second", 5.5));
  expect(await meanwhile).toMatchObject({
    asOf,
    isOutdated: true,
    total,
    cameras: { assumed: 1, uncounted: 0 },
  });
  const after = await always(({ isOutdated }) => !isOutdated);
  expect(after.cameras.assumed).toBe(2);
  expect(after.total.seenSquareMetres).toBeGreaterThan(1.9 * total.seenSquareMetres);
});

test("a file in which one camera is off has that one told and counted out, and nothing else; it keeps since when", async () => {
  await importAll(recordOf("first", 1.5), recordOf("second", 5.5));
  await soon(({ cameras, isOutdated }) => expect([cameras.assumed, isOutdated]).toEqual([2, false]));
  const { total } = await ask();
  const heard = hear();
  const file = [recordOf("first", 1.5), recordOf("second", 5.5, "offline")];
  await importAll(...file);
  const off = await always(({ cameras }) => cameras.uncounted === 1);
  expect(off.isOutdated).toBe(false);
  expect(off.total.seenSquareMetres).toBeLessThan(0.6 * total.seenSquareMetres);
  const [, second] = await camerasNow();
  expect(Math.abs(Date.parse(second!.statusSince!) - Date.now())).toBeLessThan(10_000);
  await importAll(...file);
  expect((await camerasNow())[1]).toEqual(second);
  await setCameraStatus(server.db, { territoryId, id: second!.id, status: "online" }); // told after all that the file had told
  await always(({ cameras }) => cameras.assumed === 2);
  expect(heard).toEqual([
    { topic: "camera", camera: second },
    { topic: "camera", camera: (await camerasNow())[1] },
  ]);
});

test("other boundaries have their numbers counted before they are told; what cameras see stands meanwhile", async () => {
  await soon(({ isOutdated }) => expect(isOutdated).toBe(false));
  const lines = createTown().map((grid) =>
    grid.externalId === "lane-7-3" ? { ...grid, area: townBox(7, 3, 9, 4) } : grid,
  );
  const { coverage } = createCaller(server.context);
  const views = await coverage.views({ territoryId });
  const meanwhile = askAtNextChange(() =>
    Promise.all([coverage.get({ territoryId }), coverage.views({ territoryId })]),
  );
  await importGrids(server.db, { territoryId, records: lines, file: "town" });
  expect(await meanwhile).toEqual([null, { ...views, isOutdated: true }]);
  await soon(({ isOutdated }) => expect(isOutdated).toBe(false));
});

test("a thread that cannot begin is a warning, whatever was being read meanwhile: there is no coverage, and all else goes on", async () => {
  const warned: string[] = [];
  const coverage = createFollowedCoverage(server.db, {
    feed: server.feed,
    log: createLog("warn", { write: (line) => void warned.push(line) }),
    startThread: () => startCoverageThread(new URL("./failing-worker.ts", import.meta.url)),
  });
  onTestFinished(() => coverage.stop());
  const holder = await server.db.pool.connect();
  await holder.query("BEGIN; LOCK TABLE basemap IN ACCESS EXCLUSIVE MODE");
  expect(await coverage.find({ id: territoryId })).toBeNull();
  await sleep(1000); // by now it has failed, and the ground cannot be read
  expect(warned).toEqual([]);
  await holder.query("ROLLBACK");
  holder.release();
  await expect.poll(() => warned.join("")).toContain("there is no room for another thread");
  expect(await coverage.find({ id: territoryId })).toBeNull();
});

test("what nobody asks for any more is let go with its thread, and counted anew when it is asked for", async () => {
  let running = 0;
  const coverage = createFollowedCoverage(server.db, {
    feed: server.feed,
    log: createLog("silent"),
    idleMs: 1000,
    startThread() {
      const thread = startCoverageThread();
      running += 1;
      return {
        ...thread,
        async stop() {
          await thread.stop();
          running -= 1;
        },
      };
    },
  });
  onTestFinished(() => coverage.stop());
  const find = () => coverage.find({ id: territoryId });
  await expect.poll(find, { timeout: 8_000, interval: 50 }).not.toBeNull();
  const views = (await find())!.views; // it is counted
  for (let i = 0; i < 6; i += 1) {
    await sleep(300);
    expect((await find())!.views).toBe(views);
  }
  expect(running).toBe(1);
  await expect.poll(() => running, { timeout: 8_000 }).toBe(0);
  expect(await find()).toBeNull();
});
