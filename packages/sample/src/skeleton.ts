import { createMesh, cutAlong, lineBetween, loopOf } from "./mesh.ts";
import type { Line, LineKind, Mesh } from "./mesh.ts";
import type { RoadKind } from "./roads.ts";
import { BANK_METRES, createPlan } from "./plan.ts";
import type { Cell, Plan } from "./plan.ts";
import { offsetLine } from "./plane.ts";
import type { Ring } from "./plane.ts";

/** A street cut by its river, its canal and its through roads; every face is a large block or a strip of river bank. */
export type Skeleton = { mesh: Mesh; plan: Plan; banks: Set<number>; through: Through[] };

/** A road from border to border (or from the centre): its path also beyond the border. */
export type Through = { line: Line; kind: RoadKind; path: Ring };

const unnamed = (kind: LineKind): Line => ({ kind, name: null });

/** Cuts the outline of a cell by everything that runs from border to border. */
export function createSkeleton(seed: string, cell: Cell): Skeleton {
  const plan = createPlan(seed, cell);
  const mesh = createMesh(plan.outline.points, outlineLines(plan));
  if (plan.river) cutRiver(mesh, plan.river);
  const throughKind = cell.width > 2000 ? "arterial" : "secondary";
  const through = plan.arterials.map((path) => cutRoad(mesh, { path, kind: throughKind, snapMetres: 5 }));
  if (plan.avenue) through.push(cutRoad(mesh, { path: plan.avenue, kind: throughKind, snapMetres: 30 }));
  if (plan.canal) cutAlong(mesh, plan.canal, unnamed("canal"), 5);
  return { mesh, plan, banks: banksOf(mesh), through };
}

function cutRoad(mesh: Mesh, road: { path: Ring; kind: RoadKind; snapMetres: number }): Through {
  const line = unnamed(road.kind);
  cutAlong(mesh, road.path, line, road.snapMetres);
  return { ...road, line };
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
    cutAlong(mesh, offsetLine(river, side), unnamed("secondary"), 5);
  }
}

/** Faces that touch the river's middle. */
function banksOf(mesh: Mesh): Set<number> {
  const touches = (loop: readonly number[]): boolean =>
    loop.some((a, i) => lineBetween(mesh, a, loop[(i + 1) % loop.length]!).kind === "river"); // in range
  return new Set([...mesh.loops.keys()].filter((face) => touches(loopOf(mesh, face))));
}
