import type { Batch, Delivery } from "@getu/editor";
import { failureOf } from "@getu/ui";
import type { DraftCalls } from "@getu/ui";

/** After a lost connection it is tried again so often. */
export const RETRY_MS = 3_000;

/** Sends a batch of a draft's entries and says what became of it. */
export async function deliver(
  calls: DraftCalls,
  { draftId, revision, batch }: { draftId: number; revision: number; batch: Batch },
): Promise<Delivery> {
  try {
    return await calls.append(draftId, revision, { key: batch.key, entries: [...batch.entries] });
  } catch (error) {
    const failure = failureOf(error);
    if (failure?.code === "DRAFT_STEP_REFUSED") return { failed: "refused", stuck: failure };
    const code = failure?.code;
    if (code === "DRAFT_MOVED_ON") return { failed: "conflict" };
    const isPassing = code === undefined || code === "DATABASE_UNAVAILABLE" || code === "TOO_OFTEN";
    return isPassing ? { failed: "offline" } : { failed: "refused", stuck: null };
  }
}
