import type { Viewer } from "@getu/domain";
import { createTown, townCluster } from "@getu/store/testing";
import {
  createDraft,
  importClusters,
  importGrids,
  importIncidents,
  verifyAudit,
  verifySteps,
} from "@getu/store";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { CORPUS, hostile, LEAKS } from "./hostile-value.ts";
import { placesOf, replacedAt } from "./made-up-input.ts";
import type { ProcedurePath } from "./procedure-path.ts";
import { createTestTerritory, startTestServer, testIncident } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";
import { NAMES_NOBODY, validInputs } from "./valid-input.ts";

/** Logged in the titles: the same inputs come again. */
const SEED = 21;

const PATHS = Object.keys(validInputs(1)) as ProcedurePath[];
const RUNS = Math.ceil((inject("gate") === "night" ? 10_000 : 1000) / PATHS.length);

/** May do everything, so that inputs come as far as they can. */
const ADMINISTRATOR: Viewer = {
  caller: { kind: "person", id: "administrator" },
  grants: [{ role: "administrator", territoryId: "all", gridPath: "" }],
};

let server: TestServer;
let inputs: ReturnType<typeof validInputs>;
beforeAll(async () => {
  const everywhere = { territoryId: "all", gridPath: "" } as const;
  const grants = [
    ...ADMINISTRATOR.grants,
    { role: "dispatcher", ...everywhere } as const,
    { role: "planner", ...everywhere } as const,
  ];
  server = await startTestServer({ context: { viewer: { ...ADMINISTRATOR, grants } } });
  const territory = await createTestTerritory(server.db, "hostile");
  const records = Array.from({ length: 20 }, (_, i) => testIncident(i));
  await importIncidents(server.db, { territoryId: territory.id, records, file: "test" });
  inputs = validInputs(territory.id);
  await importGrids(server.db, { territoryId: territory.id, records: createTown(1), file: "test" });
  await createDraft(server.db, { territoryId: territory.id, name: "hostile", by: "person:administrator" });
  await importClusters(server.db, { territoryId: territory.id, records: [townCluster()], file: "test" });
  // Once, before anything else: repeated later it is the same delivery, whatever became of the incident or the demand.
  for (const path of ["incident.act", "visit.record", "need.answer"] as const)
    await call(path, { method: "POST", body: JSON.stringify(inputs[path]) });
});
afterAll(() => server.stop());

/** A valid input with one part replaced, removed or added; or something else altogether. */
const inputFor = (path: ProcedurePath): fc.Arbitrary<unknown> => {
  const given: Record<string, unknown> = inputs[path];
  const keys = Object.keys(given);
  const replaced = fc
    .tuple(fc.constantFrom(...keys, "extra"), hostile)
    .map(([key, value]) => ({ ...given, [key]: value }));
  const removed = fc
    .constantFrom(...keys, "none")
    .map((gone) => Object.fromEntries(Object.entries(given).filter(([key]) => key !== gone)));
  return fc.oneof(
    { weight: 6, arbitrary: replaced },
    { weight: 1, arbitrary: removed },
    { weight: 2, arbitrary: hostile },
  );
};

/** Lists are replaced as a whole. */
const isIndex = (key: string): boolean => /^\d+$/.test(key);

const CODES =
  /^(?:[A-Z]+_INVALID|GRANT_NOT_PERMITTED|AUDIT_NOT_OPENED|CATEGORY_UNKNOWN|PAIRING_CODE_UNKNOWN|TOO_OFTEN|ACTION_[A-Z_]+|KEY_USED_BEFORE|REPORT_NAME_TAKEN|INCIDENT_(?:CHANGED_MEANWHILE|HELD_ALREADY|NOT_HELD)|NEED_ANSWERED_ALREADY|TOO_MANY_FILTERS|DRAFT_[A-Z_]+|VERSION_(?:IN_FORCE|MOVED_ON)|[A-Z_]+_NOT_FOUND|BAD_REQUEST|PARSE_ERROR|NOT_FOUND|METHOD_NOT_SUPPORTED|UNSUPPORTED_MEDIA_TYPE)$/;

async function call(
  path: string,
  options: { method: "GET" | "POST"; body: string },
): Promise<{ status: number; text: string }> {
  const { method, body } = options;
  const address = `${server.origin}/trpc/${path}`;
  const answer = await (method === "GET"
    ? fetch(`${address}?input=${encodeURIComponent(body)}`)
    : fetch(address, { method, headers: { "content-type": "application/json" }, body }));
  return { status: answer.status, text: await answer.text() };
}

function expectDecent({ status, text }: { status: number; text: string }): void {
  expect(text).not.toMatch(LEAKS);
  expect(status).toBeLessThan(500);
  if (status === 200) return;
  const { error } = JSON.parse(text) as { error: { message: string; data: object } };
  expect(error.message).toMatch(CODES);
  expect(Object.keys(error.data).toSorted()).toEqual(["code", "failure", "httpStatus"]);
}

/** As many as the server takes at once. */
const BATCH = 10;

/** Calls the procedure with each of these inputs in one request, as a page does. */
async function expectDecentBatch(path: ProcedurePath, broken: readonly unknown[]): Promise<void> {
  const paths = broken.map(() => path).join(",");
  const { text } = await call(`${paths}?batch=1`, {
    method: "POST",
    body: JSON.stringify(Object.fromEntries(broken.entries())),
  });
  const answers = JSON.parse(text) as { error?: { data: { httpStatus: number } } }[];
  expect(answers).toHaveLength(broken.length);
  for (const answer of answers)
    expectDecent({ status: answer.error?.data.httpStatus ?? 200, text: JSON.stringify(answer) });
}

describe("T21 hostile input", () => {
  test.each(PATHS)(
    `to %s (seed ${SEED}) is answered by a code or a result, never by a fault of ours`,
    async (path) => {
      const property = fc.asyncProperty(
        inputFor(path),
        fc.constantFrom("GET", "POST"),
        async (input, method) => {
          const body = JSON.stringify(input);
          // Node refuses a head of more than 16 kB by itself.
          if (method === "GET" && encodeURIComponent(body).length > 12_000) return;
          expectDecent(await call(path, { method, body }));
        },
      );
      await fc.assert(property, { seed: SEED, numRuns: RUNS });
      const good = await call(path, { method: "POST", body: JSON.stringify(inputs[path]) });
      expect(good.status === 200).toBe(!NAMES_NOBODY.has(path));
    },
  );

  test.each(PATHS)(
    "each known breaker in each place of %s is answered by a code or a result",
    async (path) => {
      const places = [...placesOf(inputs[path])].filter((place) => !place.some(isIndex));
      const broken = places.flatMap((place) => CORPUS.map((value) => replacedAt(inputs[path], place, value)));
      for (let first = 0; first < broken.length; first += BATCH)
        await expectDecentBatch(path, broken.slice(first, first + BATCH));
    },
  );

  test.each(PATHS)("%s refuses a key that it does not know", async (path) => {
    const input = inputs[path];
    const there = "draftId" in input ? { draftId: 1 } : {}; // the draft is looked for before the rest is read
    const { status, text } = await call(path, {
      method: "POST",
      body: JSON.stringify({ ...input, ...there, colour: 1 }),
    });
    expect(status).toBe(400);
    expect(text).toContain("INPUT_INVALID");
  });

  test.each([
    "{",
    "",
    "[",
    "NaN",
    "\0",
    "[".repeat(100_000),
    '{"__proto__":{"territoryId":1}}',
    '"\\ud800"',
    "1e999",
    '{"territoryId":1,"position":[1e999,0]}',
  ])("%# what is no JSON or no input is refused", async (body) => {
    for (const path of ["summary.get", "heat.cells", "grid.at"]) {
      const answer = await call(path, { method: "POST", body });
      expectDecent(answer);
      expect(answer.status).toBe(400);
    }
  });

  test.each([
    "nothing",
    "territory",
    "territory.list.more",
    "__proto__",
    "constructor",
    "territory.__proto__",
    "toString",
    "a".repeat(900),
    "territory.get,__proto__",
  ])("%# a procedure that is not there is not found", async (path) => {
    expectDecent(await call(path, { method: "GET", body: "{}" }));
    expect((await call(path, { method: "GET", body: "{}" })).status).toBe(404);
  });

  test("a batch with a bad call answers the good ones", async () => {
    const input = encodeURIComponent(JSON.stringify({ 0: inputs["summary.get"], 1: { territoryId: "x" } }));
    const answer = await fetch(`${server.origin}/trpc/summary.get,summary.get?batch=1&input=${input}`);
    expect(answer.status).toBe(207);
    expect(await answer.json()).toMatchObject([{ result: {} }, { error: { message: "INPUT_INVALID" } }]);
  });

  test("an answer in pieces leaks nothing either", async () => {
    const input = encodeURIComponent(JSON.stringify({ 0: { territoryId: "x" } }));
    const answer = await fetch(`${server.origin}/trpc/summary.get?batch=1&input=${input}`, {
      headers: { "trpc-accept": "application/jsonl" },
    });
    const text = await answer.text();
    expect(text).toContain("INPUT_INVALID");
    expect(text).not.toMatch(LEAKS);
  });

  test("T49 after all of it the audit log and every history are as whole as before", async () => {
    expect(await verifyAudit(server.db)).toMatchObject({ isWhole: true });
    const { territoryId } = inputs["incident.act"];
    const { steps, broken } = await verifySteps(server.db, { territoryId });
    expect([steps > 0, broken]).toEqual([true, []]);
  });
});
