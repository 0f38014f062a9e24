import { householdClusterSchema } from "@getu/domain";
import type { ClusterRecord, Scope, VisitedCluster } from "@getu/domain";
import type { Db } from "../db.ts";
import { inScope } from "../grid/grid-tree.ts";
import { createPointImport } from "../wall/point-import.ts";
import { toPosition } from "../position.ts";
import type { PositionRow } from "../position.ts";
import { gridRhythms, wholeRhythm } from "./visit-rhythm.ts";

/** Writes the household clusters of a file. */
export const importClusters = createPointImport<ClusterRecord>({
  table: "household_cluster",
  columns: [{ name: "households", type: "integer", valueOf: ({ households }) => households }],
  schema: householdClusterSchema.omit({ id: true, gridId: true }),
});

/**
 * SQL for the household clusters of a scope with what decides when they are due: `$1` is the territory, `$2` the grids,
 * `$3` the time zone. Where nobody was at home nobody was visited.
 */
export const VISITED_CLUSTERS = `
  SELECT cluster.*, last.visited_on, coalesce(rhythm.every_days, ${wholeRhythm("$1")}) AS every_days
  FROM household_cluster AS cluster
  LEFT JOIN (${gridRhythms("$1")}) AS rhythm ON rhythm.id = cluster.grid_id
  LEFT JOIN LATERAL (
    SELECT (occurred_at AT TIME ZONE $3::text)::date AS visited_on FROM visit
    WHERE visit.territory_id = $1 AND visit.cluster_id = cluster.id AND outcome <> 'away'
    ORDER BY occurred_at DESC LIMIT 1
  ) AS last ON true
  WHERE cluster.territory_id = $1 AND ${inScope("cluster.grid_id", { territory: "$1", within: "$2" })}`;

/** SQL for a day as `2026-11-26`: the driver would make a moment of it. */
export const dayText = (day: string): string => `to_char(${day}, 'YYYY-MM-DD')`;

/** Which clusters, at most so many; `gridId` or `id` = these alone. */
export type ClusterFilter = Scope & {
  timeZone: string;
  gridId?: number | undefined;
  id?: number | undefined;
  limit: number;
};

type ClusterRow = PositionRow & {
  id: number;
  external_id: string;
  name: string;
  households: number;
  grid_id: number | null;
  every_days: number | null;
  last: string | null;
  total: string;
};

/** Household clusters of the scope, the most overdue first, and how many there are in all. */
export async function listClusters(
  db: Db,
  { territoryId, within, timeZone, gridId, id, limit }: ClusterFilter,
): Promise<{ clusters: VisitedCluster[]; total: number }> {
  const { rows } = await db.pool.query<ClusterRow>(
    `SELECT visited.*, ${dayText("visited_on")} AS last, count(*) OVER () AS total
     FROM (${VISITED_CLUSTERS}) AS visited
     WHERE ${inScope("grid_id", { territory: "$1", within: "$4" })} AND ($5::integer IS NULL OR id = $5)
     ORDER BY every_days IS NULL, visited_on + every_days NULLS FIRST, id LIMIT $6`,
    [territoryId, within, timeZone, gridId === undefined ? null : [gridId], id, limit],
  );
  return { clusters: rows.map(toCluster), total: Number(rows[0]?.total ?? 0) };
}

const toCluster = (row: ClusterRow): VisitedCluster => ({
  id: row.id,
  externalId: row.external_id,
  name: row.name,
  households: row.households,
  position: toPosition(row),
  gridId: row.grid_id,
  everyDays: row.every_days,
  lastVisitedOn: row.last,
});
