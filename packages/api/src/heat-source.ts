import type { CountedCells, HeatQuery, Scope } from "@getu/domain";
import { countHeat } from "@getu/store";
import type { Db } from "@getu/store";

/** Counts heat: in the memory of the server, or in the database. */
export type HeatSource = {
  /** Incidents per cell; everything that was committed before `asOf` is counted. */
  cells(question: Scope & { query: HeatQuery }): Promise<CountedCells>;
};

/** Lets the database count. */
export const createDatabaseHeat = (db: Db): HeatSource => ({
  cells: (question) => countHeat(db, question),
});
