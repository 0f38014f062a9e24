import type { Transaction } from "../db.ts";

/** What a link that sets a password is made of; only the hash of its token is kept. */
export type NewPasswordLink = { personId: string; tokenHash: string; createdBy: string; validMs: number };

/** Makes a link by which somebody sets the password of an account that is there. */
export const insertPasswordLink = async (tx: Transaction, given: NewPasswordLink): Promise<void> => {
  await tx.query(
    `INSERT INTO password_link (token_hash, person_id, created_by, expires_at)
     VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 ms')`,
    [given.tokenHash, given.personId, given.createdBy, given.validMs],
  );
};

/** Whose password a link sets; it is used up by this. Null when it is unknown, used, too old, or the account closed. */
export async function usePasswordLink(
  tx: Transaction,
  tokenHash: string,
): Promise<{ personId: string; username: string } | null> {
  const { rows } = await tx.query<{ person_id: string; username: string }>(
    `UPDATE password_link SET used_at = clock_timestamp() FROM person
     WHERE token_hash = $1 AND used_at IS NULL AND expires_at > clock_timestamp()
       AND person.id = person_id AND disabled_at IS NULL AND username IS NOT NULL
     RETURNING person_id, username`,
    [tokenHash],
  );
  return rows[0] ? { personId: rows[0].person_id, username: rows[0].username } : null;
}

/** Ends the links that a maker has handed out and nobody has used. */
export const withdrawPasswordLinks = async (tx: Transaction, createdBy: string): Promise<void> => {
  await tx.query(
    "UPDATE password_link SET used_at = clock_timestamp() WHERE created_by = $1 AND used_at IS NULL",
    [createdBy],
  );
};

/** True when the maker has ever handed out a link. */
export async function hasHandedOutLinks(tx: Transaction, createdBy: string): Promise<boolean> {
  const { rowCount } = await tx.query("SELECT FROM password_link WHERE created_by = $1 LIMIT 1", [createdBy]);
  return rowCount === 1;
}
