import type { Scope } from "@getu/domain";
import type { MovedWork } from "@getu/domain/redraw";
import type { Db } from "../db.ts";
import { gridsBelow } from "../grid/grid-tree.ts";
import { toIncident } from "../incident/incident.ts";
import type { IncidentRow } from "../incident/incident.ts";

type MovedRow = IncidentRow & {
  version: number;
  from_grid: number | null;
  to_grid: number | null;
  is_own: boolean;
};

/** Which version's moves; `limit` of them at most, those reported last first. */
export type MovedWorkQuestion = Scope & { version: number; limit: number };

/**
 * Open work that a version moved and that is still open, as far as it came to the scope or went from it. What lies with
 * others now, also by a later version, is told by its number and where it went alone.
 */
export async function listMovedWork(
  db: Db,
  { territoryId, within, version, limit }: MovedWorkQuestion,
): Promise<MovedWork[]> {
  const { rows } = await db.pool.query<MovedRow>(
    `WITH own AS (SELECT id FROM (${gridsBelow("$1", "$3")}) AS below UNION SELECT unnest($3::integer[]))
     SELECT * FROM (
       SELECT incident.*, work.version, work.from_grid, work.to_grid,
         $3::integer[] IS NULL OR work.to_grid IN (SELECT id FROM own) AS came,
         $3::integer[] IS NULL OR work.from_grid IN (SELECT id FROM own) AS went,
         $3::integer[] IS NULL OR incident.grid_current IN (SELECT id FROM own) AS is_own
       FROM moved_work AS work JOIN incident ON incident.territory_id = work.territory_id AND incident.id = work.incident_id
       WHERE work.territory_id = $1 AND work.version = $2 AND incident.status <> 'closed'
     ) AS moved WHERE came OR went ORDER BY reported_at DESC, id DESC LIMIT $4`,
    [territoryId, version, within, limit],
  );
  return rows.map((row) => ({
    incidentId: Number(row.id),
    version: row.version,
    fromGrid: row.from_grid,
    toGrid: row.to_grid,
    incident: row.is_own ? toIncident(row) : null,
  }));
}
