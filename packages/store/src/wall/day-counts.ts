import { DAY_SLOT_MS, daySpan, slotsOfDay } from "@getu/domain";
import type { DayCounts, Scope } from "@getu/domain";
import type { Db } from "../db.ts";
import { inScope } from "../grid/grid-tree.ts";
import { getTerritory } from "../grid/territory.ts";

type SlotRow = { slot: number; happened: number; closed: number };

/** What is closed and does not say since when, or since before it happened, was never open. */
const SLOTS_SQL = `
  WITH of_day AS (
    SELECT occurred_at, CASE WHEN status = 'closed' THEN greatest(closed_at, occurred_at) END AS closed_at
    FROM incident WHERE territory_id = $1 AND occurred_at >= $3 AND occurred_at < $4
      AND ${inScope("grid_current", { territory: "$1", within: "$2" })}
  ), counted AS (
    SELECT occurred_at AS moment, 1 AS happened, 0 AS closed FROM of_day
    UNION ALL SELECT closed_at, 0, 1 FROM of_day WHERE closed_at < $4
  )
  SELECT floor(1000 * extract(epoch FROM moment - $3::timestamptz) / $5::integer)::integer AS slot,
    sum(happened)::integer AS happened, sum(closed)::integer AS closed
  FROM counted GROUP BY 1`;

/** The incidents that happened on a day of the territory's calendar, `2026-11-26`, slot by slot from its midnight on. */
export async function countDay(
  db: Db,
  { territoryId, within, day }: Scope & { day: string },
): Promise<DayCounts> {
  const { timeZone } = await getTerritory(db, { territoryId });
  const { from, to } = daySpan(day, timeZone);
  const { rows } = await db.pool.query<SlotRow>(SLOTS_SQL, [territoryId, within, from, to, DAY_SLOT_MS]);
  const bySlot = new Map(rows.map((row) => [row.slot, row]));
  const slots = Array.from({ length: slotsOfDay({ from, to }) }, (_, slot) => bySlot.get(slot));
  return {
    happened: slots.map((row) => row?.happened ?? 0),
    closed: slots.map((row) => row?.closed ?? 0),
  };
}
