import type { Territory } from "@getu/domain";
import { createTestDatabase, TOWN_TERRITORY } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { createTerritory } from "../src/index.ts";
import type { Db } from "../src/index.ts";

/** The database of the file whose tests run. */
export let database: TestDatabase;
export let db: Db;

/** The territory of the test that runs: it has no grids yet. */
export let territory: Territory;

let count = 0;

/** Gives a file of tests a database, and each of its tests a territory of its own. */
export function useTerritoryEach(): void {
  beforeAll(async () => {
    database = await createTestDatabase();
    ({ db } = database);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    count += 1;
    territory = await createTerritory(db, { ...TOWN_TERRITORY, code: `town-${count}` });
  });
}
