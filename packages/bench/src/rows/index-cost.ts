import { createAreaIndex } from "@getu/geometry";
import type { Benchmark, Outcome, Row } from "../benchmark.ts";
import { toShort } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import { createMadeUpPoints } from "../made-up-points.ts";
import { measureInterleaved, medianOf, timed } from "../measure.ts";
import { CITIES } from "./assignment.ts";

/** Builds an index some times; microseconds and bytes for each unique edge. */
async function measureBuild(grids: number, builds: number): Promise<Row[]> {
  const city = createMadeUpCity({ grids, seed: 1 });
  const { seconds: first, result } = await timed("cpu", () => createAreaIndex(city.areas));
  const { bytes } = result;
  // Small builds run as they were compiled for one time use until there have been some.
  for (let build = 1; build < builds; build++) createAreaIndex(city.areas);
  const seconds: number[] = [];
  for (let build = 0; build < builds; build++) {
    seconds.push((await timed("cpu", () => createAreaIndex(city.areas))).seconds);
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

/** How much slower a point becomes in a larger city. */
async function measureFall(quick: boolean): Promise<Row> {
  const points = createMadeUpPoints({ count: quick ? 200_000 : 2_000_000, seed: 2 });
  const contenders = [CITIES[0], CITIES[2]].map((grids) => {
    const index = createAreaIndex(createMadeUpCity({ grids, seed: 1 }).areas);
    return { name: `${grids} grids`, round: () => index.ownersOf(points).length };
  });
  const rounds = { warmUps: 5, rounds: quick ? 5 : 11, clock: "cpu" } as const;
  const [small, large] = await measureInterleaved(contenders, rounds);
  return {
    name: `assignment: fall of throughput from ${CITIES[0]} to ${CITIES[2]} grids`,
    peer: "itself",
    value: small!.median / large!.median, // two contenders
    unit: "×",
    better: "lower",
    floor: 4,
    goal: 2,
    details: `${toShort(small!.median)} and ${toShort(large!.median)} points per CPU second`, // as above
  };
}

/** What the index costs, and how its cost grows. */
export const indexCost: Benchmark = {
  name: "index-cost",
  async run({ quick, say }): Promise<Outcome> {
    const rows: Row[] = [];
    for (const grids of CITIES) {
      say(`index cost: ${grids} grids`);
      const builds = Math.round(60_000 / grids);
      rows.push(...(await measureBuild(grids, Math.min(quick ? 3 : 20, Math.max(3, builds)))));
    }
    return { rows: [...rows, await measureFall(quick)], leftOut: [] };
  },
};
