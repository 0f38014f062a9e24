import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";

/** A screen that shows a code; hashes of the code, of the secret that the screen is to keep, and of the one that it has. */
export type NewPairing = {
  codeHash: string;
  tokenHash: string;
  /** Null = it has none. */
  keptHash: string | null;
  address: string;
  validMs: number;
};

/**
 * Lets a screen wait to be taken, and says until when; null when what it has is the token of a wall that was not taken
 * back. What nobody took in time is forgotten, and what waited for the secret that the screen now gives up.
 */
export async function beginPairing(
  db: Db,
  { codeHash, tokenHash, keptHash, address, validMs }: NewPairing,
): Promise<Date | null> {
  return inTransaction(db, async (tx) => {
    // First: this waits for whoever is taking the screen at this moment, and then there is the token.
    await tx.query("DELETE FROM wall_pairing WHERE expires_at <= clock_timestamp() OR token_hash = $1", [
      keptHash,
    ]);
    const token = await tx.query("SELECT FROM device_token WHERE token_hash = $1 AND revoked_at IS NULL", [
      keptHash,
    ]);
    if (token.rowCount !== 0) return null;
    const { rows } = await tx.query<{ expires_at: Date }>(
      `INSERT INTO wall_pairing (code_hash, token_hash, address, expires_at)
       VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 ms') RETURNING expires_at`,
      [codeHash, tokenHash, address, validMs],
    );
    return rows[0]!.expires_at; // an insert returns its row
  });
}

/** The screen that shows this code, which then waits no longer; null when there is none, or it waited too long. */
export async function takePairing(
  tx: Transaction,
  codeHash: string,
): Promise<{ tokenHash: string; address: string | null } | null> {
  const { rows } = await tx.query<{ tokenHash: string; address: string | null }>(
    `DELETE FROM wall_pairing WHERE code_hash = $1 AND expires_at > clock_timestamp()
     RETURNING token_hash AS "tokenHash", address`,
    [codeHash],
  );
  return rows[0] ?? null;
}
