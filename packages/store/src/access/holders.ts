import { HANDLES } from "@getu/domain";
import type { Db } from "../db.ts";

/** Somebody who is asked where a duty is. */
export type DutyHolder = { id: string; name: string };

/** Nobody reads, or rings, a longer list. */
const MOST = 3;

/** Who holds a role with work to do on exactly this grid (null = on the whole territory), the longest first, three at most. */
export async function listDutyHolders(
  db: Db,
  { territoryId, gridId }: { territoryId: number; gridId: number | null },
): Promise<DutyHolder[]> {
  const { rows } = await db.pool.query<DutyHolder>(
    `SELECT person.id, person.name FROM role_grant AS held JOIN person ON person.id = person_id
     WHERE revoked_at IS NULL AND disabled_at IS NULL AND role = ANY ($3)
       AND territory_id = $1 AND grid_id IS NOT DISTINCT FROM $2
     GROUP BY person.id, person.name ORDER BY min(granted_at), person.id LIMIT ${MOST}`,
    [territoryId, gridId, HANDLES],
  );
  return rows;
}
