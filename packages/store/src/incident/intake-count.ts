import type { Channel, Scope } from "@getu/domain";
import type { Db } from "../db.ts";
import { inScope } from "../grid/grid-tree.ts";

/** How many incidents of the scope were reported today by each channel; "today" begins at midnight of the territory. */
export async function countIntake(
  db: Db,
  { territoryId, within }: Scope,
): Promise<{ channel: Channel; count: number }[]> {
  const { rows } = await db.pool.query<{ channel: Channel; count: string }>(
    `SELECT channel, count(*) FROM incident
     WHERE territory_id = $1
       AND reported_at >= (SELECT date_trunc('day', now(), time_zone) FROM territory WHERE id = $1)
       AND ${inScope("grid_current", { territory: "$1", within: "$2" })}
     GROUP BY channel ORDER BY count(*) DESC, channel`,
    [territoryId, within],
  );
  return rows.map(({ channel, count }) => ({ channel, count: Number(count) }));
}
