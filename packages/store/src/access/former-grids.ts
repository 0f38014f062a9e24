import type { FormerGrid } from "@getu/domain/redraw";
import type { Db } from "../db.ts";

type FormerRow = { name: string; gone_on: string; heirs: FormerGrid["heirs"] };

/** The newest record of a grid. */
const newestOf = (territory: string, grid: string): string => `
  SELECT name, leader_name, valid_to FROM grid_state
  WHERE territory_id = ${territory} AND grid_id = ${grid} ORDER BY valid_from DESC LIMIT 1`;

/**
 * Grids on which an open account holds a role and that are no more, with who has their ground now: an heir that went
 * later is followed to its own.
 */
export async function listFormerGrids(db: Db, personId: string): Promise<FormerGrid[]> {
  const { rows } = await db.pool.query<FormerRow>(
    `WITH RECURSIVE gone AS (
       SELECT DISTINCT held.territory_id, held.grid_id, last.name, last.valid_to
       FROM role_grant AS held JOIN person ON person.id = person_id,
       LATERAL (${newestOf("held.territory_id", "held.grid_id")}) AS last
       WHERE person_id = $1 AND revoked_at IS NULL AND disabled_at IS NULL AND last.valid_to IS NOT NULL
     ), heir AS (
       SELECT territory_id, grid_id AS origin, grid_id AS id, name, NULL AS leader_name, valid_to, 0::double precision AS area
       FROM gone
       UNION ALL
       SELECT heir.territory_id, origin, to_grid, last.name, last.leader_name, last.valid_to, area_square_metres
       FROM heir
       JOIN territory_version AS version ON version.territory_id = heir.territory_id AND effective_from = heir.valid_to
       JOIN boundary_lineage AS went ON went.territory_id = heir.territory_id AND went.version = number AND from_grid = heir.id,
       LATERAL (${newestOf("heir.territory_id", "to_grid")}) AS last
     ), standing AS (
       SELECT territory_id, origin, id, name, leader_name, max(area) AS area FROM heir
       WHERE valid_to IS NULL GROUP BY territory_id, origin, id, name, leader_name
     )
     SELECT gone.name, to_char(valid_to AT TIME ZONE time_zone, 'YYYY-MM-DD') AS gone_on, coalesce((
       SELECT jsonb_agg(jsonb_build_object('name', standing.name, 'leaderName', leader_name) ORDER BY area DESC, id)
       FROM standing WHERE standing.territory_id = gone.territory_id AND origin = grid_id), '[]') AS heirs
     FROM gone JOIN territory ON territory.id = gone.territory_id ORDER BY valid_to DESC, grid_id`,
    [personId],
  );
  return rows.map(({ gone_on: goneOn, ...row }) => ({ ...row, goneOn }));
}
