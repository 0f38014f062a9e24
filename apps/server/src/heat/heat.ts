import { createDatabaseHeat } from "@getu/api";
import type { HeatSource } from "@getu/api";
import type { Db } from "@getu/store";
import type { Freshness } from "../live/freshness.ts";

/** Who answers for a territory: an index in memory; the database, while the index is built; or the database for good. */
export type HeatState = "index" | "building" | "database";

/** Heat as the server asks for it. */
export type Heat = HeatSource & {
  /** Equal answers mean that heat has not changed in between; never behind what the live stream has told. */
  freshnessOf(territoryId: number): Promise<string>;
  /** By territory id. */
  states(): Readonly<Record<number, HeatState>>;
};

/** Heat without any index. */
export const createHeatWithoutIndex = (db: Db, freshness: Freshness): Heat => ({
  ...createDatabaseHeat(db),
  freshnessOf: async (territoryId) => freshness.ofTerritory(territoryId),
  states: () => ({}),
});
