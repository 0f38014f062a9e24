import { findHistoryRisk } from "@getu/store";
import type { Db } from "@getu/store";

/** What an operator is told whose server could change what only ever grows; null = nothing. */
export async function describeHistoryRisk(db: Db): Promise<string | null> {
  const risk = await findHistoryRisk(db);
  if (risk === null) return null;
  return `the database role ${risk.role} can change what only ever grows (${risk.tables.join(", ")}): give the server a role of its own, and the owner's address as DATABASE_OWNER_URL`;
}
