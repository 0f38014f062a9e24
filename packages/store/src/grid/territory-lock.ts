import type { Transaction } from "../db.ts";

/** Whether others may hold the lock at the same time. */
type LockMode = "shared" | "exclusive";

type Held = { territoryId: number; mode: LockMode };

const LOCKS = { shared: "pg_advisory_xact_lock_shared", exclusive: "pg_advisory_xact_lock" } as const;

/** Named, so that it is planned once: with every report planning was a quarter of what holding them took (41 and 31 µs). */
async function lock(tx: Transaction, what: string, { territoryId, mode }: Held): Promise<void> {
  const text = `SELECT ${LOCKS[mode]}(hashtext('getu ${what}'), $1)`;
  await tx.query({ name: `getu ${what} ${mode}`, text, values: [territoryId] });
}

/**
 * Holds the territory's boundaries still until the transaction ends. Whoever writes something that has been placed
 * holds them "shared", whoever publishes boundaries "exclusive": nothing is ever placed by lines that are just going.
 */
export const lockBoundaries = (tx: Transaction, held: Held): Promise<void> => lock(tx, "boundaries", held);

/**
 * Lets batches of imports go side by side ("shared") or one alone ("exclusive") until the transaction ends. To be asked
 * for before anything else is held.
 */
export const lockImports = (tx: Transaction, held: Held): Promise<void> => lock(tx, "imports", held);
