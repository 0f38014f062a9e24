import type { Connection, Db } from "../db.ts";
import { gridPath } from "../grid/grid-tree.ts";

/** An incident, and the grid paths of who asks for it. */
type Reach = { territoryId: number; incidentId: number; paths: readonly string[] };

/**
 * True when an incident lies below one of the paths, or who owns it or is asked for it does. One small question, the
 * same for what lies elsewhere and for what is not there: how long it takes tells nobody which (T35).
 */
export const isInReach = (db: Db, reach: Reach): Promise<boolean> => isReached(db.pool, reach);

/** The same over a connection, for those that have one already. */
export async function isReached(
  on: Connection | Db["pool"],
  { territoryId, incidentId, paths }: Reach,
): Promise<boolean> {
  const { rowCount } = await on.query(
    `SELECT FROM incident
     LEFT JOIN incident_loop AS loop ON loop.territory_id = incident.territory_id AND loop.incident_id = incident.id
     LEFT JOIN LATERAL (${gridPath("incident.territory_id", "incident.grid_current")}) AS place ON true
     WHERE incident.territory_id = $1 AND incident.id = $2 AND EXISTS (
       SELECT FROM unnest($3::text[]) AS mine (path), unnest(ARRAY[coalesce(place.path, ''),
         state #>> '{owner,gridPath}', state #>> '{asked,duty,gridPath}']) AS its (path)
       WHERE mine.path = '' OR its.path = mine.path OR starts_with(its.path, mine.path || '/'))`,
    [territoryId, incidentId, paths],
  );
  return rowCount === 1;
}
