import { HANDLES, ORDERS } from "@getu/domain";
import type { Actor } from "@getu/domain";
import type { Db } from "../db.ts";
import { endOf } from "../grid/grid-tree.ts";

/** The grid paths whose duties fall to somebody: where anybody who has a part in the work can answer, and where only who gives orders can. */
export type Remit = { handles: readonly string[]; orders: readonly string[] };

/** What somebody acts as. */
export type ActsAs = Pick<Actor, "role" | "gridPath">;

/** Paths of one's own (`$2`) and what lies below them, down to where somebody holds one of the roles (`$3`). */
const FALLING = `
  WITH RECURSIVE free AS NOT MATERIALIZED (
    SELECT grid_id, parent_id FROM grid_state WHERE territory_id = $1 AND valid_to IS NULL AND grid_id NOT IN (
      SELECT grid_id FROM role_grant JOIN person ON person.id = person_id
      WHERE territory_id = $1 AND grid_id IS NOT NULL AND role = ANY ($3)
        AND revoked_at IS NULL AND disabled_at IS NULL)
  ), falling AS (
    SELECT path, ${endOf("path")} AS grid_id FROM unnest($2::text[]) AS own (path)
    UNION ALL
    SELECT grid_id::text, grid_id FROM free WHERE parent_id IS NULL AND '' = ANY ($2)
    UNION ALL
    SELECT falling.path || '/' || free.grid_id, free.grid_id
    FROM falling JOIN free ON free.parent_id = falling.grid_id
  ) SELECT DISTINCT path FROM falling`;

/**
 * What falls to somebody who acts as these: a duty whose grid path nobody holds in a role that can answer falls to the
 * nearest above who does, so that none is in nobody's queue, and nothing that another holds is in theirs.
 */
export async function findRemit(
  db: Db,
  { territoryId, actors }: { territoryId: number; actors: readonly ActsAs[] },
): Promise<Remit> {
  const fallingTo = async (roles: readonly ActsAs["role"][]): Promise<string[]> => {
    const own = actors.filter(({ role }) => roles.includes(role)).map(({ gridPath }) => gridPath);
    if (own.length === 0) return [];
    const { rows } = await db.pool.query<{ path: string }>(FALLING, [territoryId, own, roles]);
    return rows.map(({ path }) => path);
  };
  const [handles, orders] = await Promise.all([fallingTo(HANDLES), fallingTo(ORDERS)]);
  return { handles, orders };
}
