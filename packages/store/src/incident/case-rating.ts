import type { CaseRating } from "@getu/domain";
import type { Db } from "../db.ts";

/** What its reporter said of each closing of an incident, oldest first. */
export async function listRatings(
  db: Db,
  { territoryId, incidentId }: { territoryId: number; incidentId: number },
): Promise<CaseRating[]> {
  const { rows } = await db.pool.query<CaseRating>(
    `SELECT closed_at AS "closedAt", rating, reason, rated_at AS "ratedAt" FROM incident_rating
     WHERE territory_id = $1 AND incident_id = $2 ORDER BY closed_at`,
    [territoryId, incidentId],
  );
  return rows;
}
