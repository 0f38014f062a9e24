import type { Db, Transaction } from "../db.ts";

/** Of some grids those on which somebody with an account holds a role, ascending. */
export async function listHeldGrids(
  tx: Transaction | Db["pool"],
  { territoryId, gridIds }: { territoryId: number; gridIds: readonly number[] },
): Promise<number[]> {
  const { rows } = await tx.query<{ grid: number }>(
    `SELECT DISTINCT grid_id AS grid FROM role_grant JOIN person ON person.id = person_id
     WHERE territory_id = $1 AND grid_id = ANY($2::integer[]) AND revoked_at IS NULL AND disabled_at IS NULL
     ORDER BY grid_id`,
    [territoryId, gridIds],
  );
  return rows.map(({ grid }) => grid);
}
