import { replaySteps } from "@getu/domain/redraw";
import type { Plan, PlanStep, StandingStep } from "@getu/domain/redraw";
import { buildPartition, isRefusal } from "@getu/geometry/partition";
import { townBox } from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import { beginTrail, endOf, followTrail } from "../src/boundary/step-trail.ts";
import { createRandom } from "./random.ts";

const GRID = {
  id: 1,
  tier: 0,
  code: "A",
  name: "a",
  parentId: null,
  leaderName: null,
  households: null,
  householdsEstimated: false,
};

function madeUpPlan(): Plan {
  const built = buildPartition([{ owner: 1, area: townBox(0, 0, 1, 1) }]);
  if (isRefusal(built)) throw new Error(built.refused);
  return { partition: built.partition, grids: new Map([[1, GRID]]) };
}

/** A step that can be done, or one that cannot. */
const stepOf = (revision: number, canBeDone = true): StandingStep => ({
  revision,
  step: {
    kind: "describe",
    grid: canBeDone ? 1 : 2,
    code: "A",
    name: `${revision}`,
    leaderName: null,
    households: null,
  } satisfies PlanStep,
});
const stepsTo = (last: number): StandingStep[] => Array.from({ length: last }, (_, i) => stepOf(i + 1));
const plain = (steps: readonly StandingStep[]): PlanStep[] => steps.map(({ step }) => step);

describe("a trail of steps", () => {
  test.for([21, 22, 23])(
    "leads where all of its steps lead from the beginning, whatever was taken back and did not fit (seed %i)",
    (seed) => {
      const random = createRandom(seed);
      const base = madeUpPlan();
      let [trail, steps, revision] = [beginTrail(base), [] as StandingStep[], 0];
      for (let turn = 0; turn < 300; turn += 1) {
        const back = Math.floor(random() * (random() < 0.1 ? 400 : 4));
        const forth = Math.floor(random() * (random() < 0.1 ? 300 : 6));
        steps = steps.slice(0, Math.max(0, steps.length - back));
        for (let i = 0; i < forth; i += 1) steps.push(stepOf(++revision, random() > 0.002));
        trail = followTrail(trail, [...steps]);
        const expected = replaySteps(base, plain(steps));
        expect([endOf(trail).grids, trail.stopped]).toEqual([expected.plan.grids, expected.stopped]);
      }
    },
  );

  test("does what is new alone, and nothing at all where the last steps are taken back", () => {
    const whole = followTrail(beginTrail(madeUpPlan()), stepsTo(2000));
    const before = endOf(followTrail(whole, stepsTo(1999)));
    expect(endOf(followTrail(whole, stepsTo(1999)))).toBe(before);
    expect(whole.marks.map(({ plan }) => plan)).toContain(before);
    const longer = followTrail(whole, stepsTo(2001));
    expect(longer.marks.map(({ plan }) => plan)).toContain(endOf(whole));
  });

  test("keeps few plans of a long way, however often it is gone on with", () => {
    let trail = beginTrail(madeUpPlan());
    for (let length = 0; length <= 3000; length += 7) trail = followTrail(trail, stepsTo(length));
    expect(trail.marks.length).toBeLessThanOrEqual(1 + 3000 / 250 + 32);
    expect(trail.marks.map(({ done }) => done).slice(0, 4)).toEqual([0, 250, 500, 750]);
  });
});
