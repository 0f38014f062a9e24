import { importIncidents } from "@getu/store";
import { openBenchDatabase } from "../bench-database.ts";
import type { BenchDatabase } from "../bench-database.ts";
import type { Benchmark, Outcome } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { createMadeUpIncidents } from "../made-up-incidents.ts";
import { medianOf, timed } from "../measure.ts";

const GRIDS = 20_000;
const ROUNDS = 3;

/** Rows in a second on the wall, from records that are in memory. */
async function importSlice({ db, territoryId }: BenchDatabase, count: number, seed: number): Promise<number> {
  const records = createMadeUpIncidents({ count, seed, prefix: `slice${seed}` });
  const { seconds, result } = await timed("wall", () =>
    importIncidents(db, { territoryId, records, file: "made up" }),
  );
  if (result.inserted !== count) throw new Error(`${result.inserted} of ${count} incidents`);
  return count / seconds;
}

/** How fast a city is seeded when it holds incidents already. */
export const citySlice: Benchmark = {
  name: "city-slice",
  async run({ quick, say }): Promise<Outcome> {
    const count = quick ? 20_000 : 500_000;
    const database = await openBenchDatabase(createMadeUpCity({ grids: GRIDS, seed: 1 }));
    try {
      const rates: number[] = [];
      for (let round = 0; round <= ROUNDS; round++) {
        const rate = await importSlice(database, count, round);
        say(`city slice: ${Math.round(rate)} rows/s`);
        if (round > 0) rates.push(rate);
      }
      return {
        rows: [
          {
            name: `made-up incidents into a city of ${GRIDS} grids that holds ${toShort(count)} and more: checked, placed, written`,
            peer: "",
            value: medianOf(rates),
            unit: "rows/s",
            better: "higher",
            floor: 20_000, // ten million in less than ten minutes
            goal: null,
            details: `${rates.map(toShort).join(", ")} rows/s, ${toShort(count)} rows each`,
          },
        ],
        leftOut: [],
      };
    } finally {
      await database.close();
    }
  },
};
