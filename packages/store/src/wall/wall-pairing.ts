import type { Db, Transaction } from "../db.ts";
import { inTransaction } from "../db.ts";

/** A screen that shows a code; hashes of the code and of the secret that the screen keeps. */
export type NewPairing = { codeHash: string; tokenHash: string; address: string; validMs: number };

/** Lets a screen wait to be taken, and says until when; what nobody took in time is forgotten. */
export async function beginPairing(
  db: Db,
  { codeHash, tokenHash, address, validMs }: NewPairing,
): Promise<Date> {
  return inTransaction(db, async (tx) => {
    await tx.query("DELETE FROM wall_pairing WHERE expires_at <= clock_timestamp()");
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
