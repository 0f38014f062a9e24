import { databaseNow } from "@getu/store";
import type { Db } from "@getu/store";
import { toTrpcError } from "./failure.ts";

/** When something is said to have happened, null = now by the clock of the database; throws for what is still to come. */
export async function pastTime(
  db: Db,
  occurredAt: string | null,
  path = "report.occurredAt",
): Promise<string> {
  const now = await databaseNow(db);
  if (occurredAt === null) return now.toISOString();
  if (new Date(occurredAt) <= now) return occurredAt;
  const problems = [{ path, message: "must not be in the future" }];
  throw toTrpcError({ code: "INPUT_INVALID", problems });
}
