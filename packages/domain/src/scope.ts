import type { GridId } from "./grid.ts";
import { gridPathsOf } from "./permissions.ts";
import type { Permission, Viewer } from "./permissions.ts";

/** What a question is held to: a territory, and in it some grids with everything below them; absent = all of it. */
export type Scope = { territoryId: number; within?: readonly GridId[] | undefined };

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
