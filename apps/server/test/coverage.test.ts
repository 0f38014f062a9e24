import { createCaller } from "@getu/api";
import { createCoverageCount } from "@getu/domain";
import type { Coverage } from "@getu/domain";
import { importCameras, importGrids, importIncidents, readCoverageSite, setCameraStatus } from "@getu/store";
import { createTown, townCamera, townIncident, townPosition } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
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

const importOne = (externalId: string, x: number): Promise<unknown> =>
  importCameras(server.db, {
    territoryId,
    records: [townCamera({ externalId, position: townPosition(x, 1.5), rangeMetres: 30 })],
    file: "cameras",
  });

beforeAll(async () => {
  server = await startTestServer();
  territoryId = (await createTestTerritory(server.db, "covered")).id;
  await importGrids(server.db, { territoryId, records: createTown(), file: "town" });
  await importOne("first", 1.5);
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
  const counted = await server.context.coverage.find({ id: territoryId });
  const before = server.feed.latestCursor();
  const records = Array.from({ length: 300 }, (_, i) => townIncident({ externalId: `bulk-${i}` }));
  await importIncidents(server.db, { territoryId, records, file: "incidents" });
  await expect.poll(() => server.feed.latestCursor()).not.toBe(before);
  expect(await server.context.coverage.find({ id: territoryId })).toBe(counted);
});

test("an import of cameras has everything counted anew", async () => {
  await soon(({ cameras }) => expect(cameras.assumed).toBe(1));
  const { total } = await ask();
  await importOne("second", 5.5);
  await soon(({ cameras, total: after }) => {
    expect(cameras.assumed).toBe(2);
    expect(after.seenSquareMetres).toBeGreaterThan(1.9 * total.seenSquareMetres);
  });
});
