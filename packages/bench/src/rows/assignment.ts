import { createAreaIndex } from "@getu/geometry";
import type { Benchmark, Outcome, Row, RunOptions } from "../benchmark.ts";
import { toContest } from "../format.ts";
import { createMadeUpCity } from "../made-up-city.ts";
import type { MadeUpCity } from "../made-up-city.ts";
import { createMadeUpPoints } from "../made-up-points.ts";
import { dropHopeless, measureInterleaved } from "../measure.ts";
import type { Contender, Rate } from "../measure.ts";
import { createFlatbushTurf } from "../peers/flatbush-turf.ts";
import { createFlatbushTyped } from "../peers/flatbush-typed.ts";
import { openPostgis } from "../peers/postgis.ts";
import type { Postgis } from "../peers/postgis.ts";

/** Sizes of the cities that are measured. */
export const CITIES = [300, 3000, 20_000] as const;

const limits = [
  { peer: "flatbush + Turf", floor: 40, goal: 80 },
  { peer: "flatbush + typed even-odd test by hand", floor: 15, goal: 25 },
  { peer: "PostGIS, its best join", floor: 35, goal: 60 },
] as const;

/** A round over the first `count` points, one by one. */
function oneByOne(name: string, points: Float64Array, { count, ownerOf }: OneByOne): Contender {
  return {
    name,
    round() {
      let owned = 0;
      for (let i = 0; i < count; i++) if (ownerOf(points[2 * i]!, points[2 * i + 1]!) >= 0) owned++; // two a point
      return owned > 0 ? count : Number.NaN;
    },
  };
}
type OneByOne = { count: number; ownerOf: (lng: number, lat: number) => number };

/** Ours in a batch, then the hand-made peers, over the same points in random order. */
function contendersFor({ areas }: MadeUpCity, points: Float64Array, quick: boolean): Contender[] {
  const index = createAreaIndex(areas);
  const few = quick ? 20_000 : 200_000;
  return [
    { name: "index", round: () => index.ownersOf(points).length },
    oneByOne("flatbush + Turf", points, { count: few, ownerOf: createFlatbushTurf(areas) }),
    oneByOne("flatbush + typed", points, { count: 2 * few, ownerOf: createFlatbushTyped(areas) }),
  ];
}

/** The contender that did most. */
const bestOf = (rates: readonly Rate[]): Rate | undefined =>
  [...rates].sort((a, b) => b.median - a.median)[0];

function rowsOf(grids: number, [ours, turf, typed, ...joins]: readonly Rate[]): Row[] {
  const peers = [turf, typed, bestOf(joins)];
  return limits.flatMap(({ peer, floor, goal }, i) => {
    const theirs = peers[i];
    if (!ours || !theirs) return [];
    const name = `assignment, ${grids} grids, random order`;
    const details = toContest([ours, theirs], "points per CPU second");
    return {
      name,
      peer,
      value: ours.median / theirs.median,
      unit: "×",
      better: "higher",
      floor,
      goal,
      details,
    } as const;
  });
}

async function measureCity(
  grids: number,
  postgis: Postgis | null,
  { quick, say }: RunOptions,
): Promise<Row[]> {
  say(`assignment: ${grids} grids`);
  const city = createMadeUpCity({ grids, seed: 1 });
  const points = createMadeUpPoints({ count: quick ? 200_000 : 2_000_000, seed: 2 });
  const joins = postgis ? await postgis.createJoins(city, points.subarray(0, quick ? 20_000 : 200_000)) : [];
  const contenders = [...contendersFor(city, points, quick), ...(await dropHopeless(joins))];
  return rowsOf(
    grids,
    await measureInterleaved(contenders, { warmUps: 4, rounds: quick ? 3 : 11, clock: "cpu" }),
  );
}

/** Which grid holds a point: for three sizes of a city, against each peer. */
export const assignment: Benchmark = {
  name: "assignment",
  async run(options): Promise<Outcome> {
    const postgis = await openPostgis(options);
    const outcome: Outcome = { rows: [], leftOut: "reason" in postgis ? [`PostGIS: ${postgis.reason}`] : [] };
    try {
      for (const grids of CITIES) {
        outcome.rows.push(...(await measureCity(grids, "reason" in postgis ? null : postgis, options)));
      }
    } finally {
      if (!("reason" in postgis)) await postgis.close();
    }
    return outcome;
  },
};
