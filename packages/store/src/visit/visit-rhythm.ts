import type { Scope } from "@getu/domain";
import type { Transaction } from "../db.ts";
import { inScope } from "../grid/grid-tree.ts";

/** Stands for the whole territory where a grid is named. */
const WHOLE = 0;

/** SQL for the rhythm that the territory itself has; null = none. */
export const wholeRhythm = (territory: string): string =>
  `(SELECT every_days FROM visit_rhythm WHERE territory_id = ${territory} AND grid_id = ${WHOLE})`;

/** SQL for (id, parent_id) of the grids in force. */
const gridsInForce = (territory: string): string =>
  `SELECT grid_id AS id, parent_id FROM grid_state WHERE territory_id = ${territory} AND valid_to IS NULL`;

/**
 * SQL for (id, every_days, own_days) of every grid of a tree of (id, parent_id), that in force unless said otherwise: its own
 * rhythm, else that of the nearest grid above that has one, else the territory's. The arguments are SQL written in the
 * code: a parameter such as `$1`, never a value.
 */
export const gridRhythms = (territory: string, tree = gridsInForce(territory)): string => `
  WITH RECURSIVE own AS (SELECT grid_id, every_days FROM visit_rhythm WHERE territory_id = ${territory}),
  rhythm AS (
    SELECT grid.id, own.every_days AS own_days, coalesce(own.every_days, ${wholeRhythm(territory)}) AS every_days
    FROM (${tree}) AS grid LEFT JOIN own ON own.grid_id = grid.id WHERE grid.parent_id IS NULL
    UNION ALL
    SELECT grid.id, own.every_days, coalesce(own.every_days, rhythm.every_days)
    FROM (${tree}) AS grid JOIN rhythm ON grid.parent_id = rhythm.id LEFT JOIN own ON own.grid_id = grid.id
  ) SELECT id, every_days, own_days FROM rhythm`;

/** How often, and where: null = the whole territory, or no rhythm of its own. */
export type NewRhythm = Scope & { gridId: number | null; everyDays: number | null };

/** Sets how often households of a grid of the scope are visited, or lets it do as the grid above; false = there is no such grid. */
export async function setRhythm(
  tx: Transaction,
  { territoryId, within, gridId, everyDays }: NewRhythm,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `SELECT FROM territory WHERE id = $1 AND ($3::integer IS NULL AND $2::integer[] IS NULL OR EXISTS (
       SELECT FROM grid_state WHERE territory_id = $1 AND grid_id = $3 AND valid_to IS NULL
         AND ${inScope("grid_id", { territory: "$1", within: "$2" })}))`,
    [territoryId, within, gridId],
  );
  if (rowCount !== 1) return false;
  const place = [territoryId, gridId ?? WHOLE];
  if (everyDays === null)
    await tx.query("DELETE FROM visit_rhythm WHERE territory_id = $1 AND grid_id = $2", place);
  else
    await tx.query(
      `INSERT INTO visit_rhythm (territory_id, grid_id, every_days) VALUES ($1, $2, $3)
       ON CONFLICT (territory_id, grid_id) DO UPDATE SET every_days = excluded.every_days`,
      [...place, everyDays],
    );
  return true;
}
