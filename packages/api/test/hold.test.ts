import { randomUUID } from "node:crypto";
import type { Role, Territory } from "@getu/domain";
import { createTerritory, forgetContacts, importGrids, listGrids } from "@getu/store";
import {
  createTestDatabase,
  createTown,
  TOWN_TERRITORY,
  townPosition,
  townReport,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territory: Territory;
let incidentId: number;
/** Paths of a community of the town that has the incident, and of one that does not. */
let [here, elsewhere] = ["", ""];

beforeAll(async () => {
  database = await createTestDatabase();
  territory = await createTerritory(database.db, TOWN_TERRITORY);
  await importGrids(database.db, { territoryId: territory.id, records: createTown(), file: "town" });
  const grids = await listGrids(database.db, { territoryId: territory.id });
  const idOf = (externalId: string) => String(grids.find((grid) => grid.externalId === externalId)!.id); // of the town
  [here, elsewhere] = [idOf("community-0"), idOf("community-1")];
  const { id } = await as("dispatcher").incident.report({
    territoryId: territory.id,
    idempotencyKey: randomUUID(),
    report: townReport({ position: townPosition(0.5, 0.5) }),
  });
  incidentId = id;
});
afterAll(() => database.drop());

const as = (role: Role, gridPath = "") =>
  testCaller(database.db, {
    caller: { kind: "person", id: role },
    grants: [{ role, territoryId: territory.id, gridPath }],
  });
const asked = (reason: string) => ({ territoryId: territory.id, incidentId, reason });
const heldSince = async () =>
  (await as("auditor").incident.history({ territoryId: territory.id, id: incidentId })).heldSince;

const listTrace = async (): Promise<unknown[]> =>
  (
    await database.db.pool.query(
      "SELECT actor, action, subject, territory_id, reason FROM audit_entry WHERE action LIKE 'hold.%' ORDER BY seq",
    )
  ).rows;

test("an administrator of the place holds an incident and lifts the hold, each once and with a reason that the log keeps", async () => {
  const administrator = as("administrator", here);
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
    territory_id: territory.id,
  };
  expect(await listTrace()).toEqual([
    { ...row, action: "hold.set", reason: "法院调取" },
    { ...row, action: "hold.lifted", reason: "案件已结" },
  ]);
});

test("what is held outlasts the promise to delete it, and goes once the hold is lifted", async () => {
  await database.db.pool.query(
    "INSERT INTO reporter_contact VALUES ($1, $2, 'made up', clock_timestamp() - interval '1 day')",
    [territory.id, incidentId],
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
  expect(await refusal(as("administrator", elsewhere))).toBe("INCIDENT_NOT_FOUND");
  expect([await heldSince(), await listTrace()]).toEqual([null, before]);
});
