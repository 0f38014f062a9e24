import type { Plan } from "@getu/domain/redraw";
import { createAreaIndex, groupByOwner, reassignOwners } from "@getu/geometry";
import type { AreaIndex } from "@getu/geometry";
import { diffPartitions, OUTSIDE, toAreas, validatePartition } from "@getu/geometry/partition";
import type { Partition } from "@getu/geometry/partition";
import type { Benchmark, Outcome, Row } from "../benchmark.ts";
import { toContest, toShort } from "../format.ts";
import { bendBorders } from "../made-up-bends.ts";
import { createMadeUpPlan } from "../made-up-plan.ts";
import { createMadeUpPoints } from "../made-up-points.ts";
import { measureInterleaved, medianOf } from "../measure.ts";
import { createRandom } from "../random.ts";

const GRIDS = 2000;
const EDITS = 20;
const POINTS = 200_000;

/** Repeated, for a clock that counts milliseconds. */
const REPEATED = 20;

const repeat = (work: () => unknown): number => Array.from({ length: REPEATED }, work).length;

/** Owners are numbered from 1, areas of an index from 0. */
const indexOf = (partition: Partition): AreaIndex => createAreaIndex([...toAreas(partition).values()]);

async function measureReassignment(base: Plan, after: Plan): Promise<Row[]> {
  const points = createMadeUpPoints({ count: POINTS, seed: 2 });
  const [old, index] = [indexOf(base.partition), indexOf(after.partition)];
  const owned = groupByOwner(points, old.ownersOf(points), GRIDS);
  const changed = diffPartitions(base.partition, after.partition)
    .owners.filter((owner) => owner > OUTSIDE)
    .map((owner) => owner - 1);
  const { moves, asked } = reassignOwners(owned, changed, index);
  const owners = old.ownersOf(points);
  for (const { number, to } of moves) owners[number] = to;
  const differing = index.ownersOf(points).filter((owner, i) => owner !== owners[i]).length;
  const contenders = [
    { name: "changed grids", round: () => repeat(() => reassignOwners(owned, changed, index)) },
    { name: "full pass", round: () => repeat(() => index.ownersOf(owned.units)) },
  ];
  const rates = await measureInterleaved(contenders, { warmUps: 4, rounds: 7, clock: "cpu" });
  const name = `re-assignment of ${toShort(POINTS)} incidents after ${EDITS} edits of ${GRIDS} grids`;
  const of = `${changed.length} grids changed, ${toShort(asked)} incidents asked, ${toShort(moves.length)} moved`;
  return [
    {
      name,
      peer: "asking every incident",
      value: rates[0]!.median / rates[1]!.median, // two contenders
      unit: "×",
      better: "higher",
      floor: 20,
      goal: null,
      details: `${of}; ${toContest(rates, "passes per CPU second")}`,
    },
    {
      name: `${name}: incidents that a full pass places elsewhere`,
      peer: "",
      value: differing,
      unit: "incidents",
      better: "lower",
      floor: 0,
      goal: null,
      details: of,
    },
  ];
}

function measureValidation({ partition }: Plan, rounds: number): Row {
  const took: number[] = [];
  let problems = 0;
  for (let round = -2; round < rounds; round++) {
    const start = performance.now();
    problems = validatePartition(partition).filter(({ severity }) => severity === "error").length;
    if (round >= 0) took.push(performance.now() - start);
  }
  if (problems > 0) throw new Error(`${problems} errors after edits that were all done`);
  return {
    name: `exact validation of a tiling of ${GRIDS} grids`,
    peer: "",
    value: medianOf(took),
    unit: "ms",
    better: "lower",
    floor: 150,
    goal: null,
    details: `${took.map((each) => each.toFixed(0)).join(", ")} ms`,
  };
}

/** What a planner's session costs when it is checked and put into force: only what twenty edits touched is asked. */
export const twentyEdits: Benchmark = {
  name: "twenty-edits",
  async run({ quick, say }): Promise<Outcome> {
    say("twenty edits");
    const base = createMadeUpPlan({ grids: GRIDS });
    const { plan: after } = bendBorders(base, { count: EDITS, random: createRandom(1) });
    const rows = [measureValidation(after, quick ? 3 : 15), ...(await measureReassignment(base, after))];
    return { rows, leftOut: [] };
  },
};
