import type { AuditAction, Role, Viewer } from "@getu/domain";
import {
  createTerritory,
  importGrids,
  insertGrant,
  inTransaction,
  listGrids,
  recordAudit,
} from "@getu/store";
import { createTestDatabase, createTown, TOWN_TERRITORY } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

const EVERYWHERE: Viewer = {
  caller: { kind: "person", id: "chief" },
  grants: [{ role: "administrator", territoryId: "all", gridPath: "" }],
};

let database: TestDatabase;
let here: number;
let there: number;
/** The newest row before a test. */
let begun: number;

const watching = (role: Role, ...territoryIds: readonly number[]): Viewer => ({
  caller: { kind: "person", id: `${role} of ${territoryIds.join()}` },
  grants: territoryIds.map((territoryId) => ({ role, territoryId, gridPath: "" })),
});

/** What somebody is shown of what a test has logged, oldest first, without their own readings. */
async function seenBy(viewer: Viewer): Promise<string[]> {
  const caller = testCaller(database.db, viewer);
  const { opening } = await caller.audit.open({});
  const rows = await caller.audit.list({ opening, filter: {}, limit: 200 });
  return rows
    .filter(({ seq, action }) => seq > begun && action !== "audit.read")
    .map(({ action, actor, subject }) => `${action} ${subject ?? actor}`)
    .toReversed();
}

const log = (action: AuditAction, actor: string, subject: string | null = null): Promise<number> =>
  recordAudit(database.db, { action, actor, subject, address: "192.0.2.1" });

async function makePerson(id: string, territoryId: number | null): Promise<void> {
  await database.db.pool.query("INSERT INTO person (id, name, email) VALUES ($1, $1, $1)", [id]);
  const grant = { personId: id, role: "leader", territoryId, gridId: null, grantedBy: "system" } as const;
  await inTransaction(database.db, (tx) => insertGrant(tx, grant));
}

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  here = (await createTerritory(db, { ...TOWN_TERRITORY, code: "here" })).id;
  there = (await createTerritory(db, { ...TOWN_TERRITORY, code: "there" })).id;
  await importGrids(db, { territoryId: there, records: createTown(), file: "town" });
  await makePerson("ours", here);
  await makePerson("gone", here);
  await makePerson("theirs", there);
  await makePerson("chief", null);
  await db.pool.query("UPDATE role_grant SET revoked_at = now(), revoked_by = 'x' WHERE person_id = 'gone'");
});
beforeEach(async () => {
  begun = await log("sign-out", "person:chief");
});
afterAll(() => database.drop());

describe("T49 what concerns a person rather than a street", () => {
  test("is shown to who watches a street where that person holds or held a role, and to nobody of another", async () => {
    await log("sign-in.failed", "nobody", "person:ours");
    await log("sign-in", "person:ours");
    await log("person.disabled", "person:chief", "person:ours");
    await log("sign-in.locked", "nobody", "person:gone");
    await log("sign-in.failed", "nobody", "person:theirs");
    await log("sign-in", "person:chief");
    const expected = [
      "sign-in.failed person:ours",
      "sign-in person:ours",
      "person.disabled person:ours",
      "sign-in.locked person:gone",
    ];
    expect(await seenBy(watching("auditor", here))).toEqual(expected);
    expect(await seenBy(watching("administrator", here))).toEqual(expected);
    expect(await seenBy(watching("auditor", there))).toEqual(["sign-in.failed person:theirs"]);
  });

  test("is shown to who watches one grid as little as anything else", async () => {
    await log("sign-in.failed", "nobody", "person:ours");
    const grid = { role: "auditor", territoryId: here, gridPath: "1" } as const;
    expect(await seenBy({ caller: { kind: "person", id: "grid" }, grants: [grid] })).toEqual([]);
  });

  test("about a name that nobody has is shown to who watches every street there is, by whatever roles", async () => {
    await log("sign-in.failed", "nobody");
    const all = ["sign-in.failed nobody"];
    expect(await seenBy(EVERYWHERE)).toEqual(all);
    expect(await seenBy(watching("auditor", here, there))).toEqual(all);
    expect(await seenBy(watching("auditor", here))).toEqual([]);
  });
});

test("T49 a refusal is shown in the street that it was aimed at, and in the one where whoever reached has a role", async () => {
  const secretary: Viewer = {
    caller: { kind: "person", id: "ours" },
    grants: [{ role: "secretary", territoryId: here, gridPath: "1" }],
  };
  const [grid] = await listGrids(database.db, { territoryId: there });
  const place = { territoryId: there, gridId: grid!.id }; // the town has grids
  const offer = testCaller(database.db, secretary).person.invite({ role: "leader", place });
  expect(await failureOfCall(offer)).toEqual({ code: "GRANT_NOT_PERMITTED" });
  for (const street of [here, there])
    expect(await seenBy(watching("auditor", street))).toEqual(["refused person:ours"]);
  const namesFor = async (street: number) => {
    const caller = testCaller(database.db, watching("auditor", street));
    const { opening } = await caller.audit.open({});
    return (await caller.audit.list({ opening, filter: { action: "refused" }, limit: 1 }))[0]!.names; // seen above
  };
  const ours = { "person:ours": "ours" };
  expect(await namesFor(there)).toEqual({ ...ours, [`grid:${grid!.id}`]: grid!.name });
  expect(await namesFor(here)).toEqual(ours); // what lies in another street has no name here
  const elsewhere = (await createTerritory(database.db, { ...TOWN_TERRITORY, code: "elsewhere" })).id;
  expect(await seenBy(watching("auditor", elsewhere))).toEqual([]);
});
