import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

const PAGE = Buffer.from(`<!doctype html><title>made up</title>${"<p>".repeat(2000)}`);
const PROGRAM = Buffer.from(`// ${"x".repeat(5000)}\n`);
/** Every form of a file that a build leaves, by what an answer calls its coding. */
const FORMS = {
  br: { ending: ".br", formOf: brotliCompressSync },
  gzip: { ending: ".gz", formOf: gzipSync },
  plain: { ending: "", formOf: (bytes: Buffer) => bytes },
} as const;

const leaderFolder = mkdtempSync(join(tmpdir(), "getu-built-"));
let server: TestServer;

beforeAll(async () => {
  mkdirSync(join(leaderFolder, "assets"));
  const built = { "index.html": PAGE, "service-worker.js": PROGRAM, "assets/main-abc123.js": PROGRAM };
  for (const [name, bytes] of Object.entries(built))
    for (const { ending, formOf } of Object.values(FORMS))
      writeFileSync(join(leaderFolder, name + ending), formOf(bytes));
  server = await startTestServer({ server: { leaderFolder } });
});
afterAll(async () => {
  await server.stop();
  rmSync(leaderFolder, { recursive: true });
});

type Answer = { headers: IncomingHttpHeaders; body: Buffer };

/** What lies at an address, as it comes: `fetch` would open it. */
function ask(path: string, takes: string | null): Promise<Answer> {
  const headers = takes === null ? {} : { "accept-encoding": takes };
  return new Promise((resolve, reject) => {
    get(server.origin + path, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    }).on("error", reject);
  });
}

test.each([
  ["/leader/", PAGE, "text/html", "no-cache"],
  ["/leader/service-worker.js", PROGRAM, "javascript", "no-cache"],
  ["/leader/assets/main-abc123.js", PROGRAM, "javascript", "public, max-age=31536000, immutable"],
] as const)(
  "%s comes in the smallest form that the browser takes, as the build left it, and is kept as long as its name holds",
  async (path, bytes, type, kept) => {
    for (const [takes, form] of [
      ["gzip, deflate, br, zstd", "br"],
      ["gzip, deflate", "gzip"],
      ["identity", "plain"],
      [null, "plain"],
    ] as const) {
      const { headers, body } = await ask(path, takes);
      expect([headers["content-encoding"] ?? "plain", takes]).toEqual([form, takes]);
      expect(body.equals(FORMS[form].formOf(bytes))).toBe(true);
      expect(headers["content-type"]).toContain(type);
      expect(headers["cache-control"]).toBe(kept);
      if (form !== "plain") expect(headers.vary).toMatch(/accept-encoding/i);
    }
  },
);
