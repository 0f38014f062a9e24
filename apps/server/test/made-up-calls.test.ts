import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appRouter } from "@getu/api";
import { QUEUES, ROLES } from "@getu/domain";
import { importClusters, importGrids, importIncidents } from "@getu/store";
import { createTown, townCluster, townPosition } from "@getu/store/testing";
import fc from "fast-check";
import type { FastifyInstance } from "fastify";
import type { z } from "zod";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { forgetAddress, makeAccount, signIn } from "./browser-session.ts";
import { hostile, LEAKS } from "./hostile-value.ts";
import { inputsOf, spoiled } from "./made-up-input.ts";
import { createTestTerritory, startTestServer, testIncident } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

/** Logged in the titles: the same calls come again. */
const SEED = 2121;
const RUNS = inject("gate") === "night" ? 10_000 : 1000;
const INCIDENTS = 25;
const CLUSTERS = 8;

/** What counts who asks how often, and the log of what was refused, may grow by a refusal. */
const MAY_GROW = new Set(["address_count", "rate_limit", "sign_in_lock", "audit_entry", "verification"]);

type Procedure = { path: string; type: string; inputs: readonly z.ZodType[] };
type Defined = { _def: { type: string; inputs?: readonly z.ZodType[] } };

/** Every procedure there is, from the router itself: a new one is covered by itself. */
/* eslint-disable no-underscore-dangle -- the library's own name for it */
const PROCEDURES: readonly Procedure[] = Object.entries(
  appRouter._def.procedures as unknown as Record<string, Defined>,
).map(([path, { _def: definition }]) => ({
  path,
  type: definition.type,
  inputs: definition.inputs ?? [],
}));
/* eslint-enable no-underscore-dangle */

type Route = { method: string; url: string };
/** Every route that the server installs, as it says so itself. */
const routes: Route[] = [];

const pages = mkdtempSync(join(tmpdir(), "getu-pages-"));
let server: TestServer;
let territoryId: number;
let tables: readonly string[];
const cookies = new Map<string, string>([["nobody", ""]]);

/** Pages as a build leaves them. */
function builtPages() {
  const names = ["wall", "resident", "desk", "leader", "planner"];
  const [wallFolder, residentFolder, deskFolder, leaderFolder, plannerFolder] = names.map((name) => {
    const folder = join(pages, name);
    mkdirSync(folder);
    writeFileSync(join(folder, "index.html"), "<!doctype html><title>made up</title>");
    return folder;
  }) as [string, string, string, string, string]; // one for each
  return { wallFolder, residentFolder, deskFolder, leaderFolder, plannerFolder };
}

function listen(message: unknown): void {
  const { fastify } = message as { fastify: FastifyInstance };
  fastify.addHook("onRoute", ({ method, url }) => {
    for (const each of [method].flat()) routes.push({ method: each, url });
  });
}

beforeAll(async () => {
  subscribe("fastify.initialization", listen);
  server = await startTestServer({ openReading: "none", server: builtPages() });
  unsubscribe("fastify.initialization", listen);
  territoryId = (await createTestTerritory(server.db, "made-up")).id;
  await importGrids(server.db, { territoryId, records: createTown(), file: "town" });
  const records = Array.from({ length: INCIDENTS }, (_, i) => ({
    ...testIncident(i),
    position: townPosition(i % 8, i % 4),
  }));
  await importIncidents(server.db, { territoryId, records, file: "town" });
  const clusters = Array.from({ length: CLUSTERS }, (_, i) =>
    townCluster({ externalId: `cluster-${i}`, position: townPosition(i + 0.5, 0.5) }),
  );
  await importClusters(server.db, { territoryId, records: clusters, file: "households" });
  for (const role of ROLES.filter((each) => each !== "device")) {
    await makeAccount(server, { username: role, role, territoryId });
    cookies.set(role, (await signIn(server, role)).cookie());
    await forgetAddress(server);
  }
  const { rows } = await server.db.pool.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
  );
  tables = rows.map(({ name }) => name).filter((name) => !MAY_GROW.has(name));
});
afterAll(async () => {
  await server.stop();
  rmSync(pages, { recursive: true });
});

/** How many rows each table has. */
async function countRows(): Promise<unknown> {
  const counts = tables.map((name) => `(SELECT count(*) FROM "${name}") AS "${name}"`);
  return (await server.db.pool.query(`SELECT ${counts.join(", ")}`)).rows[0];
}

type Answer = { status: number; type: string; text: string };

type Request = {
  as: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
};

async function send(path: string, { as, ...init }: Request): Promise<Answer> {
  const headers = { origin: server.origin, cookie: cookies.get(as) ?? "", ...init.headers };
  const answer = await fetch(`${server.origin}${path}`, { ...init, headers, redirect: "manual" });
  const type = answer.headers.get("content-type") ?? "";
  if (type.startsWith("text/event-stream")) await answer.body?.cancel(); // it would never end
  return { status: answer.status, type, text: answer.bodyUsed ? "" : await answer.text() };
}

function expectDecent({ status, type, text }: Answer): void {
  expect([status < 500, text.slice(0, 300)]).toEqual([true, expect.anything()]);
  if (!type.includes("javascript") && !type.includes("html")) expect(text).not.toMatch(LEAKS);
}

/** Refused by a code of ours that a program can act on. */
function expectCode({ text }: Answer): void {
  const { error } = JSON.parse(text) as { error: { message: string; data: object } };
  expect(error.message).toMatch(/^[A-Z]+(?:_[A-Z]+)*$/);
  expect(Object.keys(error.data).toSorted()).toEqual(["code", "failure", "httpStatus"]);
}

/** In between everybody is served as before. */
async function expectService(): Promise<void> {
  const input = encodeURIComponent(JSON.stringify({ territoryId }));
  expect((await send(`/trpc/summary.get?input=${input}`, { as: "dispatcher" })).status).toBe(200);
}

/** What is made up comes as far as to be written, at least here. */
const WRITES: ReadonlySet<string> = new Set(["incident.report", "intake.file", "device.create"]);

/** What writes is asked three times as often as what reads, and where something has to be written much oftener. */
function weightOf({ path, type }: Pick<Procedure, "path" | "type">): number {
  if (WRITES.has(path)) return 15;
  return type === "mutation" ? 3 : 1;
}
const ALL_WEIGHTS = PROCEDURES.reduce((sum, procedure) => sum + weightOf(procedure), 0);

let calls = 0;
/** Leaves out what limits one address, and looks after the others now and then. */
async function pause(): Promise<void> {
  calls += 1;
  if (calls % 25 !== 0) return;
  await server.db.pool.query("DELETE FROM address_count");
  await expectService();
}

/** Everybody, but oftener those who may do much: a call that is not permitted goes no further. */
const roles = fc.oneof(
  fc.constantFrom("nobody", ...ROLES.filter((role) => role !== "device")),
  fc.constantFrom("dispatcher", "administrator"),
);
const mostly = (usual: unknown, rare: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: rare });
/** About what there is. */
const there = () => ({
  territoryId: fc.constant(territoryId),
  id: fc.integer({ min: 1, max: INCIDENTS }),
  incidentId: fc.integer({ min: 1, max: INCIDENTS }),
  gridId: fc.integer({ min: 1, max: createTown().length }),
  clusterId: fc.integer({ min: 1, max: CLUSTERS }),
  draftId: fc.constant(1),
  version: fc.constant(1),
  seen: fc.constant(1),
  queue: fc.constant("overdue"), // it has most orders
  category: fc.constant("street-light"),
  condition: fc.constant("single"),
  position: fc
    .tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 3 }))
    .map(([x, y]) => townPosition(x + 0.5, y + 0.5)),
  photoIds: fc.constant([]),
});
/** About what may be there. */
const known = () => ({
  ...there(),
  territoryId: mostly(territoryId, fc.nat()),
  id: fc.integer({ min: 1, max: 30 }),
  incidentId: fc.integer({ min: 1, max: 30 }),
  duplicateOf: fc.integer({ min: 1, max: 30 }),
  sameAs: mostly(null, fc.integer({ min: 1, max: 30 })),
  gridId: fc.option(fc.integer({ min: 1, max: 60 })),
  queue: fc.constantFrom(...QUEUES),
  clusterId: fc.integer({ min: 1, max: 2 * CLUSTERS }),
  category: mostly("street-light", fc.constantFrom("noise", "dragons")),
  condition: mostly("single", fc.constantFrom("ordinary", "dragons")),
  position: fc
    .tuple(fc.integer({ min: -1, max: 9 }), fc.integer({ min: -1, max: 5 }))
    .map(([x, y]) => townPosition(x, y)),
});

const post = (path: string, as: string, input: unknown): Promise<Answer> => {
  const headers = { "content-type": "application/json" };
  return send(`/trpc/${path}`, { as, method: "POST", headers, body: JSON.stringify(input) ?? "" });
};

/** Reads of what this test does not make: a reading that was begun, an action that is open. */
const OUT_OF_REACH: ReadonlySet<string> = new Set(["audit.list", "incident.preview"]);

describe("T21 a call that says all that is asked for, about what is there", () => {
  test.each(PROCEDURES)(
    "of $path is no fault of ours, and what reads answers somebody at least",
    async ({ path, type, inputs }) => {
      const given = fc.sample(inputsOf(inputs, there()), { seed: SEED, numRuns: 3 });
      const statuses: number[] = [];
      for (const as of ["administrator", "dispatcher", "planner"])
        for (const input of given) {
          const answer = await post(path, as, input);
          expectDecent(answer);
          statuses.push(answer.status);
        }
      if (type === "query" && !OUT_OF_REACH.has(path)) expect(statuses).toContain(200);
    },
  );
});

describe(`T21 made-up calls (seed ${SEED})`, () => {
  test.each(PROCEDURES)(
    "of $path, by everybody, are answered by a code or a result, and a refusal leaves nothing",
    async ({ path, type, inputs }) => {
      const fitting = inputsOf(inputs, known());
      const input = fc.oneof(fitting, spoiled(fitting, hostile));
      const met = { taken: false, refused: false };
      let before = await countRows();
      const property = fc.asyncProperty(roles, input, async (as, given) => {
        const answer = await post(path, as, given);
        expectDecent(answer);
        const isTaken = answer.status === 200;
        if (!isTaken) expectCode(answer);
        met[isTaken ? "taken" : "refused"] = true;
        if (type === "mutation") {
          const after = await countRows();
          if (!isTaken) expect(after).toEqual(before);
          before = after;
        }
        await pause();
      });
      const numRuns = Math.ceil((0.7 * RUNS * weightOf({ path, type })) / ALL_WEIGHTS);
      await fc.assert(property, { seed: SEED, numRuns });
      expect(met).toEqual({ taken: WRITES.has(path) || met.taken, refused: true }); // none takes everything
    },
  );

  test("of every plain route, by everybody, are answered without a fault of ours, and a refusal leaves nothing", async () => {
    const asked = routes.filter(({ url }) => !url.startsWith("/trpc"));
    expect(asked.map(({ url }) => url)).toContain("/territories/:territoryId/photos");
    const text = hostile.map((value) => (typeof value === "string" ? value : JSON.stringify(value)) ?? "");
    const word = fc.oneof(
      fc.constantFrom(String(territoryId), "1", "json", "xml", "road", "street-light", "0".repeat(32)),
      text,
    );
    const query = fc.dictionary(
      fc.constantFrom("kind", "from", "to", "bbox", "api_key", "level", "id", "x"),
      text,
      {
        maxKeys: 3,
      },
    );
    const body = fc.oneof(
      text,
      fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)),
      fc.constant(undefined),
    );
    const bodyType = fc.constantFrom(
      "application/json",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
      "text/plain",
      "image/jpeg",
    );
    const made = fc.tuple(fc.constantFrom(...asked), fc.array(word, { minLength: 6, maxLength: 6 }), query);
    let before = await countRows();
    const property = fc.asyncProperty(
      roles,
      made,
      body,
      bodyType,
      async (as, [route, words, fields], sent, kind) => {
        const path = toAddress(route.url, words, fields);
        if (path.length > 8000) return;
        const hasBody = sent !== undefined && !["GET", "HEAD"].includes(route.method);
        const init = hasBody ? { headers: { "content-type": kind }, body: sent } : {};
        const answer = await send(path, { as, method: route.method, ...init });
        expectDecent(answer);
        if (!["GET", "HEAD", "OPTIONS"].includes(route.method)) {
          const after = await countRows();
          if (answer.status >= 400) expect([route, after]).toEqual([route, before]);
          before = after;
        }
        await pause();
      },
    );
    await fc.assert(property, { seed: SEED, numRuns: Math.ceil(0.2 * RUNS) });
  });

  test("of the upload, with files that are no photos, are refused by a code and leave nothing", async () => {
    const before = await countRows();
    const heads = [
      "\u00FF\u00D8\u00FF\u00E0",
      "\u0089PNG\r\n\u001A\n",
      "GIF89a",
      "RIFF\0\0\0\0WEBP",
      "<svg>",
      "%PDF-",
      "PK",
      "",
    ];
    const bytes = fc
      .tuple(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 400 }))
      .map(([head, rest]) => Buffer.concat([Buffer.from(head, "latin1"), rest]));
    const kinds = fc.constantFrom("near", "far", "before", "after", "", "ufo", "near&kind=far", "%00");
    const property = fc.asyncProperty(roles, bytes, kinds, fc.boolean(), async (as, file, kind, isWhole) => {
      const head =
        'Content-Disposition: form-data; name="photo"; filename="../x.jpg"\r\nContent-Type: image/jpeg';
      const parts = [`--cut\r\n${head}\r\n\r\n`, file, isWhole ? "\r\n--cut--\r\n" : "\r\n--cu"];
      const body = new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part))));
      const headers = { "content-type": "multipart/form-data; boundary=cut" };
      const path = `/territories/${territoryId}/photos?kind=${kind}`;
      const answer = await send(path, { as, method: "POST", headers, body });
      expectDecent(answer);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expectCode(answer);
      await pause();
    });
    await fc.assert(property, { seed: SEED, numRuns: Math.ceil(0.1 * RUNS) });
    expect(await countRows()).toEqual(before);
  });
});

/** The route's address with words in the places of its parameters. */
function toAddress(url: string, words: readonly string[], query: Record<string, string>): string {
  let next = 0;
  const path = url.replaceAll(/:\w+(?:\([^)]*\))?|\*/g, () => encodeWord(words[next++] ?? ""));
  const fields = Object.entries(query).map(([name, value]) => `${name}=${encodeWord(value)}`);
  return fields.length === 0 ? path : `${path}?${fields.join("&")}`;
}

/** Half a character has no form in an address. */
const encodeWord = (word: string): string => encodeURIComponent(word.toWellFormed());
