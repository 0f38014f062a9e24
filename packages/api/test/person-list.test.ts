import type { GrantPlace, HeldGrant, Viewer } from "@getu/domain";
import { insertGrant, inTransaction, listGrantsOf, revokeGrant } from "@getu/store";
import { createTestDatabase, foundTown } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;

type Holding = GrantPlace & { role: HeldGrant["role"] };

async function makePerson(id: string, ...held: readonly Holding[]): Promise<void> {
  await database.db.pool.query("INSERT INTO person (id, name, email) VALUES ($1, $1, $1)", [id]);
  await inTransaction(database.db, async (tx) => {
    for (const each of held) await insertGrant(tx, { ...each, personId: id, grantedBy: "system" });
  });
}

const viewerOf = async (id: string): Promise<Viewer> => ({
  caller: { kind: "person", id },
  grants: await listGrantsOf(database.db, id),
});

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const { territoryId, idOf } = await foundTown(db);
  const at = (role: Holding["role"], externalId: string): Holding => ({
    role,
    territoryId,
    gridId: idOf(externalId),
  });
  const whole = { territoryId, gridId: null };
  await makePerson("chief", { role: "administrator", territoryId: null, gridId: null });
  await makePerson("head", { role: "administrator", ...whole });
  await makePerson("auditor", { role: "auditor", ...whole });
  await makePerson("secretary", at("secretary", "community-0"));
  await makePerson("leader", at("leader", "lane-0-0"));
  await makePerson("both", at("leader", "lane-0-0"), at("leader", "lane-4-0"));
  await makePerson("dispatcher", at("dispatcher", "community-0"));
  await makePerson("stale", { role: "leader", territoryId, gridId: 999_999 });
});
afterAll(() => database.drop());

/** Asks for what the list says may or may not be done, and puts things back. */
async function tryAll(viewerId: string): Promise<string[]> {
  const caller = testCaller(database.db, await viewerOf(viewerId));
  const isDone = async (call: Promise<unknown>): Promise<boolean> => (await failureOfCall(call)) === null;
  const offered: string[] = [];
  for (const { id: personId, mayManage, grants } of await caller.person.list()) {
    expect([personId, await isDone(caller.person.disable({ personId }))]).toEqual([personId, mayManage]);
    if (mayManage) {
      expect(await isDone(caller.person.enable({ personId }))).toBe(true);
      offered.push(`account of ${personId}`);
    }
    for (const { id: grantId, mayTake } of grants) {
      expect([personId, await isDone(caller.grant.revoke({ grantId }))]).toEqual([personId, mayTake]);
      if (mayTake) offered.push(`role of ${personId}`);
      await database.db.pool.query("UPDATE role_grant SET revoked_at = NULL, revoked_by = NULL");
    }
  }
  return offered;
}

test.each([
  ["chief", 7, 8],
  ["head", 6, 7],
  ["secretary", 0, 2],
  ["auditor", 0, 0],
])(
  "T37 the list of people offers %s what would be done and nothing that would be refused: %i accounts, %i roles",
  async (viewerId, accounts, roles) => {
    const offered = await tryAll(viewerId);
    expect(offered.filter((each) => each.startsWith("account"))).toHaveLength(accounts);
    expect(offered.filter((each) => each.startsWith("role"))).toHaveLength(roles);
  },
);

describe("somebody whose last role was taken away", () => {
  const takeAll = async (personId: string): Promise<void> => {
    const { rows } = await database.db.pool.query<{ id: number }>(
      "SELECT id FROM role_grant WHERE person_id = $1 AND revoked_at IS NULL ORDER BY id",
      [personId],
    );
    await inTransaction(database.db, async (tx) => {
      for (const { id } of rows) await revokeGrant(tx, { id, revokedBy: "system" });
    });
  };
  const findAs = async (viewerId: string, personId: string) =>
    (await testCaller(database.db, await viewerOf(viewerId)).person.list()).find(({ id }) => id === personId);

  test("is listed without a role, with the one they held last, for who administers its place and for nobody else", async () => {
    const { rows } = await database.db.pool.query<{ id: number }>("SELECT id FROM territory");
    const territoryId = rows[0]!.id;
    await makePerson("gone", { role: "leader", territoryId, gridId: await laneOf("leader") });
    await makePerson("elsewhere-head", { role: "administrator", territoryId: territoryId + 1, gridId: null });
    await takeAll("gone");
    for (const viewerId of ["chief", "head"])
      expect(await findAs(viewerId, "gone")).toMatchObject({
        grants: [],
        lastGrant: { role: "leader", territoryId, gridName: "Made-up lane-0-0" },
      });
    for (const viewerId of ["secretary", "auditor", "elsewhere-head"])
      expect(await findAs(viewerId, "gone")).toBeUndefined();
  });

  test("is given it back, and is then listed as before", async () => {
    const { lastGrant } = (await findAs("head", "gone"))!; // the test before has just seen it
    const { role, territoryId, gridId } = lastGrant!;
    const head = testCaller(database.db, await viewerOf("head"));
    await head.grant.give({ personId: "gone", role, place: { territoryId, gridId } });
    expect(await findAs("secretary", "gone")).toMatchObject({
      grants: [{ role: "leader" }],
      lastGrant: null,
    });
  });

  test("is not called so while any role is left", async () => {
    await makePerson("half", await holdingOf("leader"), { ...(await holdingOf("leader")), role: "viewer" });
    const { rows } = await database.db.pool.query<{ id: number }>(
      "SELECT id FROM role_grant WHERE person_id = 'half' ORDER BY id DESC LIMIT 1",
    );
    await inTransaction(database.db, (tx) => revokeGrant(tx, { id: rows[0]!.id, revokedBy: "system" }));
    expect(await findAs("head", "half")).toMatchObject({ grants: [{ role: "leader" }], lastGrant: null });
  });
});

async function holdingOf(personId: string): Promise<Holding> {
  const { rows } = await database.db.pool.query<{ territory_id: number; grid_id: number }>(
    "SELECT territory_id, grid_id FROM role_grant WHERE person_id = $1",
    [personId],
  );
  return { role: "leader", territoryId: rows[0]!.territory_id, gridId: rows[0]!.grid_id };
}

const laneOf = async (personId: string): Promise<number> => (await holdingOf(personId)).gridId!;
