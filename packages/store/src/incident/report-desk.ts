import type { Connection } from "../db.ts";
import { deliveryKey } from "./delivery-key.ts";
import type { ReportDelivery } from "./report.ts";

/** What the database says at the moment of taking a report. */
export type ReportDesk = {
  now: Date;
  /** The number of the incident that it becomes. */
  id: number;
  timeZone: string;
  /** The boundaries in force: still so at the next statement only for a transaction that holds them. */
  version: number;
  inForceSince: Date | null;
  /** This delivery has come before. */
  isKnown: boolean;
};

/** A report's delivery as the ledger calls it. */
export const keyOf = ({ actor, idempotencyKey }: ReportDelivery): string =>
  deliveryKey(actor, idempotencyKey);

/** Asks the database for everything that taking a report goes by, in one statement. */
export async function openDesk(connection: Connection, delivery: ReportDelivery): Promise<ReportDesk> {
  const { territoryId } = delivery;
  const { rows } = await connection.query<Omit<ReportDesk, "id"> & { id: string }>({
    name: "getu report desk",
    text: `SELECT clock_timestamp()::timestamptz(3) AS now, nextval('incident_id_seq') AS id,
        coalesce(latest.number, 0) AS version, latest.effective_from AS "inForceSince",
        time_zone AS "timeZone",
        EXISTS (SELECT FROM incident_step WHERE territory_id = $1 AND idempotency_key = $2) AS "isKnown"
      FROM territory LEFT JOIN LATERAL (
        SELECT number, effective_from FROM territory_version AS version WHERE version.territory_id = territory.id
        ORDER BY number DESC LIMIT 1
      ) AS latest ON true WHERE territory.id = $1`,
    values: [territoryId, keyOf(delivery)],
  });
  if (!rows[0]) throw new Error(`there is no territory ${territoryId}`);
  return { ...rows[0], id: Number(rows[0].id) };
}

/** True for what happened under the boundaries in force. */
export const isOfToday = ({ inForceSince }: ReportDesk, { report }: ReportDelivery): boolean =>
  inForceSince === null || new Date(report.occurredAt) >= inForceSince;
