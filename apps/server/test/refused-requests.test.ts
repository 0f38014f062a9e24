import type { AppRouter } from "@getu/api";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendBare, sendRaw } from "./raw-request.ts";
import { createTestTerritory, startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let territoryId: number;

beforeAll(async () => {
  server = await startTestServer();
  territoryId = (await createTestTerritory(server.db, "refused")).id;
});
afterAll(() => server.stop());

const get = (path: string) => fetch(`${server.origin}${path}`);
const post = (path: string, sent: { headers: Record<string, string>; body: string }) =>
  sendBare(`${server.origin}${path}`, { method: "POST", ...sent });

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
      const answer = await post(path, {
        headers: { "content-type": type, ...headers },
        body: "{}",
      });
      expect(answer.status).toBe(403);
      expect(answer.text).toContain("CROSS_SITE_REFUSED");
    }
  });

  test.each(["PUT", "DELETE", "PATCH"])("a cross-site %s", async (method) => {
    expect(
      (
        await sendBare(`${server.origin}/trpc/territory.list`, {
          method,
          headers: { origin: "https://evil.example" },
        })
      ).status,
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
      body: JSON.stringify({ territoryId }),
    };
    const own = {
      ...input,
      headers: { ...input.headers, "sec-fetch-site": "same-origin", origin: server.origin },
    };
    for (const options of [input, own]) {
      const answer = await post("/trpc/summary.get", options);
      expect([answer.status, JSON.parse(answer.text)]).toEqual([
        200,
        expect.objectContaining({ result: expect.anything() as unknown }),
      ]);
    }
  });

  test("a body of more than 1 MB", async () => {
    const body = JSON.stringify({ territoryId, padding: "x".repeat(1_100_000) });
    const answer = await post("/trpc/summary.get", {
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
    const answer = await post("/trpc/summary.get", {
      headers: { "content-type": "application/json", "content-encoding": "gzip" },
      body: "not gzip",
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});
