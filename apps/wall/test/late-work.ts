import type { Db } from "@getu/store";

const MAKE_LATE = `UPDATE incident SET due_at = now() - interval '1 hour' * (rung + 1), reached = rung
  FROM (SELECT id, row_number() OVER (ORDER BY id)::integer % 3 AS rung FROM incident
    WHERE territory_id = $1 AND status <> 'closed' AND due_at IS NOT NULL ORDER BY id LIMIT 6) AS late
  WHERE incident.id = late.id`;

/** Has six open incidents be late, on three rungs: at some hours of the day next to nothing is. */
export async function leaveLate({ pool }: Pick<Db, "pool">, territoryId: number): Promise<void> {
  await pool.query(MAKE_LATE, [territoryId]);
}
