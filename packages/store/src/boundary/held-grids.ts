import type { Role } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";

/** Of some grids those on which somebody with an account holds a role, or the one that is asked for, ascending. */
export async function listHeldGrids(
  tx: Transaction | Db["pool"],
  { territoryId, gridIds, role }: { territoryId: number; gridIds: readonly number[]; role?: Role },
): Promise<number[]> {
  const { rows } = await tx.query<{ grid: number }>(
    `SELECT DISTINCT grid_id AS grid FROM role_grant JOIN person ON person.id = person_id
     WHERE territory_id = $1 AND grid_id = ANY($2::integer[]) AND revoked_at IS NULL AND disabled_at IS NULL
       AND ($3::text IS NULL OR role = $3)
     ORDER BY grid_id`,
    [territoryId, gridIds, role],
  );
  return rows.map(({ grid }) => grid);
}
