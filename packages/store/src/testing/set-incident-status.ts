import type { Incident, IncidentStatus } from "@getu/domain";
import type { Db } from "../index.ts";
import { inTransaction } from "../db.ts";
import { toIncident, writeIncidentChanges } from "../incident/incident.ts";
import type { IncidentRow } from "../incident/incident.ts";
import { lockBoundaries } from "../grid/territory-lock.ts";

type StatusChange = { territoryId: number; id: number; status: IncidentStatus };

/** Changes the status of an incident that no loop knows yet, as an import that comes again would. */
export async function setIncidentStatus(
  db: Db,
  { territoryId, id, status }: StatusChange,
): Promise<Incident> {
  return inTransaction(db, async (tx) => {
    await lockBoundaries(tx, { territoryId, mode: "shared" });
    const { rows } = await tx.query<IncidentRow>(
      `UPDATE incident SET status = $3, closed_at = CASE WHEN $3 = 'closed' THEN clock_timestamp() END
       WHERE territory_id = $1 AND id = $2 RETURNING *`,
      [territoryId, id, status],
    );
    await writeIncidentChanges(db, { tx, territoryId, rows });
    return toIncident(rows[0]!); // a test knows that it is there
  });
}
