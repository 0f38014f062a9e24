import type { AppRouter } from "@getu/api";
import { WALL_DEFAULTS } from "@getu/domain";
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
import { createTestTerritory, startTestServer, testIncident } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";
import { tomorrow } from "./tomorrow.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** How many hostile inputs are made up: fewer at every push than at night. */
    hostileInputs: number;
  }
}

/** Logged in the titles: the same inputs come again. */
const SEED = 21;

type Groups = AppRouter["_def"]["record"];
type Path = { [Group in keyof Groups]: `${Group}.${keyof Groups[Group] & string}` }[keyof Groups];

/** An input that each procedure takes; a procedure without one does not compile. */
const valid = (territoryId: number) =>
  ({
    "territory.list": {},
    "territory.get": { territoryId },
    "catalogue.get": { territoryId },
    "catalogue.loop": { territoryId },
    "grid.list": { territoryId },
    "grid.ancestry": { territoryId, gridId: 1 },
    "grid.boundaries": { territoryId },
    "grid.edges": { territoryId },
    "grid.at": { territoryId, position: [116.4, 39.9], accuracyMetres: 10 },
    "grid.around": { territoryId, gridId: 1 },
    "board.get": { territoryId, gridId: 1 },
    "camera.list": { territoryId, bbox: [116.3, 39.8, 116.5, 40] },
    "coverage.get": { territoryId },
    "coverage.views": { territoryId, bbox: [116.3, 39.8, 116.5, 40] },
    "place.list": { territoryId },
    "place.around": { territoryId, gridId: 1 },
    "incident.list": {
      territoryId,
      open: true,
      from: "2026-01-01T00:00:00Z",
      to: "2026-12-01T00:00:00Z",
      gridId: 1,
      limit: 10,
      before: 5,
    },
    "incident.get": { territoryId, id: 1 },
    "heat.week": { territoryId, from: "2026-01-01T00:00:00Z", to: "2026-12-01T00:00:00Z" },
    "heat.cells": {
      territoryId,
      from: "2026-01-01T00:00:00Z",
      to: "2026-12-01T00:00:00Z",
      bbox: [116.3, 39.8, 116.5, 40],
      level: 15,
      categories: ["noise"],
      severities: ["minor"],
      statuses: ["reported"],
    },
    "incident.report": {
      territoryId,
      idempotencyKey: "report-1",
      report: {
        externalId: null,
        category: "street-light",
        condition: "single",
        channel: "hotline",
        summary: "试验",
        position: [116.4, 39.9],
        accuracyMetres: 5,
        occurredAt: "2026-05-01T00:00:00Z",
      },
    },
    "incident.act": {
      territoryId,
      id: 1,
      idempotencyKey: "act-1",
      action: "merge",
      reason: "试验",
      text: "试验",
      assignee: { level: 0, gridPath: "" },
      until: "2026-12-01T00:00:00Z",
      duplicateOf: 2,
      classification: { category: "street-light", condition: "single" },
      photoIds: [],
      seenSteps: 1,
    },
    "incident.preview": {
      territoryId,
      id: 3,
      action: "file",
      assignee: { level: 0, gridPath: "" },
      until: "2026-12-01T00:00:00Z",
      classification: { category: "street-light", condition: "single" },
    },
    "incident.history": { territoryId, id: 1 },
    "incident.explainDeadline": { territoryId, id: 1 },
    "intake.search": { territoryId, text: "试验" },
    "intake.locate": { territoryId, position: [116.4, 39.9], accuracyMetres: null },
    "intake.deadline": { territoryId, category: "street-light", condition: "single" },
    "intake.duplicates": {
      territoryId,
      category: "street-light",
      position: [116.4, 39.9],
      occurredAt: "2026-05-01T00:00:00Z",
    },
    "intake.today": { territoryId },
    "intake.file": {
      territoryId,
      report: {
        requestId: "0123456789abcdef0123456789abcdef",
        channel: "hotline",
        category: "street-light",
        condition: "single",
        summary: "试验",
        position: [116.4, 39.9],
        accuracyMetres: null,
        occurredAt: null,
        contact: "13800000000",
        photoIds: [],
        sameAs: null,
      },
    },
    "incident.queue": {
      territoryId,
      queue: "all",
      order: "reported",
      filter: { statuses: ["reported"], gridId: 1, reportedFrom: "2026-01-01T00:00:00Z", text: "试验" },
      limit: 10,
      after: { rung: 0, at: "2026-12-01T00:00:00Z", id: 5 },
    },
    "incident.queueCounts": { territoryId },
    "incident.assignMany": {
      territoryId,
      ids: [1, 2],
      assignee: { level: 0, gridPath: "" },
      idempotencyKey: "assign-1",
    },
    "queueFilter.list": { territoryId },
    "queueFilter.save": {
      territoryId,
      saved: { name: "试验", queue: "mine", order: "due", filter: { severities: ["urgent"] } },
    },
    "queueFilter.remove": { territoryId, name: "试验" },
    "visit.clusters": { territoryId, gridId: 1 },
    "visit.history": { territoryId, clusterId: 1 },
    "visit.record": {
      territoryId,
      clusterId: 1,
      idempotencyKey: "k",
      visit: {
        outcome: "matter",
        note: "试验",
        occurredAt: null,
        incident: { category: "street-light", condition: "single", summary: "试验", photoIds: [] },
        demand: "试验",
        wish: null,
      },
    },
    "visit.coverage": { territoryId, tier: 1 },
    "visit.rhythm": { territoryId, gridId: null, everyDays: 30 },
    "need.list": { territoryId, state: "open", kind: "wish", limit: 10, before: 9 },
    "need.answer": { territoryId, needId: 1, text: "试验" },
    "contact.read": { territoryId, incidentId: 1, reason: "试验" },
    "contact.masked": { territoryId, incidentId: 1 },
    "hold.set": { territoryId, incidentId: 2_000_000_000, reason: "试验" },
    "hold.lift": { territoryId, incidentId: 2_000_000_000, reason: "试验" },
    "photo.list": { territoryId, incidentId: 1 },
    "summary.get": { territoryId },
    "draft.create": { territoryId, name: "试验" },
    "draft.list": { territoryId },
    "draft.get": { territoryId, draftId: 2_000_000_000 },
    "draft.check": { territoryId, draftId: 2_000_000_000 },
    "draft.impact": { territoryId, draftId: 2_000_000_000 },
    "draft.append": {
      territoryId,
      draftId: 1,
      revision: 0,
      entries: [
        {
          kind: "split",
          owner: 1,
          line: [
            [0, 0],
            [9, 9],
          ],
          firstNewOwner: 1_000_000_000,
        },
        { kind: "describe", grid: 1, code: "a", name: "试验", leaderName: null, households: 3 },
      ],
      key: "0123abcd-0123-4123-8123-0123456789ab",
    },
    "draft.fork": {
      territoryId,
      draftId: 2_000_000_000,
      revision: 0,
      entries: [{ kind: "undo" }],
      name: "试验",
    },
    "draft.rebase": { territoryId, draftId: 2_000_000_000, revision: 0, keep: "mine" },
    "draft.submit": { territoryId, draftId: 2_000_000_000, revision: 0 },
    "draft.approve": { territoryId, draftId: 2_000_000_000, revision: 0 },
    "draft.reject": { territoryId, draftId: 2_000_000_000, revision: 0, comment: "试验" },
    "draft.schedule": { territoryId, draftId: 2_000_000_000, revision: 0, effectiveOn: tomorrow() },
    "draft.withdraw": { territoryId, draftId: 2_000_000_000, revision: 0 },
    "version.list": { territoryId },
    "version.origins": { territoryId },
    "version.get": { territoryId, version: 1 },
    "version.movedWork": { territoryId, version: 1, limit: 10 },
    "version.codeAgreements": { territoryId },
    "version.rollback": { territoryId, version: 2_000_000_000, seen: 1, reason: "试验" },
    "assessment.month": { territoryId, month: "2026-05", tier: 2 },
    "assessment.counted": {
      territoryId,
      month: "2026-05",
      tier: 2,
      figure: "late",
      of: "all",
      limit: 10,
      before: { at: "2026-05-20T00:00:00Z", incidentId: 1 },
    },
    "map.config": { territoryId },
    "account.get": {},
    "account.join": { token: "x".repeat(43), username: "hostile", name: "试验", password: "not a good one" },
    "account.setPassword": { token: "x".repeat(43), password: "a long password" },
    "session.list": {},
    "session.end": { id: "x" },
    "push.key": {},
    "push.keep": {
      endpoint: "https://push.example.com/x",
      p256dh: "B".repeat(87),
      auth: "a".repeat(22),
      quiet: { from: 21, to: 7 },
    },
    "push.remove": { endpoint: "https://push.example.com/x" },
    "person.list": {},
    "person.invite": { role: "viewer", place: { territoryId, gridId: null } },
    "person.disable": { personId: "x" },
    "person.enable": { personId: "x" },
    "person.resetSecondFactor": { personId: "x", reason: "试验" },
    "grant.give": { personId: "x", role: "viewer", place: { territoryId, gridId: null } },
    "grant.revoke": { grantId: 2_000_000_000 },
    "device.list": { territoryId },
    "device.create": { territoryId, gridId: null, name: "试验" },
    "device.revoke": { territoryId, id: 2_000_000_000 },
    "wall.own": {},
    "wall.list": { territoryId },
    "wall.pair": { territoryId, gridId: null, name: "试验", code: "ACDE-FGHJ", settings: WALL_DEFAULTS },
    "wall.arrange": { territoryId, id: 2_000_000_000, settings: WALL_DEFAULTS },
    "wall.steer": { territoryId, id: 2_000_000_000, given: { order: "pin", scene: 3 } },
    "audit.open": {},
    "audit.list": {
      opening: 2_000_000_000,
      limit: 10,
      filter: { actor: "person:x", action: "export", subject: "incident:1", from: "2026-05-01T00:00:00Z" },
    },
    "audit.check": { after: null },
  }) satisfies Record<Path, object>;

const PATHS = Object.keys(valid(1)) as Path[];
const RUNS = Math.ceil(inject("hostileInputs") / PATHS.length);

/** May do everything, so that inputs come as far as they can. */
const ADMINISTRATOR: Viewer = {
  caller: { kind: "person", id: "administrator" },
  grants: [{ role: "administrator", territoryId: "all", gridPath: "" }],
};

/** Their valid inputs name somebody or something that is not there. */
const NAMES_NOBODY: ReadonlySet<string> = new Set<Path>([
  "account.join",
  "account.setPassword",
  "session.end",
  "push.keep",
  "person.disable",
  "person.enable",
  "person.resetSecondFactor",
  "grant.give",
  "grant.revoke",
  "device.revoke",
  "wall.pair",
  "wall.arrange",
  "wall.steer",
  "audit.list",
  "hold.set",
  "hold.lift",
  "draft.get",
  "draft.check",
  "draft.impact",
  "draft.fork",
  "draft.rebase",
  "draft.submit",
  "draft.approve",
  "draft.reject",
  "draft.schedule",
  "draft.withdraw",
  "version.rollback",
]);

let server: TestServer;
let inputs: ReturnType<typeof valid>;
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
  inputs = valid(territory.id);
  await importGrids(server.db, { territoryId: territory.id, records: createTown(1), file: "test" });
  await createDraft(server.db, { territoryId: territory.id, name: "hostile", by: "person:administrator" });
  await importClusters(server.db, { territoryId: territory.id, records: [townCluster()], file: "test" });
  // Once, before anything else: repeated later it is the same delivery, whatever became of the incident or the demand.
  for (const path of ["incident.act", "visit.record", "need.answer"] as const)
    await call(path, { method: "POST", body: JSON.stringify(inputs[path]) });
});
afterAll(() => server.stop());

/** A valid input with one part replaced, removed or added; or something else altogether. */
const inputFor = (path: Path): fc.Arbitrary<unknown> => {
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
      const bodies = places.flatMap((place) =>
        CORPUS.map((value) => JSON.stringify(replacedAt(inputs[path], place, value))),
      );
      while (bodies.length > 0) {
        const answers = await Promise.all(
          bodies.splice(0, 20).map((body) => call(path, { method: "POST", body })),
        );
        for (const answer of answers) expectDecent(answer);
      }
      expect(bodies).toEqual([]);
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
