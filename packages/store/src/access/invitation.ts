import type { GrantPlace, Role } from "@getu/domain";
import type { Transaction } from "../db.ts";

/** What an invitation is made of; only the hash of its token is kept. */
export type NewInvitation = GrantPlace & {
  role: Role;
  tokenHash: string;
  createdBy: string;
  validMs: number;
};

/** Makes an invitation and says until when it holds. */
export async function insertInvitation(tx: Transaction, given: NewInvitation): Promise<Date> {
  const { rows } = await tx.query<{ expires_at: Date }>(
    `INSERT INTO invitation (token_hash, role, territory_id, grid_id, created_by, expires_at)
     VALUES ($1, $2, $3, $4, $5, clock_timestamp() + $6 * interval '1 ms') RETURNING expires_at`,
    [given.tokenHash, given.role, given.territoryId, given.gridId, given.createdBy, given.validMs],
  );
  return rows[0]!.expires_at; // an insert returns its row
}

/** Takes back what a maker has handed out and nobody has used. */
export const withdrawInvitations = async (tx: Transaction, createdBy: string): Promise<void> => {
  await tx.query(
    "UPDATE invitation SET used_at = clock_timestamp() WHERE created_by = $1 AND used_at IS NULL",
    [createdBy],
  );
};

/** What an invitation offers. */
export type Offer = GrantPlace & { id: number; role: Role; createdBy: string };

type OfferRow = {
  id: number;
  role: Role;
  territory_id: number | null;
  grid_id: number | null;
  created_by: string;
};

/** Uses an invitation up, so that a second use finds none; null when it is unknown, used or too old. */
export async function useInvitation(tx: Transaction, tokenHash: string): Promise<Offer | null> {
  const { rows } = await tx.query<OfferRow>(
    `UPDATE invitation SET used_at = clock_timestamp()
     WHERE token_hash = $1 AND used_at IS NULL AND expires_at > clock_timestamp()
     RETURNING id, role, territory_id, grid_id, created_by`,
    [tokenHash],
  );
  const row = rows[0];
  return row
    ? {
        id: row.id,
        role: row.role,
        territoryId: row.territory_id,
        gridId: row.grid_id,
        createdBy: row.created_by,
      }
    : null;
}

/** Remembers who came by it. */
export const setInvited = async (
  tx: Transaction,
  { id, personId }: { id: number; personId: string },
): Promise<void> => {
  await tx.query("UPDATE invitation SET used_by = $2 WHERE id = $1", [id, personId]);
};
