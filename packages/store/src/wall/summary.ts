import { CAMERA_STATUSES } from "@getu/domain";
import type { Camera, Scope, Summary } from "@getu/domain";
import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";
import { gridRoots, inScope } from "../grid/grid-tree.ts";
import { getTerritory } from "../grid/territory.ts";

type Work = Summary["total"];
type WorkRow = { root: number | null } & Record<
  "open" | "overdue" | "today" | "closed_today" | "unplaced" | "near_border",
  string
>;

const WORK_SQL = `
  WITH moment AS (SELECT now() AS at, date_trunc('day', now(), $2) AS midnight),
  root AS (${gridRoots({ territory: "$1", within: "$3" })}),
  work AS (
    SELECT grid_current, 1 AS open, (due_at < moment.at)::integer AS overdue, 0 AS today, 0 AS closed_today,
      (grid_current IS NULL)::integer AS unplaced, near_border::integer AS near_border
    FROM incident, moment WHERE territory_id = $1 AND status <> 'closed'
    UNION ALL SELECT grid_current, 0, 0, 1, 0, 0, 0
    FROM incident, moment WHERE territory_id = $1 AND reported_at >= moment.midnight
    UNION ALL SELECT grid_current, 0, 0, 0, 1, 0, 0
    FROM incident, moment WHERE territory_id = $1 AND closed_at >= moment.midnight
  )
  SELECT root.root, sum(open) AS open, coalesce(sum(overdue), 0) AS overdue, sum(today) AS today,
    sum(closed_today) AS closed_today, sum(unplaced) AS unplaced, sum(near_border) AS near_border
  FROM work LEFT JOIN root ON root.id = work.grid_current
  WHERE $3::integer[] IS NULL OR root.root IS NOT NULL GROUP BY root.root`;

const toWork = (rows: readonly WorkRow[]): Work => {
  const sum = (key: keyof Omit<WorkRow, "root">): number =>
    rows.reduce((total, row) => total + Number(row[key]), 0);
  return {
    open: sum("open"),
    overdue: sum("overdue"),
    today: sum("today"),
    closedToday: sum("closed_today"),
  };
};

const worstFirst = (a: Summary["byGrid"][number], b: Summary["byGrid"][number]): number =>
  b.overdue - a.overdue || b.open - a.open || a.gridId - b.gridId;

async function countCameras(tx: Transaction, { territoryId, within }: Scope): Promise<Summary["cameras"]> {
  const { rows } = await tx.query<{ status: Camera["status"]; count: string }>(
    `SELECT status, count(*) FROM camera
     WHERE territory_id = $1 AND ${inScope("grid_id", { territory: "$1", within: "$2" })} GROUP BY status`,
    [territoryId, within],
  );
  const counts = new Map(rows.map(({ status, count }) => [status, Number(count)]));
  const pairs = CAMERA_STATUSES.map((status) => [status, counts.get(status) ?? 0] as const);
  return Object.fromEntries(pairs) as Summary["cameras"]; // one pair for each status
}

/** A walk along the index of what is late (queue-walk.ts). */
async function countLadder(tx: Transaction, { territoryId, within }: Scope): Promise<Summary["ladder"]> {
  const { rows } = await tx.query<{ reached: number | null; overdue: string }>(
    `SELECT reached, count(*) AS overdue FROM incident
     WHERE territory_id = $1 AND status <> 'closed' AND due_at < now()
       AND ${inScope("grid_current", { territory: "$1", within: "$2" })}
     GROUP BY reached ORDER BY reached NULLS LAST`,
    [territoryId, within],
  );
  return rows.map(({ reached, overdue }) => ({ reached, overdue: Number(overdue) }));
}

/**
 * The numbers of the wall, all from one snapshot; "today" begins at midnight of the territory's time zone.
 * By grid it counts below the coarsest grids, or below those that the scope names.
 */
export async function getSummary(db: Db, scope: Scope): Promise<Summary> {
  const { territoryId, within } = scope;
  const { timeZone } = await getTerritory(db, { territoryId });
  return inTransaction(
    db,
    async (tx) => {
      const moment = await tx.query<{ as_of: Date }>("SELECT now() AS as_of");
      const { rows } = await tx.query<WorkRow>(WORK_SQL, [territoryId, timeZone, within]);
      const coarsest = await tx.query<{ id: number }>(
        `SELECT grid_id AS id FROM grid_state JOIN grid ON grid.territory_id = $1 AND grid.id = grid_id
         WHERE grid_state.territory_id = $1 AND valid_to IS NULL
           AND ($2::integer[] IS NULL AND tier = 0 OR grid_id = ANY ($2))`,
        [territoryId, within],
      );
      const byGrid = coarsest.rows.map(({ id }) => ({
        gridId: id,
        ...toWork(rows.filter(({ root }) => root === id)),
      }));
      const sumOf = (key: "unplaced" | "near_border"): number =>
        rows.reduce((total, row) => total + Number(row[key]), 0);
      return {
        asOf: moment.rows[0]!.as_of.toISOString(), // SELECT without FROM returns one row
        total: toWork(rows),
        byGrid: byGrid.sort(worstFirst),
        ladder: await countLadder(tx, scope),
        unplaced: sumOf("unplaced"),
        nearBorder: sumOf("near_border"),
        cameras: await countCameras(tx, scope),
      };
    },
    { isolation: "REPEATABLE READ, READ ONLY" },
  );
}
