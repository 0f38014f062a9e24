import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTerritory } from "@getu/store";
import { TOWN_TERRITORY } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeAccount, openBrowser, signIn } from "./browser-session.ts";
import type { BrowserSession } from "./browser-session.ts";
import { sendRaw } from "./raw-request.ts";
import { startTestServer } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

let server: TestServer;
let person: BrowserSession;
const HSTS = "strict-transport-security";

beforeAll(async () => {
  server = await startTestServer({ openReading: "none", server: { publicUrl: "https://getu.example.cn" } });
  await createTerritory(server.db, { ...TOWN_TERRITORY, demo: false });
  await makeAccount(server, { username: "chief", role: "administrator" });
  person = await signIn(server, "chief");
});
afterAll(() => server.stop());

/** Every route of the server, with something that fits in place of its parameters. */
function listRoutes(): { method: string; path: string }[] {
  const filled: Record<string, string> = {
    ":territoryId": "1",
    ":kind": "water",
    ":tag": "tag",
    ":format": "json",
    ":code": "noise",
    ":path": "territory.list",
  };
  const above: string[] = [];
  return server.app
    .printRoutes({ commonPrefix: false })
    .split("\n")
    .flatMap((line) => {
      const [, indent, path, methods] = /^([\s│]*)[├└]── (\S+) \((.+)\)$/.exec(line) ?? [];
      if (indent === undefined || path === undefined || methods === undefined) return [];
      const depth = indent.length / 4;
      above[depth] = path;
      const whole = path === "*" ? "/auth/sign-in/username" : above.slice(0, depth + 1).join("");
      const address = whole
        .replaceAll(/\((?:[^()]|\([^()]*\))*\)/g, "")
        .replaceAll(/:id(?=-small|\.jpg)/g, "0".repeat(32))
        .replaceAll(/:[a-zA-Z]+/g, (name) => filled[name] ?? "0");
      return methods.split(", ").map((method) => ({ method, path: address }));
    });
}

const ASKED: ReadonlySet<string> = new Set(["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]);

async function answerTo(browser: BrowserSession, method: string, path: string): Promise<Response> {
  const cookie = browser.cookie();
  const headers = { origin: server.origin, "content-type": "application/json", cookie };
  const body = method === "GET" || method === "OPTIONS" ? null : "{}";
  return fetch(server.origin + path, { method, headers, body, redirect: "manual" });
}

function demandHeaders({ headers }: Response, what: string): void {
  const csp = headers.get("content-security-policy") ?? "";
  expect([what, csp]).toEqual([what, expect.stringContaining("frame-ancestors '")]);
  expect(csp).toMatch(/default-src '(?:self|none)'/);
  expect(csp).not.toContain("unsafe-eval");
  const script = csp.split(";").find((directive) => directive.startsWith("script-src")) ?? "";
  expect(script).not.toContain("unsafe-inline");
  expect({ what, ...Object.fromEntries(headers) }).toMatchObject({
    what,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    [HSTS]: expect.stringMatching(/^max-age=\d{8}/) as string,
  });
}

describe("T42 the security headers", () => {
  test("are on every route and method, whoever asks and whatever is answered", async () => {
    const routes = listRoutes().filter(({ method }) => ASKED.has(method));
    expect(routes.length).toBeGreaterThan(25);
    const statuses = new Set<number>();
    for (const { method, path } of routes)
      for (const browser of [openBrowser(server), person]) {
        if (path === "/live") continue; // asked below, as a stream and as a refusal
        const answer = await answerTo(browser, method, path);
        demandHeaders(answer, `${method} ${path} ${answer.status}`);
        statuses.add(answer.status);
        await answer.body?.cancel();
      }
    expect(statuses).toEqual(new Set([...statuses, 200, 400, 401, 403, 404]));
  });

  test.each([
    ["a stream", "/live?territory=1", 200],
    ["an unknown page", "/nowhere", 404],
    ["an unknown file of the desk", "/desk/nowhere.js", 404],
    ["an unknown file of the public page", "/report/nowhere.js", 404],
    ["an address that cannot be read", "/%zz", 400],
    ["a folder above", "/%2e%2e/%2e%2e/etc/passwd", 404],
    ["a question that is none", "/territories/1/heat.bin", 400],
    ["a procedure that is not there", "/trpc/nothing.get", 404],
  ])("are on %s", async (_what, path, status) => {
    const answer = await person.get(path);
    demandHeaders(answer, path);
    expect(answer.status).toBe(status);
    await answer.body?.cancel();
  });

  test("are on what the parser of HTTP refuses", async () => {
    const { status, head } = await sendRaw(server.port, "GET / HTTP/9.9");
    expect(status).toBe(400);
    for (const name of [
      "content-security-policy: default-src 'none'",
      "x-content-type-options: nosniff",
      HSTS,
    ])
      expect(head).toContain(name);
  });

  test("hold browsers to TLS only where people reach the server by it", async () => {
    const plain = await startTestServer({ openReading: "none" });
    for (const path of ["/healthz", "/%zz"])
      expect((await fetch(plain.origin + path)).headers.get(HSTS)).toBeNull();
    await plain.stop();
  });

  test("let the pages of desk, public page and wall load nothing from elsewhere", async () => {
    const folder = join(server.photoFolder, "built");
    for (const page of ["", "desk", "planner", "report"]) {
      mkdirSync(join(folder, page), { recursive: true });
      writeFileSync(join(folder, page, "index.html"), "<!doctype html>");
    }
    const built = await startTestServer({
      openReading: "none",
      server: {
        wallFolder: folder,
        deskFolder: join(folder, "desk"),
        leaderFolder: join(folder, "leader"),
        plannerFolder: join(folder, "planner"),
        residentFolder: join(folder, "report"),
        publicUrl: "https://getu.example.cn",
      },
    });
    for (const page of ["/", "/desk/", "/planner/", "/report", "/report?via=mailbox"]) {
      const answer = await openBrowser(built).get(page, { accept: "text/html" });
      expect([page, answer.status]).toEqual([page, 200]);
      demandHeaders(answer, page);
      expect(answer.headers.get("content-security-policy")).not.toMatch(/https?:|\*/);
    }
    await built.stop();
  });
});

test.each([
  ["GET", "/trpc/person.list"],
  ["GET", "/trpc/nothing.get"],
  ["POST", "/auth/sign-in/username"],
  ["POST", "/device-session"],
  ["POST", "/device-session/renewal"],
  ["POST", "/wall-pairing"],
  ["POST", "/wall-report"],
  ["POST", "/report/cases"],
  ["GET", "/open311/v2/requests.json"],
  ["GET", `/territories/1/photos/${"0".repeat(32)}.jpg`],
  ["GET", "/healthz"],
])("T42 no browser keeps what %s %s answers", async (method, path) => {
  const answer = await answerTo(person, method, path);
  expect(answer.headers.get("cache-control")).toContain("no-store");
});
