import type { Incident, Placement, Scope, Territory } from "@getu/domain";
import { listGridIds } from "@getu/store";
import type { Context } from "./context.ts";

/** What a placement is asked with: where in the territory the viewer may look. */
export type PlacementContext = Pick<Context, "db" | "gridIndexes"> & { territory: Territory; scope: Scope };

const NOWHERE: Placement = {
  gridId: null,
  candidates: [],
  distanceToBorderMetres: Number.POSITIVE_INFINITY,
  neighbourGridId: null,
};

/** Where a position lies, as somebody may know it who sees some grids only: elsewhere is as good as outside every grid. */
export async function placementFor(
  { db, gridIndexes, territory, scope }: PlacementContext,
  position: Incident["position"],
): Promise<Placement> {
  const placement = (await gridIndexes.indexOf(territory)).placementOf(position);
  const known = await listGridIds(db, scope);
  return known ? heldTo(new Set(known), placement) : placement;
}

function heldTo(known: ReadonlySet<number>, placement: Placement): Placement {
  const { gridId, candidates, neighbourGridId } = placement;
  if (gridId === null || !known.has(gridId)) return NOWHERE;
  return {
    ...placement,
    candidates: candidates.filter((id) => known.has(id)),
    neighbourGridId: neighbourGridId !== null && known.has(neighbourGridId) ? neighbourGridId : null,
  };
}
