import { WEEK_HOURS } from "@getu/domain";
import type { HeatQuery, HeatWeek, Scope } from "@getu/domain";
import type { Db } from "../db.ts";
import { inTransaction } from "../db.ts";
import { gridRoots } from "../grid/grid-tree.ts";
import { getTerritory } from "../grid/territory.ts";

type HourRow = { root: number | null; hour: number; incidents: number };
type RootRow = { id: number; households: number | null; isEstimated: boolean; area: number };

/** Whole hours first, which are few: the day of the week and the grid above are then looked up for each of them, not for each incident. */
const HOURS_SQL = `
  WITH root AS (${gridRoots({ territory: "$1", within: "$2" })}),
  hourly AS (
    SELECT date_trunc('hour', occurred_at, $5) AS moment, grid_current, count(*) AS incidents FROM incident
    WHERE territory_id = $1 AND occurred_at >= $3 AND occurred_at < $4
      AND ($6::text[] IS NULL OR category = ANY($6)) AND ($7::text[] IS NULL OR severity = ANY($7))
      AND ($8::text[] IS NULL OR status = ANY($8)) GROUP BY 1, 2
  )
  SELECT root.root, sum(incidents)::integer AS incidents,
    (24 * (extract(isodow FROM moment AT TIME ZONE $5) - 1) + extract(hour FROM moment AT TIME ZONE $5))::integer AS hour
  FROM hourly LEFT JOIN root ON root.id = hourly.grid_current
  WHERE $2::integer[] IS NULL OR root.root IS NOT NULL GROUP BY root.root, hour`;

/**
 * The ground below each root and its households: the sum of the finest grids, so that nothing counts twice, or what is said
 * of the root itself where one of them is not known.
 */
const ROOTS_SQL = `
  WITH root AS (${gridRoots({ territory: "$1", within: "$2" })}),
  below AS (
    SELECT root.root, sum(area_square_metres) AS area, sum(households)::integer AS households,
      bool_or(households_estimated) AS estimated, bool_and(households IS NOT NULL) AS known
    FROM root JOIN grid_state AS state ON state.territory_id = $1 AND state.grid_id = root.id AND valid_to IS NULL
    WHERE state.area IS NOT NULL GROUP BY root.root
  )
  SELECT below.root AS id, below.area,
    CASE WHEN known THEN below.households ELSE own.households END AS households,
    CASE WHEN known THEN estimated ELSE own.households_estimated END AS "isEstimated"
  FROM below JOIN grid_state AS own ON own.territory_id = $1 AND own.grid_id = below.root AND own.valid_to IS NULL
  ORDER BY below.root`;

function toHours(rows: readonly HourRow[], gridId: number | null): number[] {
  const hours = Array.from({ length: WEEK_HOURS }, () => 0);
  for (const { root, hour, incidents } of rows) if (root === gridId) hours[hour] = incidents;
  return hours;
}

type WeekQuestion = Scope & { from: Date; to: Date } & Pick<
    HeatQuery,
    "categories" | "severities" | "statuses"
  >;

/** Incidents that occurred in `[from, to)` by local hour of the week and coarsest grid; what lies outside every grid has a row of its own. */
export async function countHeatWeek(
  db: Db,
  { territoryId, within, from, to, categories, severities, statuses }: WeekQuestion,
): Promise<HeatWeek> {
  const { timeZone } = await getTerritory(db, { territoryId });
  return inTransaction(
    db,
    async (tx) => {
      const asked = [territoryId, within, from, to, timeZone, categories, severities, statuses];
      const hours = await tx.query<HourRow>(HOURS_SQL, asked);
      const roots = await tx.query<RootRow>(ROOTS_SQL, [territoryId, within]);
      const moment = await tx.query<{ as_of: Date }>("SELECT now() AS as_of");
      const grids: HeatWeek["grids"] = roots.rows.map(({ id, households, isEstimated, area }) => ({
        gridId: id,
        households,
        householdsEstimated: isEstimated,
        areaSquareMetres: area,
        hours: toHours(hours.rows, id),
      }));
      const outside = toHours(hours.rows, null);
      if (outside.some((incidents) => incidents > 0))
        grids.push({
          gridId: null,
          households: null,
          householdsEstimated: false,
          areaSquareMetres: 0,
          hours: outside,
        });
      return { asOf: moment.rows[0]!.as_of.toISOString(), grids }; // SELECT without FROM returns one row
    },
    { isolation: "REPEATABLE READ, READ ONLY" },
  );
}
