import type { PhotoKind } from "@getu/domain";
import type { Transaction } from "../db.ts";
import { isSendersOwn } from "../incident/photo.ts";

/** Which photos count: of an incident, taken in since its clock started, and those that are being brought. */
type ProofQuestion = {
  territoryId: number;
  incidentId: number;
  since: Date;
  brought: readonly string[];
  /** Who brings them, as the ledger calls people. */
  sender: string | undefined;
};

/** Kinds of photos that are there, and brought ones that are not (any more); they are held until the transaction ends. */
export async function listProof(
  tx: Transaction,
  { territoryId, incidentId, since, brought, sender }: ProofQuestion,
): Promise<{ kinds: PhotoKind[]; missing: string[] }> {
  const { rows } = await tx.query<{ id: string; kind: PhotoKind }>(
    `SELECT id, kind FROM incident_photo WHERE territory_id = $1
       AND (incident_id = $2 AND uploaded_at >= $3 OR id = ANY ($4) AND ${isSendersOwn("$5::text")}) FOR UPDATE`,
    [territoryId, incidentId, since, brought, sender],
  );
  const found = new Set(rows.map(({ id }) => id));
  return { kinds: rows.map(({ kind }) => kind), missing: brought.filter((id) => !found.has(id)) };
}
