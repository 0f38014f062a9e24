import { nobodyWith } from "@getu/domain";
import type { Viewer } from "@getu/domain";
import { createTerritory } from "@getu/store";
import { createTestDatabase, townReport } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from "vitest";
import { procedure, territoryProcedure } from "../src/procedure.ts";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let mine: number;
let foreign: number;

const territory = (code: string) =>
  createTerritory(database.db, {
    code,
    name: { zh: `试验街道${code}`, en: `Test street ${code}` },
    tiers: [{ key: "grid", name: { zh: "网格", en: "Grid" } }],
    timeZone: "Asia/Shanghai",
    demo: true,
  });

beforeAll(async () => {
  database = await createTestDatabase();
  mine = (await territory("mine")).id;
  foreign = (await territory("foreign")).id;
});
afterAll(() => database.drop());

const callerOf = (viewer: Viewer) => testCaller(database.db, viewer);
const viewerOfMine = () =>
  callerOf({
    caller: { kind: "person", id: "somebody" },
    grants: [{ role: "viewer", territoryId: mine, gridPath: "" }],
  });

describe("access", () => {
  test("a procedure cannot be begun without a permission of the table", () => {
    expectTypeOf(procedure).parameter(0).not.toEqualTypeOf<string>();
    // @ts-expect-error a permission is demanded
    expect(() => procedure()).not.toThrow();
    // @ts-expect-error and it must be one of the table
    expect(() => territoryProcedure("grid.paint")).not.toThrow();
  });

  test("a viewer of one territory sees it and no other in the list", async () => {
    expect((await viewerOfMine().territory.list()).map(({ id }) => id)).toEqual([mine]);
    const all = await callerOf(
      nobodyWith({ role: "viewer", territoryId: "all", gridPath: "" }),
    ).territory.list();
    expect(all.map(({ id }) => id)).toEqual([mine, foreign]);
  });

  test("T35 every procedure refuses another territory, whether it is there or not", async () => {
    const caller = viewerOfMine();
    for (const territoryId of [foreign, foreign + 1000]) {
      const calls = [
        caller.territory.get({ territoryId }),
        caller.catalogue.get({ territoryId }),
        caller.grid.list({ territoryId }),
        caller.grid.edges({ territoryId }),
        caller.grid.at({ territoryId, position: [0, 0] }),
        caller.camera.list({ territoryId }),
        caller.place.list({ territoryId }),
        caller.incident.list({ territoryId, limit: 1 }),
        caller.incident.get({ territoryId, id: 1 }),
        caller.incident.report({ territoryId, idempotencyKey: "1", report: townReport() }),
        caller.incident.act({ territoryId, id: 1, idempotencyKey: "1", action: "file" }),
        caller.incident.history({ territoryId, id: 1 }),
        caller.incident.explainDeadline({ territoryId, id: 1 }),
        caller.catalogue.loop({ territoryId }),
        caller.heat.cells({
          territoryId,
          from: "2026-01-01T00:00:00Z",
          to: "2026-02-01T00:00:00Z",
          bbox: [0, 0, 1, 1],
          level: 3,
        }),
        caller.summary.get({ territoryId }),
        caller.map.config({ territoryId }),
      ];
      for (const call of calls) expect(await failureOfCall(call)).toMatchObject({ code: "NOT_PERMITTED" });
    }
  });

  test("a territory that is not there is told to one who may see all", async () => {
    const caller = callerOf(nobodyWith({ role: "viewer", territoryId: "all", gridPath: "" }));
    expect(await failureOfCall(caller.summary.get({ territoryId: foreign + 1000 }))).toEqual({
      code: "TERRITORY_NOT_FOUND",
      territoryId: foreign + 1000,
    });
  });
});
