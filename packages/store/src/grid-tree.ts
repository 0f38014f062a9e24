/**
 * SQL for the ids of a grid and of everything below it, by the boundaries in force.
 * Both arguments are SQL written in the code: a parameter such as `$1`, never a value.
 */
export const gridsBelow = (territory: string, grid: string): string => `
  WITH RECURSIVE below AS (
    SELECT ${grid} AS id
    UNION ALL
    SELECT state.grid_id FROM grid_state AS state JOIN below ON state.parent_id = below.id
    WHERE state.territory_id = ${territory} AND state.valid_to IS NULL
  ) SELECT id FROM below`;

/** SQL for pairs (id, root) of the boundaries in force: each grid with its ancestor that has no parent. */
export const gridRoots = (territory: string): string => `
  WITH RECURSIVE tree AS (
    SELECT grid_id AS id, grid_id AS root FROM grid_state
    WHERE territory_id = ${territory} AND valid_to IS NULL AND parent_id IS NULL
    UNION ALL
    SELECT state.grid_id, tree.root FROM grid_state AS state JOIN tree ON state.parent_id = tree.id
    WHERE state.territory_id = ${territory} AND state.valid_to IS NULL
  ) SELECT id, root FROM tree`;
