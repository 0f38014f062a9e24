import { createMesh, cutAlong, lineBetween, loopOf } from "./mesh.ts";
import type { Line, LineKind, Mesh } from "./mesh.ts";
import { BANK_METRES, createPlan } from "./plan.ts";
import type { Cell, Plan } from "./plan.ts";
import { offsetLine } from "./plane.ts";
import type { Ring } from "./plane.ts";

/** A street cut by its river, its canal and its through roads; every face is a large block or a strip of river bank. */
export type Skeleton = { mesh: Mesh; plan: Plan; banks: Set<number>; through: Line[] };

const unnamed = (kind: LineKind): Line => ({ kind, name: null });

/** Cuts the outline of a cell by everything that runs from border to border. */
export function createSkeleton(seed: string, cell: Cell): Skeleton {
  const plan = createPlan(seed, cell);
  const mesh = createMesh(plan.outline.points, outlineLines(plan));
  if (plan.river) cutRiver(mesh, plan.river);
  const through = plan.arterials.map((path) => {
    const line = unnamed(cell.width > 2000 ? "arterial" : "secondary");
    cutAlong(mesh, path, line, 10);
    return line;
  });
  if (plan.canal) cutAlong(mesh, plan.canal, unnamed("canal"), 10);
  return { mesh, plan, banks: banksOf(mesh), through };
}

/** One line for each side, so that a side has one name. */
function outlineLines(plan: Plan): (index: number) => Line {
  const lines = new Map<LineKind, Line>();
  return (index) => {
    const kind = plan.outline.kindAt(index);
    const line = lines.get(kind) ?? unnamed(kind);
    lines.set(kind, line);
    return line;
  };
}

function cutRiver(mesh: Mesh, river: Ring): void {
  cutAlong(mesh, river, unnamed("river"), 30);
  for (const side of [BANK_METRES, -BANK_METRES]) {
    cutAlong(mesh, offsetLine(river, side), unnamed("secondary"), 10);
  }
}

/** Faces that touch the river's middle. */
function banksOf(mesh: Mesh): Set<number> {
  const touches = (loop: readonly number[]): boolean =>
    loop.some((a, i) => lineBetween(mesh, a, loop[(i + 1) % loop.length]!).kind === "river"); // in range
  return new Set([...mesh.loops.keys()].filter((face) => touches(loopOf(mesh, face))));
}
