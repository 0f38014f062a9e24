import { applyStep } from "@getu/domain/redraw";
import type { Plan, PlanStep } from "@getu/domain/redraw";
import { createAreaIndex, groupByOwner, reassignOwners } from "@getu/geometry";
import type { AreaIndex } from "@getu/geometry";
import {
  diffPartitions,
  edgesOf,
  listOwners,
  OUTSIDE,
  placeOfNode,
  toAreas,
  validatePartition,
} from "@getu/geometry/partition";
import type { Partition } from "@getu/geometry/partition";
import type { Benchmark, Outcome, Row } from "../benchmark.ts";
import { toContest, toShort } from "../format.ts";
import { createMadeUpPlan } from "../made-up-plan.ts";
import { createMadeUpPoints } from "../made-up-points.ts";
import { measureInterleaved, medianOf } from "../measure.ts";
import { createRandom } from "../random.ts";
import type { Random } from "../random.ts";

const GRIDS = 2000;
const EDITS = 20;
const POINTS = 200_000;

/** A bend of a border, about 200 m; the grids are about a kilometre wide. */
const BEND_UNITS = 18_000;

/** Repeated, for a clock that counts milliseconds. */
const REPEATED = 20;

const repeat = (work: () => unknown): number => Array.from({ length: REPEATED }, work).length;

function randomBend({ partition }: Plan, random: Random): PlanStep | null {
  const owners = listOwners(partition);
  const owner = owners[Math.floor(random.next() * owners.length)]!; // below its length
  const inner = edgesOf(partition, owner).filter(({ left, right }) => left !== OUTSIDE && right !== OUTSIDE);
  const edge = inner[Math.floor(random.next() * inner.length)];
  if (!edge) return null;
  const [a, b] = [placeOfNode(partition, edge.a), placeOfNode(partition, edge.b)];
  const away = (): number => Math.round(random.normal() * BEND_UNITS);
  const to = [Math.round((a[0] + b[0]) / 2) + away(), Math.round((a[1] + b[1]) / 2) + away()] as const;
  return { kind: "bend-edge", edge: [a, b], to };
}

/** The plan after so many bends of its borders, wherever they fall. */
function bendBorders(base: Plan, random: Random): Plan {
  let [plan, done] = [base, 0];
  while (done < EDITS) {
    const step = randomBend(plan, random);
    const progress = step && applyStep(plan, step);
    if (!progress || "refused" in progress) continue;
    ({ plan } = progress);
    done += 1;
  }
  return plan;
}

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
    const after = bendBorders(base, createRandom(1));
    const rows = [measureValidation(after, quick ? 3 : 15), ...(await measureReassignment(base, after))];
    return { rows, leftOut: [] };
  },
};
