import type { AppRouter } from "@getu/api";
import { createCaller } from "@getu/api";
import { ARC_ZOOMS, fromGridColumns, fromHeatRaster, gridColumnsSchema, readHeatFile } from "@getu/domain";
import type { HeatCells, HeatQuery, Territory } from "@getu/domain";
import { readArcFile, toArcs } from "@getu/geometry";
import { importBasemap, importIncidents, reportIncident } from "@getu/store";
import { createTRPCClient, httpLink } from "@trpc/client";
import type { TRPCClient } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestTerritory, startTestServer, testIncident } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let territory: Territory;
let client: TRPCClient<AppRouter>;

const WATER = {
  type: "FeatureCollection" as const,
  features: [
    {
      type: "Feature" as const,
      properties: { name: "试验河" },
      geometry: {
        type: "LineString" as const,
        coordinates: Array.from({ length: 200 }, (_, i) => [116.4 + i / 10_000, 39.9]),
      },
    },
  ],
};

const HEAT: HeatQuery = {
  from: "2026-11-01T00:00:00.000Z",
  to: "2026-12-01T00:00:00.000Z",
  bbox: [116.3, 39.8, 116.5, 40],
  level: 20,
};

beforeAll(async () => {
  server = await startTestServer();
  territory = await createTestTerritory(server.db, "plain");
  const records = Array.from({ length: 300 }, (_, i) => testIncident(i));
  await importIncidents(server.db, { territoryId: territory.id, records, file: "test" });
  await importBasemap(server.db, { territoryId: territory.id, kind: "water", collection: WATER });
  client = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${server.origin}/trpc` })] });
});
afterAll(() => server.stop());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}${path}`, { headers });

const heatAddress = (query: HeatQuery) =>
  `/territories/${territory.id}/heat.bin?${new URLSearchParams({ ...query, bbox: query.bbox.join(","), level: String(query.level), categories: query.categories?.join(",") ?? "noise" } as unknown as Record<string, string>)}`;

const bytesOf = async (answer: Response): Promise<Uint8Array> => new Uint8Array(await answer.arrayBuffer());

const heatOf = async (answer: Response): Promise<HeatCells> =>
  fromHeatRaster(readHeatFile(await bytesOf(answer)));

/** Cells in one order, whoever lists them. */
const inRows = ({ x, y, count }: HeatCells): string[] =>
  x.map((each, i) => `${y[i]} ${each} ${count[i]}`).sort();

describe("plain routes and procedures are the same answers", () => {
  test("heat", async () => {
    const plain = await heatOf(await get(heatAddress({ ...HEAT, categories: ["noise", "litter"] })));
    const called = await client.heat.cells.query({
      territoryId: territory.id,
      ...HEAT,
      categories: ["noise", "litter"],
    });
    expect(called.count.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(plain.level).toBe(called.level);
    expect(inRows(plain)).toEqual(inRows(called));
  });

  test.each<[Pick<HeatQuery, "severities" | "statuses">, number]>([
    [{ severities: ["urgent"] }, 10],
    [{ statuses: ["reported", "handling"] }, 20],
    [{ severities: ["urgent"], statuses: ["handling"] }, 0],
  ])("heat of %j alone", async (filter, expected) => {
    const statuses = ["reported", "handling", "closed"] as const;
    const records = Array.from({ length: 30 }, (_, i) => ({
      ...testIncident(i),
      externalId: `mixed-${i}`,
      category: "mixed",
      severity: i % 3 === 0 ? ("urgent" as const) : ("minor" as const),
      status: statuses[i % 3]!, // modulo the number of them
    }));
    await importIncidents(server.db, { territoryId: territory.id, records, file: "test" });
    const mixed = { ...HEAT, categories: ["mixed"] };
    const lists = Object.entries(filter).map(([name, words = []]) => [name, words.join(",")]);
    const address = `${heatAddress(mixed)}&${new URLSearchParams(lists)}`;
    const counted = async (): Promise<number> =>
      (await heatOf(await get(address))).count.reduce((sum, count) => sum + count, 0);
    await expect.poll(counted).toBe(expected); // the import is still being heard of
    const called = await client.heat.cells.query({ territoryId: territory.id, ...mixed, ...filter });
    expect(inRows(await heatOf(await get(address)))).toEqual(inRows(called));
  });

  test("heat is counted afresh when something has happened, and not while nothing has", async () => {
    let first = await get(heatAddress(HEAT));
    const askAgain = async (): Promise<number> => {
      const again = await get(heatAddress(HEAT), { "if-none-match": first.headers.get("etag")! });
      if (again.status === 200) first = again; // the import of a moment ago was still being heard of
      return again.status;
    };
    await expect.poll(askAgain).toBe(304);
    await reportIncident(server.db, { territoryId: territory.id, record: testIncident(1000) });
    const before = (await heatOf(first)).count;
    const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
    const changed = async () => (await heatOf(await get(heatAddress(HEAT)))).count;
    await expect.poll(async () => sum(await changed())).toBe(sum(before) + 1);
  });

  test("the basemap is what was imported, under a tag", async () => {
    const address = `/territories/${territory.id}/basemap/water.json`;
    const answer = await get(address);
    expect(await answer.json()).toEqual(WATER);
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect((await get(address, { "if-none-match": answer.headers.get("etag")! })).status).toBe(304);
    for (const refused of ["gzip;q=0", "gzip;q=0 , br", "br, gzip; q=0.00"]) {
      const plain = await get(address, { "accept-encoding": refused });
      expect(plain.headers.get("content-encoding"), refused).toBeNull();
    }
    const overview = await get(`${address}?detail=overview`);
    expect((await overview.text()).length).toBeLessThan(JSON.stringify(WATER).length / 2);
    expect((await get(`${address}?detail=all`)).status).toBe(400);
    const missing = await get(`/territories/${territory.id}/basemap/green.json`);
    expect([missing.status, await missing.json()]).toEqual([
      404,
      expect.objectContaining({
        error: expect.objectContaining({ message: "BASEMAP_NOT_FOUND" }) as unknown,
      }),
    ]);
  });

  const boundaryAddress = (tag: string, part: string) =>
    `/territories/${territory.id}/boundaries/${tag}/${part}`;

  test("exact boundaries in bytes are the procedure's edges, and browsers keep them for ever under the tag of their content", async () => {
    const { tag, version } = await client.grid.boundaries.query({ territoryId: territory.id });
    const called = await client.grid.edges.query({ territoryId: territory.id });
    const answer = await get(boundaryAddress(tag, "arcs/0/20/0/0/0"));
    expect(answer.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
    expect(answer.headers.get("content-type")).toBe("application/octet-stream");
    const again = await get(boundaryAddress(tag, "arcs/0/20/0/0/0"), {
      "if-none-match": answer.headers.get("etag") ?? "",
    });
    expect(again.status).toBe(304);
    const columns = readArcFile(await bytesOf(answer));
    expect([...columns.areaIds]).toEqual(called.gridIds);
    expect(toArcs(columns).map(({ left, right, points }) => ({ left, right, points }))).toEqual(called.arcs);
    expect(version).toBe(called.version);
  });

  test("boundaries of a version that there is not are not there, and a number that is none is refused", async () => {
    const { tag, version } = await client.grid.boundaries.query({ territoryId: territory.id });
    for (const part of ["arcs/0/20/0/0/0", "grids/0"]) {
      const statusOf = async (asked: string): Promise<number> =>
        (await get(`${boundaryAddress(tag, part)}?version=${asked}`)).status;
      expect(await statusOf(String(version + 1))).toBe(404);
      for (const wrong of ["0", "-1", "x", ""]) expect([wrong, await statusOf(wrong)]).toEqual([wrong, 400]);
    }
  });

  test("grids in columns are the procedure's list", async () => {
    const { tag } = await client.grid.boundaries.query({ territoryId: territory.id });
    const listed = await client.grid.list.query({ territoryId: territory.id });
    const answer = await get(boundaryAddress(tag, "grids/0"));
    const named = listed.map(({ id, tier, parentId, name, anchor }) => ({
      id,
      tier,
      parentId,
      name,
      anchor,
    }));
    expect(fromGridColumns(gridColumnsSchema.parse(await answer.json()))).toEqual(named);
  });

  test("boundaries of another tag are not there, and nobody keeps that answer", async () => {
    const { tag } = await client.grid.boundaries.query({ territoryId: territory.id });
    const other = await get(boundaryAddress(tag.replace(/^./, tag.startsWith("x") ? "y" : "x"), "grids/0"));
    expect([other.status, other.headers.get("cache-control")]).toEqual([404, "no-store"]);
    expect(await other.json()).toMatchObject({
      error: { data: { failure: { code: "BOUNDARIES_NOT_FOUND", current: tag } } },
    });
    const nowhere = await get(`/territories/99999/boundaries/${tag}/grids/0`);
    expect([nowhere.status, await nowhere.json()]).toEqual([
      404,
      expect.objectContaining({
        error: expect.objectContaining({ message: "TERRITORY_NOT_FOUND" }) as unknown,
      }),
    ]);
  });

  test.each([
    "arcs/9/20/0/0/0",
    "arcs/-1/20/0/0/0",
    `arcs/0/${ARC_ZOOMS[0] + 1}/0/0/0`,
    "arcs/0/20/17/0/0",
    "arcs/0/20/3/8/0",
    "arcs/0/20/3/0/1e3",
    "arcs/0/20/3/0/9999999999",
    "arcs/x/20/0/0/0",
    "grids/9",
    "grids/0x0",
  ])("T33 boundaries at %s are refused", async (part) => {
    const { tag } = await client.grid.boundaries.query({ territoryId: territory.id });
    const answer = await get(boundaryAddress(tag, part));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { message: "INPUT_INVALID" } });
  });

  test.each([
    ["level=x", { level: "x" }],
    ["an empty level", { level: "" }],
    ["three corners", { bbox: "1,2,3" }],
    ["a box with a hole", { bbox: "1,,3,4" }],
    ["an unknown parameter", { colour: "red" }],
    ["the year 0", { from: "0000-01-01T00:00:00Z" }],
    ["NUL in a category", { categories: "a\0b" }],
  ])("heat with %s is refused", async (_kind, change) => {
    const query = new URLSearchParams({
      ...HEAT,
      bbox: "1,1,2,2",
      level: "3",
      ...change,
    } as unknown as Record<string, string>);
    const answer = await get(`/territories/${territory.id}/heat.bin?${query}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { message: "INPUT_INVALID" } });
  });
});

test("answers are compressed when they are worth it", async () => {
  const input = encodeURIComponent(JSON.stringify({ territoryId: territory.id, limit: 100 }));
  expect((await get(`/trpc/incident.list?input=${input}`)).headers.get("content-encoding")).toBe("gzip");
});

test("the procedures called in the process and over HTTP agree", async () => {
  const caller = createCaller(server.context);
  const input = { territoryId: territory.id };
  expect(await client.territory.get.query(input)).toEqual(await caller.territory.get(input));
  expect(await client.catalogue.get.query(input)).toEqual(await caller.catalogue.get(input));
  expect(await client.incident.get.query({ ...input, id: 1 })).toEqual(
    await caller.incident.get({ ...input, id: 1 }),
  );
});
