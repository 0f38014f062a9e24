import { createGridTree } from "@getu/domain";
import type { Grid, Lines, Scope } from "@getu/domain";
import type { Transaction } from "../db.ts";

type LineRow = Pick<Grid, "id" | "tier" | "parentId" | "name"> & { inForce: boolean };

/** What is counted through: a grid, where it hangs, and what it and the grid above it are called. */
type LinedGrid = LineRow & { above: string | null };

/** Grids by id, and those of them that were in force within the window. */
export type LinedGrids = { grids: LinedGrid[]; inForce: ReadonlySet<number> };

type Question = Scope & { lines?: Lines; from: Date; until: Date };

/**
 * The grids that something is reported by: those in force today, or every grid there had been by the end of a window, each
 * as it was last. Before the first boundaries those count that came first, as for what happened then.
 */
export async function listGridsBy(
  tx: Transaction,
  { territoryId, within, lines = "today", from, until }: Question,
): Promise<LinedGrids> {
  const { rows } = await tx.query<LineRow>(
    `SELECT DISTINCT ON (grid.id) grid.id, grid.tier, state.parent_id AS "parentId", state.name,
       $2 OR state.valid_to IS NULL OR state.valid_to > $3 AS "inForce"
     FROM grid_state AS state JOIN grid ON grid.territory_id = state.territory_id AND grid.id = state.grid_id
     WHERE state.territory_id = $1 AND CASE WHEN $2 THEN state.valid_to IS NULL
       ELSE state.valid_from < greatest($4, (SELECT min(effective_from) + interval '1 microsecond'
         FROM territory_version WHERE territory_id = $1)) END
     ORDER BY grid.id, state.valid_from DESC`,
    [territoryId, lines === "today", from, until],
  );
  const tree = createGridTree(rows);
  const isHeld = ({ id }: LineRow): boolean =>
    within === undefined || tree.chainOf(id).some((above) => within.includes(above.id));
  const grids = rows
    .filter(isHeld)
    .map((grid): LinedGrid => ({ ...grid, above: tree.chainOf(grid.id)[1]?.name ?? null }));
  return { grids, inForce: new Set(grids.filter((grid) => grid.inForce).map(({ id }) => id)) };
}
