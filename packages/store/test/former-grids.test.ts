import type { PlanStep } from "@getu/domain/redraw";
import { createTestDatabase, drawSteps, foundTown, publishAtOnce } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertGrant, insertPerson, inTransaction, listFormerGrids } from "../src/index.ts";

let database: TestDatabase;
let town: FoundedTown;

beforeAll(async () => {
  database = await createTestDatabase();
  town = await foundTown(database.db);
});
afterAll(() => database.drop());

const publish = async (...steps: PlanStep[]): Promise<void> =>
  publishAtOnce(database.db, town.territoryId, await drawSteps(database.db, town.territoryId, steps));

/** A new account with the leader's role on a grid. */
const hire = (grid: string): Promise<string> =>
  inTransaction(database.db, async (tx) => {
    const account = { username: grid, name: "made up", passwordHash: null, isMadeUp: false };
    const personId = (await insertPerson(tx, account))!; // the name is free
    const place = { role: "leader", territoryId: town.territoryId, gridId: town.idOf(grid) } as const;
    await insertGrant(tx, { ...place, personId, grantedBy: "test" });
    return personId;
  });

const formerOf = (personId: string) => listFormerGrids(database.db, personId);

test("who led a grid that was merged away is told its day, and who has its ground and answers there, through every later merge", async () => {
  const { idOf } = town;
  const [led, other] = [await hire("lane-0-0"), await hire("lane-6-0")];
  expect(await formerOf(led)).toEqual([]);
  const describe = {
    kind: "describe",
    grid: idOf("lane-1-0"),
    code: "HEIR",
    name: "heir",
    leaderName: "made-up leader",
    households: null,
  } as const;
  await publish(describe, { kind: "merge", keep: idOf("lane-1-0"), absorb: idOf("lane-0-0") });
  const { rows } = await database.db.pool.query<{ day: string }>(
    `SELECT to_char(max(effective_from) AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day FROM territory_version`,
  );
  const heir = { name: "heir", leaderName: "made-up leader" };
  const gone = { name: "Made-up lane-0-0", goneOn: rows[0]!.day };
  expect(await formerOf(led)).toEqual([{ ...gone, heirs: [heir] }]);
  expect(await formerOf(other)).toEqual([]);
  // The heir itself goes.
  await publish({ kind: "merge", keep: idOf("lane-0-1"), absorb: idOf("lane-1-0") });
  const [now] = await formerOf(led);
  expect(now).toMatchObject(gone);
  expect(now!.heirs.map(({ name }) => name)).toEqual(["Made-up lane-0-1"]);
});

test("T35 a role that was taken away, or an account that was closed, is told of nothing", async () => {
  const [dismissed, closed] = [await hire("lane-4-0"), await hire("lane-5-0")];
  const absorbed = ["lane-4-0", "lane-5-0"].map(
    (absorb) => ({ kind: "merge", keep: town.idOf("lane-4-1"), absorb: town.idOf(absorb) }) as const,
  );
  await publish(...absorbed);
  expect(await formerOf(dismissed)).toHaveLength(1);
  await database.db.pool.query(
    "UPDATE role_grant SET revoked_at = now(), revoked_by = 'test' WHERE person_id = $1",
    [dismissed],
  );
  await database.db.pool.query("UPDATE person SET disabled_at = now() WHERE id = $1", [closed]);
  expect([await formerOf(dismissed), await formerOf(closed)]).toEqual([[], []]);
});
