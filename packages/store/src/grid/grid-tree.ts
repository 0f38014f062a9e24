import type { Scope } from "@getu/domain";
import type { Db } from "../db.ts";

/**
 * SQL for the ids of some grids and of everything below them, by the boundaries in force.
 * Both arguments are SQL written in the code: a parameter such as `$1`, never a value.
 */
export const gridsBelow = (territory: string, grids: string): string => `
  WITH RECURSIVE below AS (
    SELECT unnest(${grids}::integer[]) AS id
    UNION ALL
    SELECT state.grid_id FROM grid_state AS state JOIN below ON state.parent_id = below.id
    WHERE state.territory_id = ${territory} AND state.valid_to IS NULL
  ) SELECT id FROM below`;

/** SQL that holds a column of grid ids to a scope; the parameter `within` is null for the whole territory. */
export const inScope = (column: string, { territory, within }: ScopeSql): string =>
  `(${within}::integer[] IS NULL OR ${column} IN (${gridsBelow(territory, within)}))`;

type ScopeSql = { territory: string; within: string };

/** SQL for the grid at the lower end of a path; null for the empty one. */
export const endOf = (path: string): string => `nullif(split_part(${path}, '/', -1), '')::integer`;

/** SQL that holds incidents to who has to do with them: they lie in the scope, or who owns or is asked does (`isNear`). */
export const nearScope = ({ territory, within }: ScopeSql): string =>
  `(${within}::integer[] IS NULL OR EXISTS (
    SELECT FROM (${gridsBelow(territory, within)}) AS held
    WHERE held.id IN (incident.grid_current, ${endOf("incident.owner_path")}, ${endOf("incident.asked_path")})))`;

/** Ids of the grids of a scope in force; null = the whole territory, and what lies outside every grid. */
export async function listGridIds(db: Db, { territoryId, within }: Scope): Promise<number[] | null> {
  if (within === undefined) return null;
  const { rows } = await db.pool.query<{ id: number }>(gridsBelow("$1", "$2"), [territoryId, within]);
  return rows.map(({ id }) => id);
}

/** The scope for Prisma. */
export async function toWhere(
  db: Db,
  scope: Scope,
): Promise<{ territoryId: number; gridId?: { in: number[] } }> {
  const { territoryId } = scope;
  const gridIds = await listGridIds(db, scope);
  return gridIds === null ? { territoryId } : { territoryId, gridId: { in: gridIds } };
}

/**
 * SQL for pairs (id, root) of the boundaries in force: each grid with its ancestor that has no parent, or with the
 * one among `within` where that is not null.
 */
export const gridRoots = ({ territory, within }: ScopeSql): string => `
  WITH RECURSIVE tree AS (
    SELECT grid_id AS id, grid_id AS root FROM grid_state
    WHERE territory_id = ${territory} AND valid_to IS NULL
      AND (${within}::integer[] IS NULL AND parent_id IS NULL OR grid_id = ANY (${within}))
    UNION ALL
    SELECT state.grid_id, tree.root FROM grid_state AS state JOIN tree ON state.parent_id = tree.id
    WHERE state.territory_id = ${territory} AND state.valid_to IS NULL
  ) SELECT id, root FROM tree`;

/** SQL for the path of a grid in force, ids from the coarsest down joined by `/`; no row when it is not in force. */
export const gridPath = (territory: string, grid: string): string => `
  WITH RECURSIVE above AS (
    SELECT parent_id, grid_id::text AS path FROM grid_state
    WHERE territory_id = ${territory} AND grid_id = ${grid} AND valid_to IS NULL
    UNION ALL
    SELECT state.parent_id, state.grid_id || '/' || above.path
    FROM grid_state AS state JOIN above ON state.grid_id = above.parent_id
    WHERE state.territory_id = ${territory} AND state.valid_to IS NULL
  ) SELECT path FROM above WHERE parent_id IS NULL`;
