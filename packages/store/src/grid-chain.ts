import type { Grid } from "@getu/domain";
import type { Db } from "./db.ts";

/** A grid in force as somebody is told who answers for it. */
export type ChainGrid = Pick<Grid, "id" | "code" | "name" | "tier" | "leaderName">;

/** The grid with everything above it, the coarsest first; empty when it is not in force. */
export async function listGridChain(
  db: Db,
  { territoryId, gridId }: { territoryId: number; gridId: number },
): Promise<ChainGrid[]> {
  const { rows } = await db.pool.query<ChainGrid>(
    `WITH RECURSIVE chain AS (
       SELECT grid_id, parent_id, code, name, leader_name FROM grid_state
       WHERE territory_id = $1 AND grid_id = $2 AND valid_to IS NULL
       UNION ALL
       SELECT state.grid_id, state.parent_id, state.code, state.name, state.leader_name
       FROM grid_state AS state JOIN chain ON state.grid_id = chain.parent_id
       WHERE state.territory_id = $1 AND state.valid_to IS NULL
     ) SELECT id, code, name, tier, leader_name AS "leaderName" FROM chain
       JOIN grid ON grid.territory_id = $1 AND grid.id = chain.grid_id ORDER BY tier`,
    [territoryId, gridId],
  );
  return rows;
}
