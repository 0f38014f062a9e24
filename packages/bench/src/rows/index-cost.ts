import { createAreaIndex } from "@getu/geometry";
import type { Benchmark, Outcome, Row } from "../benchmark.ts";
import { toContest, toShort } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import type { MadeUpCity } from "../made-up-city.ts";
import { createMadeUpPoints } from "../made-up-points.ts";
import { measureInterleaved, medianOf, timed } from "../measure.ts";
import { CITIES } from "./assignment.ts";

/**
 * Grids that a timed round builds: small cities several times. Each round begins after a forced collection of garbage, which
 * throws away code that V8 had made, and one build of 30 ms would mostly measure how it is made again.
 */
const GRIDS_A_ROUND = 6000;

/** Builds an index some times; microseconds and bytes for each unique edge. */
async function measureBuild(grids: number, builds: number): Promise<Row[]> {
  const city = createMadeUpCity({ grids, seed: 1 });
  const { seconds: first, result } = await timed("cpu", () => createAreaIndex(city.areas));
  const { bytes } = result;
  // Small builds run as they were compiled for one time use until there have been some.
  for (let build = 1; build < builds; build++) createAreaIndex(city.areas);
  const seconds: number[] = [];
  const times = Math.max(1, Math.round(GRIDS_A_ROUND / grids));
  for (let build = 0; build < builds; build++) {
    const round = await timed("cpu", () => {
      for (let i = 0; i < times; i++) createAreaIndex(city.areas);
    });
    seconds.push(round.seconds / times);
  }
  const micros = (taken: number): number => (taken * 1e6) / city.uniqueEdges;
  const [edges, size] = [`${toShort(city.uniqueEdges)} unique edges`, `${toShort(bytes)}B`];
  const spread = `${toShort(Math.min(...seconds) * 1000)}–${toShort(Math.max(...seconds) * 1000)} ms`;
  return [
    {
      name: `index, ${grids} grids: memory of what answers owners`,
      peer: "",
      value: bytes / city.uniqueEdges,
      unit: "bytes per unique edge",
      better: "lower",
      floor: 80,
      goal: 40,
      details: `${edges}, ${size}`,
    },
    {
      name: `index, ${grids} grids: build`,
      peer: "",
      value: micros(medianOf(seconds)),
      unit: "µs CPU per unique edge",
      better: "lower",
      floor: 3,
      goal: null,
      details: `${edges}, ${toShort(medianOf(seconds) * 1000)} ms (${spread}); the first build in a process ${toShort(first * 1000)} ms`,
    },
  ];
}

type Fall = { what: string; cities: readonly [MadeUpCity, MadeUpCity]; floor: number | null; goal: number };

/** How much slower a point becomes in the second city than it is in the first. */
async function measureFall({ what, cities, floor, goal }: Fall, quick: boolean): Promise<Row> {
  const points = createMadeUpPoints({ count: quick ? 200_000 : 2_000_000, seed: 2 });
  const contenders = cities.map(({ areas, corners }) => {
    const index = createAreaIndex(areas);
    return { name: `${corners} corners`, round: () => index.ownersOf(points).length };
  });
  const rounds = { warmUps: 8, rounds: quick ? 5 : 11, clock: "cpu" } as const;
  const [small, large] = await measureInterleaved(contenders, rounds);
  return {
    name: `assignment: fall of throughput ${what}`,
    peer: "itself",
    value: small!.median / large!.median, // two contenders
    unit: "×",
    better: "lower",
    floor,
    goal,
    details: toContest([small!, large!], "points per CPU second"), // as above
  };
}

/** What the index costs, and how its cost grows. */
export const indexCost: Benchmark = {
  name: "index-cost",
  async run({ quick, say }): Promise<Outcome> {
    const rows: Row[] = [];
    for (const grids of CITIES) {
      say(`index cost: ${grids} grids`);
      const builds = Math.round(30_000 / grids);
      rows.push(...(await measureBuild(grids, Math.min(quick ? 3 : 10, Math.max(3, builds)))));
    }
    const [small, , large] = CITIES;
    const sizes = [small, large].map((grids) => createMadeUpCity({ grids, seed: 1 }));
    const shapes = [2, 6].map((halvings) => createMadeUpCity({ grids: 3000, seed: 1, halvings }));
    say("index cost: falls");
    rows.push(
      await measureFall(
        { what: `from ${small} to ${large} grids`, cities: [sizes[0]!, sizes[1]!], floor: 4, goal: 2 }, // two sizes
        quick,
      ),
      await measureFall(
        {
          what: "from 24 to 384 corners a grid, 3000 grids",
          cities: [shapes[0]!, shapes[1]!], // two shapes
          floor: null,
          goal: 1.3,
        },
        quick,
      ),
    );
    return { rows, leftOut: [] };
  },
};
