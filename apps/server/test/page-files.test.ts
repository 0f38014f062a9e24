import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sendBare } from "./raw-request.ts";
import { startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

const wall = mkdtempSync(join(tmpdir(), "getu-wall-"));
let server: TestServer;

beforeAll(async () => {
  mkdirSync(join(wall, "assets"));
  writeFileSync(join(wall, "index.html"), "<!doctype html><title>wall</title>");
  writeFileSync(join(wall, "assets", "main-abc123.js"), `// ${"x".repeat(5000)}\n`);
  server = await startTestServer({ server: { wallFolder: wall } });
});
afterAll(async () => {
  await server.stop();
  rmSync(wall, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}${path}`, { headers });

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
      const { status, text } = await sendBare(`${server.origin}${path}`, { method: "GET" });
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
