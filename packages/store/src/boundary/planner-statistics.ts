import type { Transaction } from "../db.ts";

/**
 * Has the planner look at tables that an import has filled. Autovacuum would come by a minute later; until then the
 * numbers of a new city of 300,000 incidents took 14 s instead of 0.2 s.
 */
export async function refreshStatistics(
  tx: Transaction,
  tables: readonly ("grid" | "grid_state" | "incident")[],
): Promise<void> {
  await tx.query("SET LOCAL statement_timeout = 0");
  await tx.query("SELECT refresh_statistics($1::regclass[])", [tables]); // ANALYZE is the owner's alone
}
