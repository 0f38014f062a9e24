import type { GrantPlace, HeldGrant, Viewer } from "@getu/domain";
import { insertGrant, inTransaction, listGrantsOf } from "@getu/store";
import { createTestDatabase, foundTown } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
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
