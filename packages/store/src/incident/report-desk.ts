import type { Connection } from "../db.ts";
import { contentHash } from "../content-hash.ts";
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

/**
 * The hash of what a report says. When it happened is left out: a phone works that out anew for each try, by what it knows
 * then of the server's clock. So are photos, which are uploaded anew, and the contact, which has to be forgotten.
 */
export const contentOf = ({ report, sameAs }: ReportDelivery): string =>
  contentHash({ ...report, occurredAt: undefined, sameAs: sameAs?.incidentId });

/**
 * Asks the database for everything that taking reports goes by, in one statement: the desk of each delivery, in their
 * order. The boundaries are the same for all of them.
 */
export async function openDesks(
  connection: Connection,
  territoryId: number,
  deliveries: readonly ReportDelivery[],
): Promise<ReportDesk[]> {
  const { rows } = await connection.query<Omit<ReportDesk, "id"> & { id: string }>({
    name: "getu report desk",
    text: `SELECT clock_timestamp()::timestamptz(3) AS now, nextval('incident_id_seq') AS id,
        coalesce(latest.number, 0) AS version, latest.effective_from AS "inForceSince",
        time_zone AS "timeZone",
        (SELECT true FROM incident_step WHERE territory_id = $1 AND idempotency_key = key) IS NOT NULL AS "isKnown"
      FROM territory LEFT JOIN LATERAL (
        SELECT number, effective_from FROM territory_version AS version WHERE version.territory_id = territory.id
        ORDER BY number DESC LIMIT 1
      ) AS latest ON true, unnest($2::text[]) WITH ORDINALITY AS delivery(key, place)
      WHERE territory.id = $1 ORDER BY place`,
    values: [territoryId, deliveries.map(keyOf)],
  });
  if (!rows[0]) throw new Error(`there is no territory ${territoryId}`);
  return rows.map((row) => ({ ...row, id: Number(row.id) }));
}

/** The same for one delivery. */
export async function openDesk(connection: Connection, delivery: ReportDelivery): Promise<ReportDesk> {
  const [desk] = await openDesks(connection, delivery.territoryId, [delivery]);
  return desk!; // one for each delivery
}

/** True for what happened under the boundaries in force. */
export const isOfToday = ({ inForceSince }: ReportDesk, { report }: ReportDelivery): boolean =>
  inForceSince === null || new Date(report.occurredAt) >= inForceSince;
