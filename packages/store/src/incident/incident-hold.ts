import type { Transaction } from "../db.ts";

/** SQL that is true where no hold lies on the incident of a row. */
export const notHeld = (table: string): string => `NOT EXISTS (
  SELECT FROM incident_hold AS hold
  WHERE hold.territory_id = ${table}.territory_id AND hold.incident_id = ${table}.incident_id)`;

type IncidentKey = { territoryId: number; incidentId: number };

/** Since when an incident is held; null = it is not. */
export async function findHold(tx: Transaction, key: IncidentKey): Promise<Date | null> {
  const { rows } = await tx.query<{ held_at: Date }>(
    "SELECT held_at FROM incident_hold WHERE territory_id = $1 AND incident_id = $2",
    [key.territoryId, key.incidentId],
  );
  return rows[0]?.held_at ?? null;
}

/** Keeps retention away from an incident; false when there is none, or it is held already. */
export async function holdIncident(tx: Transaction, key: IncidentKey): Promise<boolean> {
  const { rowCount } = await tx.query(
    `INSERT INTO incident_hold (territory_id, incident_id)
     SELECT territory_id, id FROM incident WHERE territory_id = $1 AND id = $2 ON CONFLICT DO NOTHING`,
    [key.territoryId, key.incidentId],
  );
  return rowCount === 1;
}

/** Lets retention have what is over again; false when the incident was not held. */
export async function liftHold(tx: Transaction, key: IncidentKey): Promise<boolean> {
  const { rowCount } = await tx.query(
    "DELETE FROM incident_hold WHERE territory_id = $1 AND incident_id = $2",
    [key.territoryId, key.incidentId],
  );
  return rowCount === 1;
}
