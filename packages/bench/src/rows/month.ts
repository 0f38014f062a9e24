import type { Scope } from "@getu/domain";
import { assessMonth, listCounted, listGrids } from "@getu/store";
import type { BenchDatabase } from "../bench-database.ts";
import type { Row, RunOptions } from "../benchmark.ts";
import { toRounds, toShort } from "../format.ts";
import { medianOf } from "../measure.ts";

const TIME_ZONE = "Asia/Shanghai";

/** Of a hundred streets of a city. */
const STREET_SHARE = 0.01;

/** The last month that has ended, as the territory's calendar has it. */
function lastMonth(): string {
  const now = new Date(Date.now() + 8 * 3_600_000); // the zone has no summer time
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  return first.toISOString().slice(0, 7);
}

/** Who asks: the city, or a street with what lies below it. */
async function askersOf({
  db,
  territoryId,
}: BenchDatabase): Promise<{ name: string; scope: Scope; floor: number }[]> {
  const grids = await listGrids(db, { territoryId });
  const within = grids.slice(0, grids.length * STREET_SHARE).map(({ id }) => id);
  return [
    { name: "a city", scope: { territoryId }, floor: 4 },
    { name: `a street of ${within.length} of its grids`, scope: { territoryId, within }, floor: 2 },
  ];
}

/** What the assessment of one month costs out of a history of `count` incidents, and the list behind a number of it. */
export async function measureMonth(
  database: BenchDatabase,
  { quick, say }: RunOptions,
  count: number,
): Promise<Row[]> {
  const { db } = database;
  const rows: Row[] = [];
  for (const { name, scope, floor } of await askersOf(database)) {
    const question = { ...scope, month: lastMonth(), tier: 0, timeZone: TIME_ZONE };
    const took: number[] = [];
    let reported = 0;
    for (let round = 0; round < (quick ? 3 : 5); round += 1) {
      const begun = performance.now();
      const { total } = await assessMonth(db, question);
      took.push((performance.now() - begun) / 1000);
      reported = total.counts.reported;
    }
    const listed = performance.now();
    await listCounted(db, { ...question, figure: "late", of: "all", limit: 50 });
    const listSeconds = (performance.now() - listed) / 1000;
    say(`${name}: ${took.map((seconds) => seconds.toFixed(2)).join(", ")} s`);
    rows.push({
      name: `the assessment of a month of ${name}, ${toShort(count)} incidents in all`,
      peer: "",
      value: medianOf(took),
      unit: "s",
      better: "lower",
      floor,
      goal: 2,
      details: `${toShort(reported)} reported in the month; ${toRounds(took)} s in ${took.length} rounds, the first 50 behind a number ${toShort(listSeconds)} s`,
    });
  }
  return rows;
}
