import { bboxOf, createAreaIndex, groupByOwner, reassignOwners } from "@getu/geometry";
import type { Reassignment } from "@getu/geometry";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toContest, toShort } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import type { MadeUpCity } from "../made-up-city.ts";
import { createMadeUpPoints } from "../made-up-points.ts";
import { measureInterleaved } from "../measure.ts";

/** Grids of the city, of which one in a hundred is redrawn. */
const [GRIDS, REDRAWN] = [3000, 30];

/** A redraw: what it is called, and whose borders it draws anew. */
type Redraw = { name: string; floor: number | null; isRedrawn: (one: number, other: number) => boolean };

/** All borders between the grids nearest to the first one, as when a community is divided anew. */
function redrawTogether({ areas }: MadeUpCity): Redraw {
  const centres = areas
    .map(bboxOf)
    .map(([west, south, east, north]) => [west + east, south + north] as const);
  const far = (grid: number): number =>
    Math.hypot(centres[grid]![0] - centres[0]![0], centres[grid]![1] - centres[0]![1]); // a centre for each grid
  const chosen = new Set([...areas.keys()].sort((a, b) => far(a) - far(b)).slice(0, REDRAWN));
  return {
    name: "1 % of grids redrawn among each other",
    floor: 8,
    isRedrawn: (one, other) => chosen.has(one) && chosen.has(other),
  };
}

/** All borders of grids far from each other, and so the outlines of their neighbours: six in a hundred change. */
const redrawApart: Redraw = {
  name: "1 % of grids redrawn, scattered, and with them their neighbours",
  floor: null,
  isRedrawn: (one, other) => one % (GRIDS / REDRAWN) === 0 || other % (GRIDS / REDRAWN) === 0,
};

const changedBetween = (before: MadeUpCity, after: MadeUpCity): number[] =>
  [...before.areas.keys()].filter(
    (grid) => JSON.stringify(before.areas[grid]) !== JSON.stringify(after.areas[grid]),
  );

/** Throws when the moves do not turn the old owners into those of a full pass. */
function assertComplete({ moves }: Reassignment, old: Int32Array, full: Int32Array): void {
  const owners = old.slice();
  for (const { number, to } of moves) owners[number] = to;
  const at = owners.findIndex((owner, i) => owner !== full[i]);
  if (at >= 0) throw new Error(`point ${at}: ${owners[at]} after the moves, ${full[at]} in a full pass`);
}

async function measureRedraw(
  before: MadeUpCity,
  { name, floor, isRedrawn }: Redraw,
  { quick, say }: RunOptions,
): Promise<Row> {
  say(`reassignment: ${name}`);
  const after = createMadeUpCity({ grids: GRIDS, seed: 1, isRedrawn });
  const changed = changedBetween(before, after);
  const index = createAreaIndex(after.areas);
  const points = createMadeUpPoints({ count: quick ? 500_000 : 5_000_000, seed: 2 });
  const owners = createAreaIndex(before.areas).ownersOf(points);
  const owned = groupByOwner(points, owners, GRIDS);
  const result = reassignOwners(owned, changed, index);
  assertComplete(result, owners, index.ownersOf(points));
  const contenders = [
    {
      name: "changed grids",
      // Repeated, for a clock that counts milliseconds.
      round: () => Array.from({ length: 10 }, () => reassignOwners(owned, changed, index)).length,
    },
    // The same points in the same order, in units already: what is saved is only the asking.
    { name: "full pass", round: () => Math.sign(index.ownersOf(owned.units).length) },
  ];
  const rates = await measureInterleaved(contenders, { warmUps: 4, rounds: quick ? 3 : 7, clock: "cpu" });
  const asked = `${changed.length} grids changed, ${toShort(result.asked)} of ${toShort(owners.length)} points asked`;
  return {
    name: `re-assignment, ${GRIDS} grids, ${name}`,
    peer: "asking every point",
    value: rates[0]!.median / rates[1]!.median, // two contenders
    unit: "×",
    better: "higher",
    floor,
    goal: 20,
    details: `${asked}, ${toShort(result.moves.length)} moved, as a full pass finds; ${toContest(rates, "passes per CPU second")}`,
  };
}

/** What a redraw costs in memory: only points of grids whose outline changed are asked again. */
export const reassignment: Benchmark = {
  name: "reassignment",
  async run(options): Promise<Outcome> {
    const before = createMadeUpCity({ grids: GRIDS, seed: 1 });
    const rows: Row[] = [];
    for (const redraw of [redrawTogether(before), redrawApart]) {
      rows.push(await measureRedraw(before, redraw, options));
    }
    return { rows, leftOut: [] };
  },
};
