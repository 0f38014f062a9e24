import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppRouter } from "@getu/api";
import { createCaller, createGridIndexes } from "@getu/api";
import { ARC_ZOOMS, fromGridColumns, fromHeatRaster, gridColumnsSchema, readHeatFile } from "@getu/domain";
import type { HeatCells, HeatQuery, Territory } from "@getu/domain";
import { readArcFile, toArcs } from "@getu/geometry";
import { closeDb, importBasemap, importIncidents, openDb, reportIncident } from "@getu/store";
import { startTcpProxy } from "@getu/testkit";
import { createTRPCClient, httpBatchLink, httpLink } from "@trpc/client";
import type { TRPCClient } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendRaw } from "./raw-request.ts";
import { createTestTerritory, startTestServer, testIncident } from "./test-server.ts";
import type { LoneTestServer } from "./test-server.ts";

let server: LoneTestServer;
let territory: Territory;
let wall: string;
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
  wall = mkdtempSync(join(tmpdir(), "getu-wall-"));
  mkdirSync(join(wall, "assets"));
  writeFileSync(join(wall, "index.html"), "<!doctype html><title>wall</title>");
  writeFileSync(join(wall, "assets", "main-abc123.js"), `// ${"x".repeat(5000)}\n`);
  server = await startTestServer({ server: { wallFolder: wall } });
  territory = await createTestTerritory(server.db, "http");
  const records = Array.from({ length: 300 }, (_, i) => testIncident(i));
  await importIncidents(server.db, { territoryId: territory.id, records, file: "test" });
  await importBasemap(server.db, { territoryId: territory.id, kind: "water", collection: WATER });
  client = createTRPCClient<AppRouter>({ links: [httpLink({ url: `${server.origin}/trpc` })] });
});
afterAll(async () => {
  await server.stop();
  rmSync(wall, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}${path}`, { headers });

/** Without the conveniences of fetch: headers such as Sec-Fetch-Site and bodies of any kind go out as given. */
function send(
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(`${server.origin}${path}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

const heatAddress = (query: HeatQuery, id = territory.id) =>
  `/territories/${id}/heat.bin?${new URLSearchParams({ ...query, bbox: query.bbox.join(","), level: String(query.level), categories: query.categories?.join(",") ?? "noise" } as unknown as Record<string, string>)}`;

const bytesOf = async (answer: Response): Promise<Uint8Array> => new Uint8Array(await answer.arrayBuffer());

const heatOf = async (answer: Response): Promise<HeatCells> =>
  fromHeatRaster(readHeatFile(await bytesOf(answer)));

/** Cells in one order, whoever lists them. */
const inRows = ({ x, y, count }: HeatCells): string[] =>
  x.map((each, i) => `${y[i]} ${each} ${count[i]}`).sort();

describe("the wall's files", () => {
  test("the page is asked for again each time, what is named by its content never", async () => {
    const page = await get("/");
    expect([page.status, page.headers.get("cache-control")]).toEqual([200, "no-cache"]);
    expect(await page.text()).toContain("<title>wall</title>");
    const asset = await get("/assets/main-abc123.js");
    expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(asset.headers.get("content-encoding")).toBe("gzip");
  });

  test("an unknown page is the wall, anything else unknown is 404 in JSON", async () => {
    const page = await get("/some/view", { accept: "text/html,*/*" });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining("wall")]);
    for (const [path, accept] of [
      ["/assets/gone.js", "*/*"],
      ["/favicon.ico", "text/html"],
      ["/nothing", "application/json"],
    ] as const) {
      const answer = await get(path, { accept });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ error: { message: "ROUTE_NOT_FOUND" } });
    }
  });

  test("T27 no file outside the folder can be reached", async () => {
    for (const path of [
      "/../package.json",
      "/..%2fpackage.json",
      "/assets/..%2f..%2f..%2fetc%2fpasswd",
      "/%2e%2e/%2e%2e/etc/passwd",
      "/assets/%00",
      "/assets/..\\..\\etc\\passwd",
      "//etc/passwd",
    ]) {
      const { status, text } = await send("GET", path);
      expect([400, 403, 404]).toContain(status);
      expect(text).not.toMatch(/root:|"private"/);
    }
  });

  test("without a built wall the page says what to run", async () => {
    const bare = await startTestServer();
    const answer = await fetch(bare.origin, { headers: { accept: "text/html" } });
    expect([answer.status, await answer.text()]).toEqual([503, "The wall is not built: run npm run build\n"]);
    await bare.stop();
  });

  test("the page may load nothing from elsewhere", async () => {
    const policy = (await get("/")).headers.get("content-security-policy")!;
    expect(policy).toBe(
      "default-src 'self';worker-src 'self';connect-src 'self';img-src 'self' data: blob:;style-src 'self' 'unsafe-inline';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'self'",
    );
  });

  test("a basemap's origin is the only one that is added", async () => {
    const url = "https://maps.example:8443/styles/town.json?key=1";
    const styled = await startTestServer({ context: { basemap: { kind: "style", url } } });
    const policy = (await fetch(styled.origin)).headers.get("content-security-policy")!;
    expect(policy.match(/https?:[^;]*/g)).toEqual(["https://maps.example:8443", "https://maps.example:8443"]);
    await styled.stop();
  });
});

describe("health", () => {
  test("healthz answers for the process, readyz for a write to the database", async () => {
    expect(await (await get("/healthz")).json()).toEqual({ status: "ok" });
    expect(await (await get("/readyz")).json()).toEqual({
      status: "ready",
      heat: {},
      historyIsGuarded: true,
    });
  });

  test("T49 readyz says when the server's role in the database can change history, as soon as it can", async () => {
    const ask = async (): Promise<unknown> => (await get("/readyz")).json();
    await server.owner.query("GRANT DELETE ON audit_entry TO PUBLIC");
    expect(await ask()).toMatchObject({ status: "ready", historyIsGuarded: false });
    await server.owner.query("REVOKE DELETE ON audit_entry FROM PUBLIC");
    expect(await ask()).toMatchObject({ status: "ready", historyIsGuarded: true });
  });

  test("T02 a database that takes no write is 503 with Retry-After, and healthz stays 200; then it is ready again", async () => {
    const other = await startTestServer();
    const name = new URL(other.db.url).pathname.slice(1);
    const pool = server.owner;
    await pool.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    await pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    const refused = await fetch(`${other.origin}/readyz`);
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(await refused.json()).toMatchObject({ error: { message: "DATABASE_UNAVAILABLE" } });
    expect((await fetch(`${other.origin}/healthz`)).status).toBe(200);
    await pool.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
    await pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
    await expect.poll(async () => (await fetch(`${other.origin}/readyz`)).status).toBe(200); // once the pool has seen them end
    await other.stop();
  });

  test("T02 while the database is away calls are 503 with Retry-After, and work again without a restart", async () => {
    const through = new URL(server.db.url);
    const proxy = await startTcpProxy(Number(through.port));
    through.port = String(proxy.port);
    const db = await openDb(through.href);
    const other = await startTestServer({ context: { db, gridIndexes: createGridIndexes(db) } });
    const address = (path: string) => `${other.origin}${path}`;
    expect((await fetch(address("/trpc/territory.list"))).status).toBe(200);
    await proxy.set("refuse");
    const heat = heatAddress(HEAT).replace("level=20", "level=19");
    for (const path of ["/trpc/territory.list", heat, "/readyz", `/live?territory=${territory.id}`]) {
      const answer = await fetch(address(path));
      expect([path, answer.status, answer.headers.get("retry-after")]).toEqual([path, 503, "2"]);
      expect(await answer.json()).toMatchObject({ error: { message: "DATABASE_UNAVAILABLE" } });
    }
    expect((await fetch(address("/healthz"))).status).toBe(200);
    await proxy.set("ok");
    expect((await fetch(address("/trpc/territory.list"))).status).toBe(200);
    expect((await fetch(address("/readyz"))).status).toBe(200);
    await other.stop();
    await closeDb(db);
    await proxy.stop();
  });
});

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

  test("heat is counted afresh when something has happened, and not while nothing has", async () => {
    const first = await get(heatAddress(HEAT));
    const again = await get(heatAddress(HEAT), { "if-none-match": first.headers.get("etag")! });
    expect(again.status).toBe(304);
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
    expect(
      (await get(address, { "accept-encoding": "gzip;q=0" })).headers.get("content-encoding"),
    ).toBeNull();
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

describe("T33 T38 what is refused", () => {
  test.each([
    ["an address that is no text", "GET /%E0%A4%A HTTP/1.1", 400],
    ["a procedure that is no text", "GET /trpc/%zz HTTP/1.1", 400],
    ["a method that does not exist", "NONSENSE / HTTP/1.1", 400],
    ["what is no HTTP at all", "hello", 400],
    ["a head of 20 kB", `GET /${"a".repeat(20_000)} HTTP/1.1`, 413],
    ["TRACE of a procedure", "TRACE /trpc/territory.list HTTP/1.1", 405],
    ["TRACE of a page", "TRACE / HTTP/1.1", 405],
    ["PROPFIND", "PROPFIND / HTTP/1.1", 405],
  ])("%s is answered in the product's own shape", async (_what, line, status) => {
    const answer = await sendRaw(server.port, line);
    expect(answer.status).toBe(status);
    const { error } = JSON.parse(answer.body) as { error: { data: object } };
    expect(error.data).toEqual({ code: expect.any(String) as unknown, httpStatus: status, failure: null });
  });

  test.each(["0x1", "1e0", "+1", "01", "1.0", "%201", "-1", "0", "99999999999", "9999999999"])(
    "the id %s is no id, wherever an address holds one",
    async (id) => {
      const addresses = [
        `/live?territory=${id.replace("+", "%2B")}`,
        `/territories/${id}/basemap/water.json`,
        `/territories/${id}/boundaries/x/grids/0`,
        `/territories/${id}/heat.bin?level=8`,
      ];
      for (const address of addresses) {
        const answer = await fetch(`${server.origin}${address}`);
        expect([address, answer.status]).toEqual([address, 400]);
        expect(await answer.json()).toMatchObject({ error: { message: "INPUT_INVALID" } });
      }
    },
  );

  const path = "/trpc/territory.list?batch=1";

  test("a batch of 11, not one of 10", async () => {
    const batch = (count: number) =>
      get(`/trpc/${Array.from({ length: count }, () => "territory.list").join(",")}?batch=1`);
    expect((await batch(10)).status).toBe(200);
    expect((await batch(11)).status).toBe(400);
    expect((await batch(300)).status).toBeGreaterThanOrEqual(400);
  });

  test("the client's own batches pass", async () => {
    const batching = createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: `${server.origin}/trpc`, maxItems: 10 })],
    });
    const answers = await Promise.all(Array.from({ length: 25 }, () => batching.territory.list.query()));
    expect(answers).toHaveLength(25);
  });

  const kinds = [
    "application/json",
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
  ];

  test.each(kinds)("a cross-site POST as %s", async (type) => {
    for (const headers of [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { origin: "https://evil.example" },
      { origin: "null" },
    ]) {
      const answer = await send("POST", path, {
        headers: { "content-type": type, ...headers },
        body: "{}",
      });
      expect(answer.status).toBe(403);
      expect(answer.text).toContain("CROSS_SITE_REFUSED");
    }
  });

  test.each(["PUT", "DELETE", "PATCH"])("a cross-site %s", async (method) => {
    expect(
      (await send(method, "/trpc/territory.list", { headers: { origin: "https://evil.example" } })).status,
    ).toBe(403);
  });

  test("what is refused carries the security headers, and no answer of a procedure is kept", async () => {
    const refused = await fetch(`${server.origin}${path}`, {
      method: "POST",
      headers: { origin: "https://evil.example" },
    });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("content-security-policy")).toContain("default-src 'self'");
    expect((await get("/trpc/territory.list")).headers.get("cache-control")).toBe("no-store");
  });

  test("a POST of the page itself and of a program is not", async () => {
    const input = {
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ territoryId: territory.id }),
    };
    const own = {
      ...input,
      headers: { ...input.headers, "sec-fetch-site": "same-origin", origin: server.origin },
    };
    for (const options of [input, own]) {
      const answer = await send("POST", "/trpc/summary.get", options);
      expect([answer.status, JSON.parse(answer.text)]).toEqual([
        200,
        expect.objectContaining({ result: expect.anything() as unknown }),
      ]);
    }
  });

  test("a body of more than 1 MB", async () => {
    const body = JSON.stringify({ territoryId: territory.id, padding: "x".repeat(1_100_000) });
    const answer = await send("POST", "/trpc/summary.get", {
      headers: { "content-type": "application/json" },
      body,
    });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      413,
      expect.objectContaining({
        error: expect.objectContaining({ message: "PAYLOAD_TOO_LARGE" }) as unknown,
      }),
    ]);
  });

  test("a compressed body, which could unfold into more than the limit", async () => {
    const answer = await send("POST", "/trpc/summary.get", {
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      body: "not gzip",
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
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
