import { dehydrate, hydrate, useQueryClient } from "@tanstack/react-query";
import type { DehydratedState, QueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";

/** Where a phone keeps the answers it has had; what they hold is for the keeper to protect. */
export type CopyKeeper = {
  read: () => Promise<OfflineCopy | null>;
  write: (copy: OfflineCopy) => Promise<void>;
};

/** The answers of a phone as they were at a moment of its clock. */
export type OfflineCopy = { savedAtMs: number; answers: DehydratedState };

/** What is older is not shown any more: nobody should work by it. */
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
      await restore(client, keeper);
      if (isGone) return;
      stop = keepSaving(client, keeper);
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

async function restore(client: QueryClient, keeper: CopyKeeper): Promise<void> {
  client.setDefaultOptions({
    ...client.getDefaultOptions(),
    queries: { ...client.getDefaultOptions().queries, gcTime: LIFE_MS },
  });
  const copy = await keeper.read().catch(() => null); // sealed with a key that is gone
  if (!copy || Date.now() - copy.savedAtMs > LIFE_MS) return;
  hydrate(client, copy.answers);
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
  const save = (): void => {
    timer = null;
    const answers = dehydrate(client, { shouldDehydrateQuery: isKept, shouldDehydrateMutation: () => false });
    void keeper.write({ savedAtMs: Date.now(), answers }).catch(reportError);
  };
  const stop = client.getQueryCache().subscribe(({ type }) => {
    if (type === "updated" || type === "added") timer ??= setTimeout(save, SAVE_AFTER_MS);
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}
