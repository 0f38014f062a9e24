import { openBenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome } from "../benchmark.ts";
import { fillDeskHistory } from "../desk-history.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { measureIntake } from "./intake.ts";
import { measureMonth } from "./month.ts";
import { measurePublication } from "./publication.ts";
import { measureQueues } from "./queue.ts";

const GRIDS = 3000;

/** What the desk asks over a city's history: its queues, a month's assessment, what who takes a call is told, and a redraw under it. */
export const desk: Benchmark = {
  name: "desk",
  async run(options): Promise<Outcome> {
    const count = options.quick ? 300_000 : 10_000_000;
    const database = await openBenchDatabase(createMadeUpCity({ grids: GRIDS, seed: 4 }));
    try {
      await fillDeskHistory(database.db, { territoryId: database.territoryId, count });
      const rows = [
        ...(await measureQueues(database, options, count)),
        ...(await measureMonth(database, options, count)),
        ...(await measureIntake(database, options, count)),
        ...(await measurePublication(database, options, count)), // last: it changes what lies where
      ];
      return { rows, leftOut: [] };
    } finally {
      await database.close();
    }
  },
};
