import { dehydrate, hydrate, useQueryClient } from "@tanstack/react-query";
import type { DehydratedState, QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** Where a phone keeps the answers it has had; what they hold is for the keeper to protect. */
export type CopyKeeper = {
  read: () => Promise<OfflineCopy | null>;
  write: (copy: OfflineCopy) => Promise<void>;
};

/** The answers of a phone, each with its time by the phone's clock. */
export type OfflineCopy = { answers: DehydratedState };

/** An answer that is older is not shown any more: nobody should work by it. */
const LIFE_MS = 72 * 3_600_000;
const SAVE_AFTER_MS = 1_500;

/**
 * Begins with the answers that were kept, then keeps what comes in; everything kept is asked for again. True once
 * what there was is shown.
 */
export function useOfflineCopy(keeper: CopyKeeper): boolean {
  const client = useQueryClient();
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    let stop = (): void => {};
    let isGone = false;
    const begin = async (): Promise<void> => {
      const end = await openOfflineCopy(client, keeper);
      if (isGone) return end();
      stop = end;
      setReady(true);
    };
    begin().catch(reportError);
    return () => {
      isGone = true;
      stop();
    };
  }, [client, keeper]);
  return isReady;
}

/** Asks again for everything that is shown; what there is stays up meanwhile. */
export function useAskAgain(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries();
}

/** Begins with what was kept and keeps what comes in; gives the way to stop. */
export async function openOfflineCopy(client: QueryClient, keeper: CopyKeeper): Promise<() => void> {
  await restore(client, keeper);
  return keepSaving(client, keeper);
}

async function restore(client: QueryClient, keeper: CopyKeeper): Promise<void> {
  client.setDefaultOptions({
    ...client.getDefaultOptions(),
    queries: { ...client.getDefaultOptions().queries, gcTime: LIFE_MS },
  });
  const copy = await keeper.read().catch(() => null); // sealed with a key that is gone
  if (!copy) return;
  // By each answer's own time: the copy is written anew whenever asking again has failed.
  const isAlive = ({ state }: DehydratedState["queries"][number]): boolean =>
    Date.now() - state.dataUpdatedAt <= LIFE_MS;
  const queries = copy.answers.queries.filter(isAlive);
  if (queries.length < copy.answers.queries.length)
    await keeper.write({ answers: { ...copy.answers, queries } }).catch(() => undefined); // a full phone still shows the rest
  hydrate(client, { queries });
  await client.invalidateQueries({ refetchType: "none" });
}

/**
 * Answers that came as JSON; bytes are kept by the browser under their addresses. An answer stays one when asking again has
 * failed: without a network everything does.
 */
const isKept = ({ state: { data } }: { state: { data: unknown } }): boolean =>
  data !== undefined && !(data instanceof Uint8Array);

function keepSaving(client: QueryClient, keeper: CopyKeeper): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let hasAnswers = client.getQueryCache().getAll().some(isKept);
  const save = (): void => {
    timer = null;
    const answers = dehydrate(client, { shouldDehydrateQuery: isKept, shouldDehydrateMutation: () => false });
    hasAnswers ||= answers.queries.length > 0;
    if (!hasAnswers) return; // nobody has answered yet: what could not be read may be readable the next time
    void keeper.write({ answers }).catch((error: unknown) => reportError(error));
  };
  const stop = client.getQueryCache().subscribe(({ type }) => {
    if (type === "updated" || type === "added") timer ??= setTimeout(save, SAVE_AFTER_MS);
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}
