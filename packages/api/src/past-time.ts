import { findDoneProblem, findTimeProblem } from "@getu/domain";
import { databaseNow } from "@getu/store";
import type { Db } from "@getu/store";
import { toTrpcError } from "./failure.ts";

const MESSAGES = {
  ahead: "must not be in the future",
  "too-long-ago": "must not be more than ten years ago",
} as const;

/** When something is said to have happened, null = now by the clock of the database; throws for what is still to come or too long ago. */
export async function pastTime(
  db: Db,
  occurredAt: string | null,
  path = "report.occurredAt",
): Promise<string> {
  const now = await databaseNow(db);
  if (occurredAt === null) return now.toISOString();
  const problem = findTimeProblem(new Date(occurredAt), now);
  if (problem === null) return occurredAt;
  throw toTrpcError({ code: "INPUT_INVALID", problems: [{ path, message: MESSAGES[problem] }] });
}

const DONE_MESSAGES = {
  ahead: "must not be in the future",
  "too-long-ago": "must not be more than seven days ago",
} as const;

/** When somebody says that they did something, undefined = as it is sent; throws for what is still to come or longer ago than phones claim. */
export async function claimedTime(db: Db, doneAt: string | undefined): Promise<Date | undefined> {
  if (doneAt === undefined) return undefined;
  const claimed = new Date(doneAt);
  const problem = findDoneProblem(claimed, await databaseNow(db));
  if (problem === null) return claimed;
  const problems = [{ path: "doneAt", message: DONE_MESSAGES[problem] }];
  throw toTrpcError({ code: "INPUT_INVALID", problems });
}
