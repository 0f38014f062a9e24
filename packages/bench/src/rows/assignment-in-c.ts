import { createAreaIndex } from "@getu/geometry";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toContest } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { createMadeUpPoints } from "../made-up-points.ts";
import { measureInterleaved } from "../measure.ts";
import { createCellIndexInC } from "../peers/cell-index-in-c.ts";
import { CITIES } from "./assignment.ts";

function assertSame(ours: Int32Array, theirs: Int32Array): void {
  const at = ours.findIndex((owner, i) => owner !== theirs[i]);
  if (at >= 0) throw new Error(`point ${at}: ${ours[at]} here and ${theirs[at]} in C`);
}

async function measureCity(grids: number, { quick, say }: RunOptions): Promise<Row | { reason: string }> {
  say(`assignment in C: ${grids} grids`);
  const index = createAreaIndex(createMadeUpCity({ grids, seed: 1 }).areas);
  const points = createMadeUpPoints({ count: quick ? 200_000 : 2_000_000, seed: 2 });
  const inC = createCellIndexInC(index, points);
  if ("reason" in inC) return inC;
  try {
    const here = { name: "index", round: () => index.ownersOf(points).length };
    const rates = await measureInterleaved([here, inC], {
      warmUps: quick ? 3 : 8,
      rounds: quick ? 3 : 7,
      clock: "cpu",
    });
    assertSame(index.ownersOf(points), inC.owners());
    return {
      name: `assignment, ${grids} grids, random order`,
      peer: "the same algorithm in C",
      value: rates[0]!.median / rates[1]!.median, // two contenders
      unit: "×",
      better: "higher",
      floor: null,
      goal: 0.6,
      details: `${toContest(rates, "points per CPU second")}; the same owners`,
    };
  } finally {
    inC.remove();
  }
}

/** How far from what the machine can do: the same rounds over the same index, compiled by gcc for this processor. */
export const assignmentInC: Benchmark = {
  name: "assignment-in-c",
  async run(options): Promise<Outcome> {
    const rows: Row[] = [];
    for (const grids of CITIES) {
      const row = await measureCity(grids, options);
      if ("reason" in row) return { rows, leftOut: [`assignment in C: ${row.reason}`] };
      rows.push(row);
    }
    return { rows, leftOut: [] };
  },
};
