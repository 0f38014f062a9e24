import type { Grid, NamedGrid } from "@getu/domain";
import type { Db } from "../db.ts";
import { toPosition } from "../position.ts";

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

type NamedRow = Omit<NamedGrid, "anchor"> & { anchor_lng: number; anchor_lat: number };

const toNamedGrid = ({ anchor_lng: lng, anchor_lat: lat, ...grid }: NamedRow): NamedGrid => ({
  ...grid,
  anchor: toPosition({ lng, lat }),
});

/** SQL for the last state of a grid: a grid that is gone is called what it was called last. */
const lastStateOf = (grid: string): string => `(
  SELECT * FROM grid_state WHERE territory_id = $1 AND grid_id = ${grid} ORDER BY valid_from DESC LIMIT 1)`;

/** Some grids with everything above them, the coarsest first, those that are gone as they were last. */
export async function listGridsUpFrom(
  db: Db,
  { territoryId, gridIds }: { territoryId: number; gridIds: readonly number[] },
): Promise<NamedGrid[]> {
  const { rows } = await db.pool.query<NamedRow>(
    `WITH RECURSIVE up AS (
       SELECT unnest($2::integer[]) AS id
       UNION
       SELECT parent_id FROM up JOIN LATERAL ${lastStateOf("up.id")} AS state ON parent_id IS NOT NULL
     ) SELECT grid.id, tier, parent_id AS "parentId", name, anchor_lng, anchor_lat FROM up
       JOIN grid ON grid.territory_id = $1 AND grid.id = up.id
       JOIN LATERAL ${lastStateOf("up.id")} AS state ON true
       ORDER BY tier, grid.id`,
    [territoryId, gridIds],
  );
  return rows.map(toNamedGrid);
}
