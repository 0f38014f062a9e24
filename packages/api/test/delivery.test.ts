import { CHANNELS } from "@getu/domain";
import type { Role } from "@getu/domain";
import { importIncidents, listIncidents } from "@getu/store";
import { createTestDatabase, foundTown, townIncident, townReport } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

const TAKEN = { code: "REPORT_NAME_TAKEN" };

let database: TestDatabase;
let territoryId: number;
let pathOf: FoundedTown["pathOf"];
let keys = 0;
const nextKey = () => `key-${++keys}`;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ territoryId, pathOf } = await foundTown(database.db));
});
afterAll(() => database.drop());

/** Somebody with one role, on a lane of the town or all of it. */
const person = (id: string, role: Role, lane = "") =>
  testCaller(database.db, {
    caller: { kind: "person", id },
    grants: [{ role, territoryId, gridPath: pathOf(lane) }],
  });
type Somebody = ReturnType<typeof person>;

const send = (who: Somebody, given: Parameters<typeof townReport>[0], idempotencyKey = nextKey()) =>
  who.incident.report({ territoryId, idempotencyKey, report: townReport(given) });

test("a report of something that is still to come or of long ago is refused and leaves nothing, whatever its channel", async () => {
  const leader = person("there", "leader", "lane-0-0");
  const ahead = new Date(Date.now() + 3_600_000).toISOString();
  for (const channel of ["hotline", "device", "patrol"] as const)
    for (const [occurredAt, message] of [
      [ahead, "must not be in the future"],
      ["1990-01-01T00:00:00.000Z", "must not be more than ten years ago"],
      ["0001-01-01T00:00:00.000Z", "must not be more than ten years ago"],
    ] as const)
      expect(await failureOfCall(send(leader, { channel, occurredAt }))).toEqual({
        code: "INPUT_INVALID",
        problems: [{ path: "report.occurredAt", message }],
      });
  expect(await listIncidents(database.db, { territoryId, limit: 9 })).toEqual([]);
});

describe("a delivery belongs to who sent it", () => {
  test("sent again it gives its sender the incident of the first, by its key or by its number", async () => {
    const sender = person("sender", "dispatcher");
    const first = await send(sender, { externalId: "again-1" }, "again");
    expect(await send(sender, { externalId: "again-1" }, "again")).toEqual(first);
    expect(await send(sender, { externalId: "again-1" })).toEqual(first);
  });

  test("sent again in other words it is refused as a conflict, whatever its door, and the first stays as it was", async () => {
    const sender = person("sender", "dispatcher");
    const first = await send(sender, { summary: "灯不亮" }, "words");
    const refused = { code: "KEY_USED_BEFORE", incidentId: first.id, action: "report" };
    expect(await failureOfCall(send(sender, { summary: "井盖" }, "words"))).toEqual(refused);
    const { externalId: _, ...report } = townReport({ summary: "灯不亮" });
    const rest = { requestId: "7".repeat(32), contact: null, photoIds: [], sameAs: null };
    const desk = { territoryId, report: { ...report, ...rest } };
    const { incident } = await sender.intake.file(desk);
    expect((await sender.intake.file(desk)).incident).toEqual(incident);
    for (const other of [{ summary: "井盖" }, { sameAs: first.id }]) {
      const answer = sender.intake.file({ territoryId, report: { ...desk.report, ...other } });
      expect(await failureOfCall(answer)).toEqual({ ...refused, incidentId: incident.id });
    }
    expect(await sender.incident.get({ territoryId, id: first.id })).toMatchObject({
      summary: "灯不亮",
    });
  });

  test("T35 who sends under the number of what another reported or imported learns that it is taken and nothing more", async () => {
    const records = [townIncident({ externalId: "YQ-20261126-00001" })];
    await importIncidents(database.db, { territoryId, records, file: "ledger" });
    await send(person("sender", "dispatcher"), { externalId: "YQ-20261126-00002" });
    // Also whose grid it lies in, and who may see all of them: they did not send it.
    const others = [
      person("elsewhere", "leader", "lane-7-3"),
      person("there", "leader", "lane-0-0"),
      person("other", "dispatcher"),
    ];
    for (const other of others)
      for (const externalId of ["YQ-20261126-00001", "YQ-20261126-00002"])
        expect(await failureOfCall(send(other, { externalId, position: [0, 0], channel: "patrol" }))).toEqual(
          TAKEN,
        );
  });

  test("the key of another is no name of one's own: a report under it is a new one", async () => {
    const theirs = await send(person("sender", "dispatcher"), {}, "shared");
    const mine = await send(person("other", "leader", "lane-7-3"), { channel: "patrol" }, "shared");
    expect(mine.id).not.toBe(theirs.id);
  });

  test("a key that an action was sent under is no key of a report as well", async () => {
    const sender = person("sender", "dispatcher");
    const leader = person("there", "leader", "lane-0-0");
    const { id } = await send(sender, {});
    await leader.incident.act({ territoryId, id, action: "accept", idempotencyKey: "acted" });
    expect(await failureOfCall(send(leader, { channel: "patrol" }, "acted"))).toEqual(TAKEN);
  });

  test("who has nothing to do any more with what they reported is refused like any other", async () => {
    const witness = person("witness", "leader", "lane-7-3");
    const dispatcher = person("sender", "dispatcher");
    const leader = person("there", "leader", "lane-0-0");
    const { id } = await send(witness, { channel: "patrol" }, "seen");
    expect((await send(witness, { channel: "patrol" }, "seen")).id).toBe(id);
    for (const action of ["file", "assign"] as const)
      await dispatcher.incident.act({ territoryId, id, action, idempotencyKey: nextKey() });
    await leader.incident.act({ territoryId, id, action: "accept", idempotencyKey: nextKey() });
    expect(await failureOfCall(send(witness, { channel: "patrol" }, "seen"))).toEqual(TAKEN);
  });
});

test("a leader reports what they found, and no calls, letters or meetings, by whatever door", async () => {
  const leader = person("there", "leader", "lane-0-0");
  const before = await listIncidents(database.db, { territoryId, limit: 99 });
  for (const channel of CHANNELS.filter((each) => each !== "patrol" && each !== "visit")) {
    const { position, category, condition, summary, occurredAt } = townReport();
    const report = { position, category, condition, summary, occurredAt, channel };
    const rest = {
      requestId: "0".repeat(32),
      accuracyMetres: null,
      contact: null,
      photoIds: [],
      sameAs: null,
    };
    const desk = { territoryId, report: { ...report, ...rest } };
    for (const refuse of [() => send(leader, { channel }), () => leader.intake.file(desk)])
      expect(await failureOfCall(refuse())).toEqual({ code: "CHANNEL_NOT_PERMITTED", channel });
  }
  expect(await listIncidents(database.db, { territoryId, limit: 99 })).toEqual(before);
  expect(await send(leader, { channel: "visit" })).toMatchObject({ channel: "visit", status: "reported" });
});
