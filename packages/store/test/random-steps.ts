import { applyStep, FIRST_NEW_GRID } from "@getu/domain/redraw";
import type { Plan, PlanStep } from "@getu/domain/redraw";
import { listOwners } from "@getu/geometry/partition";
import { townUnits } from "@getu/store/testing";
import { createRandom } from "./random.ts";

/** Random steps that can be done, one after the other. */
export function randomSteps(start: Plan, { seed, steps }: { seed: number; steps: number }): PlanStep[] {
  const random = createRandom(seed);
  const [done, below]: [PlanStep[], (n: number) => number] = [[], (n) => Math.floor(random() * n)];
  let plan = start;
  for (let attempt = 0; done.length < steps && attempt < 60 * steps; attempt += 1) {
    const owners = listOwners(plan.partition);
    const [one, other] = [owners[below(owners.length)]!, owners[below(owners.length)]!]; // below the length
    const [x, y] = [below(79) / 10 + 0.05, below(39) / 10 + 0.05];
    const kinds: PlanStep[] = [
      { kind: "merge", keep: one, absorb: other },
      {
        kind: "split",
        owner: one,
        line: [townUnits(x, -0.5), townUnits(x, 4.5)],
        firstNewOwner: FIRST_NEW_GRID + 100 * attempt,
      },
      {
        kind: "transfer",
        rings: [[townUnits(x, y), townUnits(x + 0.7, y), townUnits(x + 0.7, y + 0.7), townUnits(x, y + 0.7)]],
        from: owners.filter((owner) => owner !== one),
        to: one,
      },
      { kind: "move-node", from: townUnits(1 + below(7), 1 + below(3)), to: townUnits(x, y) },
      { kind: "exchange", one, other },
    ];
    const step = kinds[below(kinds.length)]!; // below the length
    const progress = applyStep(plan, step);
    if ("refused" in progress) continue;
    plan = progress.plan;
    done.push(step);
  }
  return done;
}
