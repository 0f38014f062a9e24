import type { GridId } from "../grid/grid.ts";
import { gridPathsOf, may } from "./permissions.ts";
import type { Permission, Viewer } from "./permissions.ts";

/** What a question is held to: a territory, and in it some grids with everything below them; absent = all of it. */
export type Scope = { territoryId: number; within?: readonly GridId[] | undefined };

/** A grid, and the territory that it is of. */
export type GridPlace = { territoryId: number; gridId: GridId };

/** The grid at the lower end of a path. */
const endOf = (gridPath: string): GridId => Number(gridPath.slice(gridPath.lastIndexOf("/") + 1));

/** What of the territory the viewer has the permission for; `within: []` = nothing. */
export function scopeOf(viewer: Viewer, permission: Permission, territoryId: number): Scope {
  const paths = gridPathsOf(viewer, permission, territoryId);
  return paths.includes("") ? { territoryId } : { territoryId, within: paths.map(endOf) };
}

/** True when something at this grid path lies in the scope; the empty path, outside every grid, needs all of it. */
export function isInScope({ within }: Pick<Scope, "within">, gridPath: string): boolean {
  if (within === undefined) return true;
  return gridPath !== "" && gridPath.split("/").some((id) => within.includes(Number(id)));
}

/** Every scope in which the viewer has the permission; "all" = every territory, the coming ones included. */
export function reachOf(viewer: Viewer, permission: Permission): "all" | readonly Scope[] {
  const territories = new Set(viewer.grants.map(({ territoryId }) => territoryId));
  const everywhere = viewer.grants.filter(({ territoryId }) => territoryId === "all");
  if (may({ ...viewer, grants: everywhere }, permission)) return "all";
  const known = [...territories].filter((territoryId) => territoryId !== "all");
  return known
    .map((territoryId) => scopeOf(viewer, permission, territoryId))
    .filter(({ within }) => within?.length !== 0);
}

/** The one grid that holds all that the viewer sees; null when no grid does, or it is a whole territory. */
export function soleGridOf(viewer: Viewer): GridPlace | null {
  const reach = reachOf(viewer, "grid.read");
  const [scope, ...elsewhere] = reach === "all" ? [] : reach;
  const [gridId, ...others] = scope?.within ?? [];
  if (!scope || gridId === undefined || elsewhere.length + others.length > 0) return null;
  return { territoryId: scope.territoryId, gridId };
}
