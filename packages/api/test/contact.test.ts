import { createHash } from "node:crypto";
import type { Role, Viewer } from "@getu/domain";
import { createTerritory, takePublicReport } from "@getu/store";
import { createTestDatabase, RULEBOOK, townIncident, TOWN_TERRITORY } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territoryId: number;
let incidentId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  territoryId = (await createTerritory(database.db, TOWN_TERRITORY)).id;
  const category = RULEBOOK.catalogue.categories[0]!; // a catalogue has at least one
  const { summary, position, accuracyMetres, occurredAt } = townIncident();
  const filed = await takePublicReport(database.db, {
    territoryId,
    report: {
      externalId: "public-1",
      category: category.code,
      condition: category.conditions[0]!.key,
      channel: "snapshot",
      summary,
      position,
      accuracyMetres,
      occurredAt,
    },
    rulebook: RULEBOOK,
    idempotencyKey: "public-1",
    photoIds: [],
    followedBy: { codeHash: createHash("sha256").update("made up").digest("hex") },
    contact: { text: "13800138000", keepDays: 90 },
  });
  if ("refusal" in filed) throw new Error(filed.refusal.code);
  incidentId = filed.incident.id;
});
afterAll(() => database.drop());

const viewer = (role: Role, gridPath = ""): Viewer => ({
  caller: { kind: "person", id: role },
  grants: [{ role, territoryId, gridPath }],
});

const look = (who: Viewer, reason = "回访核实") =>
  testCaller(database.db, who).contact.read({ territoryId, incidentId, reason });

const looks = async (): Promise<unknown[]> => {
  const { rows } = await database.db.pool.query(
    "SELECT actor, subject, reason, facts FROM audit_entry WHERE action = 'contact.read' ORDER BY seq",
  );
  return rows;
};

test("T45 who handles a case reads its contact with a reason, and each look is in the audit log without the contact", async () => {
  expect(await look(viewer("dispatcher"))).toEqual({ contact: "13800138000" });
  const subject = `incident:${incidentId}`;
  expect(await looks()).toEqual([
    { actor: "person:dispatcher", subject, reason: "回访核实", facts: { isFound: true } },
  ]);
  const { rows } = await database.db.pool.query(
    "SELECT FROM audit_entry AS t WHERE t::text LIKE '%13800138000%'",
  );
  expect(rows).toHaveLength(0);
});

test("T45 without a reason, or without the right, nothing is read and nothing logged as read", async () => {
  const before = await looks();
  for (const reason of [" ", "aa\ud800"])
    expect(await failureOfCall(look(viewer("dispatcher"), reason))).toMatchObject({ code: "INPUT_INVALID" });
  for (const role of ["viewer", "administrator", "auditor", "planner", "device"] as const)
    expect(await failureOfCall(look(viewer(role)))).toMatchObject({ code: "NOT_PERMITTED" });
  expect(await looks()).toEqual(before);
});

test("T35 a leader of another grid is not told that no contact was left there, and even that look is logged", async () => {
  const before = await looks();
  const notThere = { code: "INCIDENT_NOT_FOUND", territoryId, incidentId };
  expect(await failureOfCall(look(viewer("leader", "999")))).toEqual(notThere);
  expect(await looks()).toHaveLength(before.length + 1);
  const { masked } = testCaller(database.db, viewer("leader", "999")).contact;
  expect(await failureOfCall(masked({ territoryId, incidentId }))).toEqual(notThere);
});
