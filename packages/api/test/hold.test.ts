import { randomUUID } from "node:crypto";
import type { Role } from "@getu/domain";
import { forgetContacts } from "@getu/store";
import { createTestDatabase, foundTown, townPosition, townReport } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let town: FoundedTown;
let incidentId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  town = await foundTown(database.db);
  const { id } = await as("dispatcher").incident.report({
    territoryId: town.territoryId,
    idempotencyKey: randomUUID(),
    report: townReport({ position: townPosition(0.5, 0.5) }),
  });
  incidentId = id;
});
afterAll(() => database.drop());

/** Somebody with this role on a grid; the incident lies in community-0. */
const as = (role: Role, grid = "") =>
  testCaller(database.db, {
    caller: { kind: "person", id: role },
    grants: [{ role, territoryId: town.territoryId, gridPath: town.pathOf(grid) }],
  });
const asked = (reason: string) => ({ territoryId: town.territoryId, incidentId, reason });
const heldSince = async () =>
  (await as("auditor").incident.history({ territoryId: town.territoryId, id: incidentId })).heldSince;

const listTrace = async (): Promise<unknown[]> =>
  (
    await database.db.pool.query(
      "SELECT actor, action, subject, territory_id, reason FROM audit_entry WHERE action LIKE 'hold.%' ORDER BY seq",
    )
  ).rows;

test("an administrator of the place holds an incident and lifts the hold, each once and with a reason that the log keeps", async () => {
  const administrator = as("administrator", "community-0");
  expect(await heldSince()).toBeNull();
  await administrator.hold.set(asked("法院调取"));
  expect(await failureOfCall(administrator.hold.set(asked("再来一次")))).toEqual({
    code: "INCIDENT_HELD_ALREADY",
    incidentId,
  });
  expect(Date.parse((await heldSince())!)).toBeGreaterThan(Date.now() - 60_000);
  await administrator.hold.lift(asked("案件已结"));
  expect(await failureOfCall(administrator.hold.lift(asked("再来一次")))).toEqual({
    code: "INCIDENT_NOT_HELD",
    incidentId,
  });
  expect(await heldSince()).toBeNull();
  const row = {
    actor: "person:administrator",
    subject: `incident:${incidentId}`,
    territory_id: town.territoryId,
  };
  expect(await listTrace()).toEqual([
    { ...row, action: "hold.set", reason: "法院调取" },
    { ...row, action: "hold.lifted", reason: "案件已结" },
  ]);
});

test("what is held outlasts the promise to delete it, and goes once the hold is lifted", async () => {
  await database.db.pool.query(
    "INSERT INTO reporter_contact VALUES ($1, $2, 'made up', clock_timestamp() - interval '1 day')",
    [town.territoryId, incidentId],
  );
  await as("administrator").hold.set(asked("法院调取"));
  expect(await forgetContacts(database.db)).toBe(0);
  await as("administrator").hold.lift(asked("案件已结"));
  expect(await forgetContacts(database.db)).toBe(1);
});

test("T35 without a reason, without the right or from elsewhere nothing is held, and what is logged is no hold", async () => {
  const before = await listTrace();
  const refusal = async (by: ReturnType<typeof as>, reason = "法院调取") =>
    (await failureOfCall(by.hold.set(asked(reason))))?.code;
  expect(await refusal(as("administrator"), " ")).toBe("INPUT_INVALID");
  expect(await refusal(as("secretary"))).toBe("NOT_PERMITTED");
  expect(await refusal(as("auditor"))).toBe("NOT_PERMITTED");
  expect(await refusal(as("administrator", "community-1"))).toBe("INCIDENT_NOT_FOUND");
  expect([await heldSince(), await listTrace()]).toEqual([null, before]);
});
