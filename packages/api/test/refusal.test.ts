import type { Role, Viewer } from "@getu/domain";
import { createTerritory } from "@getu/store";
import { createTestDatabase, TOWN_TERRITORY } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territoryId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  territoryId = (await createTerritory(database.db, TOWN_TERRITORY)).id;
});
afterAll(() => database.drop());

const as = (role: Role) =>
  testCaller(database.db, {
    caller: { kind: "person", id: role },
    grants: [{ role, territoryId, gridPath: "" }],
  });

/** Every row of the log, oldest first. */
const rows = async (): Promise<object[]> =>
  (
    await database.db.pool.query<object>(
      "SELECT actor, action, territory_id, facts FROM audit_entry ORDER BY seq",
    )
  ).rows;

describe("T49 whoever reaches in vain for what has to be answered for", () => {
  const here = () => ({ territoryId });
  const place = () => ({ ...here(), gridId: null });
  test.each([
    ["contact.read", "viewer", (it) => it.contact.read({ ...here(), incidentId: 1, reason: "试验" })],
    ["person.manage", "dispatcher", (it) => it.person.disable({ personId: "x" })],
    ["person.manage", "secretary", (it) => it.person.resetSecondFactor({ personId: "x", reason: "试验" })],
    ["grant.give", "leader", (it) => it.grant.give({ personId: "x", role: "viewer", place: place() })],
    ["device.manage", "secretary", (it) => it.device.create({ ...place(), name: "试验" })],
    ["audit.read", "planner", (it) => it.audit.open({})],
  ] satisfies [string, Role, (it: ReturnType<typeof as>) => Promise<unknown>][])(
    "(%s) leaves a row that says who, what and where",
    async (permission, role, reach) => {
      const before = await rows();
      expect(await failureOfCall(reach(as(role)))).toEqual({ code: "NOT_PERMITTED", permission });
      const isPlaced = permission === "contact.read" || permission === "device.manage";
      const territory_id = isPlaced ? territoryId : null;
      const row = { actor: `person:${role}`, action: "refused", territory_id, facts: { permission } };
      expect(await rows()).toEqual([...before, row]);
    },
  );

  test("leaves none when nobody knows who it was, for a look, or for what leaves none when it is done", async () => {
    const before = await rows();
    const nobody: Viewer = { caller: { kind: "nobody" }, grants: [] };
    await failureOfCall(testCaller(database.db, nobody).audit.open({}));
    await failureOfCall(as("planner").person.list());
    await failureOfCall(
      as("viewer").incident.act({ territoryId, id: 1, action: "file", idempotencyKey: "1" }),
    );
    expect(await rows()).toEqual(before);
  });
});
