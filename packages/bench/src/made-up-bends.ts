import { applyStep } from "@getu/domain/redraw";
import type { Plan, PlanStep } from "@getu/domain/redraw";
import { edgesOf, listOwners, OUTSIDE, placeOfNode } from "@getu/geometry/partition";
import type { Random } from "./random.ts";

/** A bend of a border, about 200 m; the grids are about a kilometre wide. */
const BEND_UNITS = 18_000;

function randomBend({ partition }: Plan, owners: readonly number[], random: Random): PlanStep | null {
  const owner = owners[Math.floor(random.next() * owners.length)]!; // below its length
  const inner = edgesOf(partition, owner).filter(({ left, right }) => left !== OUTSIDE && right !== OUTSIDE);
  const edge = inner[Math.floor(random.next() * inner.length)];
  if (!edge) return null;
  const [a, b] = [placeOfNode(partition, edge.a), placeOfNode(partition, edge.b)];
  const away = (): number => Math.round(random.normal() * BEND_UNITS);
  const to = [Math.round((a[0] + b[0]) / 2) + away(), Math.round((a[1] + b[1]) / 2) + away()] as const;
  return { kind: "bend-edge", edge: [a, b], to };
}

/** So many bends of borders, wherever they fall, and the plan after them. */
export function bendBorders(
  base: Plan,
  { count, random }: { count: number; random: Random },
): { plan: Plan; steps: PlanStep[] } {
  const owners = listOwners(base.partition);
  const steps: PlanStep[] = [];
  let plan = base;
  while (steps.length < count) {
    const step = randomBend(plan, owners, random);
    const progress = step && applyStep(plan, step);
    if (!progress || "refused" in progress) continue;
    ({ plan } = progress);
    steps.push(step);
  }
  return { plan, steps };
}
