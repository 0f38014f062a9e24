import type { Actor } from "@getu/domain";
import { createTestDatabase, foundTown, RULEBOOK, townReport } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fileReport, listIncidents, takeAction, verifySteps } from "../src/index.ts";
import type { ActionDelivery, Db, Report } from "../src/index.ts";

const DISPATCHER: Actor = { id: "person:dispatcher", role: "dispatcher", gridPath: "" };
/** What residents report waits to be filed. */
const OFFICE: Actor = { id: "resident", role: "system", gridPath: "" };

let database: TestDatabase;
let db: Db;
let territoryId: number;
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
  count += 1;
  ({ territoryId } = await foundTown(db, { code: `town-${count}` }));
});

const send = (idempotencyKey: string, report: Partial<Report> = {}, actor = DISPATCHER) =>
  fileReport(db, {
    territoryId,
    report: townReport(report),
    actor,
    rulebook: RULEBOOK,
    idempotencyKey,
  });

async function filed(key: string, report: Partial<Report> = {}, actor = DISPATCHER): Promise<number> {
  const answer = await send(key, report, actor);
  if ("refusal" in answer) throw new Error(answer.refusal.code);
  return answer.incident.id;
}

const act = (incidentId: number, command: ActionDelivery["command"], more: Partial<ActionDelivery> = {}) =>
  takeAction(db, {
    territoryId,
    incidentId,
    command,
    actors: [DISPATCHER],
    rulebook: RULEBOOK,
    idempotencyKey: "act",
    ...more,
  });

const summaries = async () =>
  (await listIncidents(db, { territoryId, limit: 99 })).map(({ summary }) => summary);

/** Takes away what was kept of it, as of deliveries from before. */
async function forgetContents(): Promise<void> {
  await database.owner.query("ALTER TABLE incident_step DISABLE TRIGGER USER");
  await database.owner.query("UPDATE incident_step SET content_hash = NULL WHERE territory_id = $1", [
    territoryId,
  ]);
  await database.owner.query("ALTER TABLE incident_step ENABLE TRIGGER USER");
}

describe("a report under a key that its sender has used", () => {
  test("is the first one again when it says the same, whenever that is said to have happened", async () => {
    const id = await filed("key", { summary: "灯不亮", occurredAt: "2026-05-01T02:00:00.000Z" });
    expect(await filed("key", { summary: "灯不亮", occurredAt: "2026-05-01T02:00:00.400Z" })).toBe(id);
    expect(await summaries()).toEqual(["灯不亮"]);
  });

  test("is refused when anything else in it differs, and nothing of it is kept", async () => {
    const id = await filed("key", { summary: "灯不亮" });
    const refused = { refusal: { code: "KEY_USED_BEFORE", incidentId: id, action: "report" } };
    const [lng, lat] = townReport().position;
    const others: Partial<Report>[] = [
      { summary: "灯不亮了" },
      { condition: "quick" },
      { channel: "petition" },
      { position: [lng + 1e-6, lat] },
      { accuracyMetres: 7 },
      { externalId: "number" },
    ];
    for (const other of others) expect(await send("key", { summary: "灯不亮", ...other })).toEqual(refused);
    expect(await summaries()).toEqual(["灯不亮"]);
    expect(await verifySteps(db, { territoryId })).toMatchObject({ incidents: 1, broken: [] });
  });

  test("is so also where both come at the same moment, among others: one is taken, and whoever says the same hears of it", async () => {
    await filed("first"); // has the boundaries read, which stay at hand
    const words = Array.from({ length: 24 }, (_, i) => (i % 2 === 0 ? "one" : "other") as string);
    const [same, own] = await Promise.all([
      Promise.all(words.map((summary) => send("key", { summary }))),
      Promise.all(words.map((summary, i) => filed(`own ${i}`, { summary: `own ${summary}` }))),
    ]);
    const taken = (await summaries()).filter((summary) => words.includes(summary));
    expect(taken).toHaveLength(1);
    for (const [i, answer] of same.entries())
      expect(answer).toMatchObject(
        words[i] === taken[0]
          ? { incident: { summary: taken[0] } }
          : { refusal: { code: "KEY_USED_BEFORE" } },
      );
    expect(new Set(own).size).toBe(words.length);
    expect((await verifySteps(db, { territoryId })).broken).toEqual([]);
  });

  test("is the first one again, whatever it says, where that is from before anybody kept it", async () => {
    const id = await filed("key", { summary: "灯不亮" });
    await forgetContents();
    expect(await filed("key", { summary: "井盖" })).toBe(id);
  });
});

describe("an action under a key that its sender has used", () => {
  const DECLINE = { action: "decline", reason: "不属实" } as const;

  test("is the first one again when it says the same, however much of the history was seen", async () => {
    const id = await filed("key", {}, OFFICE);
    const first = await act(id, DECLINE);
    expect(first).toMatchObject({ incident: { id } });
    expect(await act(id, DECLINE, { seenSteps: 77 })).toEqual(first);
  });

  test("is refused when it says something else", async () => {
    const id = await filed("key", {}, OFFICE);
    await act(id, DECLINE);
    const refused = { refusal: { code: "KEY_USED_BEFORE", incidentId: id, action: "decline" } };
    expect(await act(id, { ...DECLINE, reason: "重复" })).toEqual(refused);
    expect(await act(id, { ...DECLINE, text: "更多" })).toEqual(refused);
    await forgetContents();
    expect(await act(id, { ...DECLINE, reason: "重复" })).toMatchObject({ incident: { id } });
  });
});

test("what a delivery said is chained with its step: who changes it is found out", async () => {
  const id = await filed("key");
  await forgetContents();
  expect((await verifySteps(db, { territoryId })).broken).toEqual([
    { incidentId: id, ordinal: 1, problem: "changed" },
  ]);
});
