import { randomBytes } from "node:crypto";
import { noticeSettingsSchema } from "@getu/domain";
import type { Role, Territory } from "@getu/domain";
import { insertGrant, inTransaction } from "@getu/store";
import { createTestDatabase, createTown, foundTown, townPosition, townReport } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCaller } from "../src/index.ts";
import { testContext } from "./test-caller.ts";

let database: TestDatabase;
let territory: Territory;
let town: FoundedTown;

beforeAll(async () => {
  database = await createTestDatabase();
  const records = createTown().map((grid) => ({ ...grid, leaderName: `Leader of ${grid.externalId}` }));
  town = await foundTown(database.db, { records });
  ({ territory } = town);
});
afterAll(() => database.drop());

type Published = { leaders: "named" | "withheld"; grids?: object; dutyTelephone?: string };

const as = (role: Role, grid: string, published: Published = { leaders: "withheld" }) =>
  createCaller({
    ...testContext(database.db, {
      caller: { kind: "person", id: role },
      grants: [{ role, territoryId: territory.id, gridPath: town.pathOf(grid) }],
    }),
    notice: noticeSettingsSchema.parse({
      source: "made up",
      date: "2026-11-27",
      duties: {},
      territories: { [territory.code]: published },
    }),
  });
const newKey = () => randomBytes(16).toString("hex");

async function report(x = 0.5): Promise<number> {
  const given = { territoryId: territory.id, idempotencyKey: newKey() };
  const { id } = await as("dispatcher", "").incident.report({
    ...given,
    report: townReport({ position: townPosition(x, 0.5) }),
  });
  return id;
}
const holderOf = async (who: ReturnType<typeof as>, id: number) =>
  (await who.incident.history({ territoryId: territory.id, id })).holder;

async function employ(id: string, name: string, grid: string): Promise<void> {
  await database.db.pool.query("INSERT INTO person (id, name, email) VALUES ($1, $2, $1)", [id, name]);
  const place = { territoryId: territory.id, gridId: town.idOf(grid) };
  await inTransaction(database.db, (tx) =>
    insertGrant(tx, { personId: id, role: "leader", ...place, grantedBy: "system" }),
  );
}

describe("who has an incident now", () => {
  test("is whom the grid names until somebody holds the role there, and then they", async () => {
    const id = await report();
    const leader = as("leader", "lane-0-0");
    expect((await holderOf(leader, id)).people).toEqual([{ id: null, name: "Leader of lane-0-0" }]);
    await employ("bai", "白秀", "lane-0-0");
    expect((await holderOf(leader, id)).people).toEqual([{ id: "bai", name: "白秀" }]);
    await database.db.pool.query("UPDATE person SET disabled_at = now() WHERE id = 'bai'");
    expect((await holderOf(leader, id)).people).toEqual([{ id: null, name: "Leader of lane-0-0" }]);
  });

  test("is reached at the number that the office hangs out for them, at the nearest duty telephone, or at none", async () => {
    const id = await report();
    const code = (externalId: string) => town.grids.find((grid) => grid.externalId === externalId)!.code;
    const grids = {
      [code("lane-0-0")]: { leaderTelephone: "0511-1000003" },
      [code("community-0")]: { dutyTelephone: "0511-1000002" },
    };
    const numberOf = async (published: Published) =>
      (await holderOf(as("leader", "lane-0-0", published), id)).telephone;
    expect(await numberOf({ leaders: "named", grids, dutyTelephone: "0511-1000001" })).toBe("0511-1000003");
    expect(await numberOf({ leaders: "withheld", grids })).toBe("0511-1000002");
    expect(await numberOf({ leaders: "withheld", dutyTelephone: "0511-1000001" })).toBe("0511-1000001");
    expect(await numberOf({ leaders: "named" })).toBeNull();
  });
});
