import { notifyManager, useQueryClient } from "@tanstack/react-query";
import type { Query, QueryClient } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";

/** The third try in vain comes some three seconds after the first: a single miss is no news. */
const MISSES = 3;

/** True while what is looked at fails again and again, or is refused to who has seen it before. */
const isBehind = ({ state }: Query): boolean =>
  state.fetchStatus === "fetching"
    ? state.fetchFailureCount >= MISSES
    : state.status === "error" && state.dataUpdatedAt > 0;

/**
 * When the oldest of what is looked at and cannot be had was true, by this machine's clock; 0 = it has never come. Null when
 * everything can be had.
 */
export function behindSince(client: QueryClient): number | null {
  const behind = client.getQueryCache().findAll({ type: "active", predicate: isBehind });
  return behind.length === 0 ? null : Math.min(...behind.map(({ state }) => state.dataUpdatedAt));
}

/** As `behindSince`, for as long as a screen is on: a server that is heard may still fail at one of its questions. */
export function useBehindSince(): number | null {
  const client = useQueryClient();
  const subscribe = useCallback(
    (onChange: () => void) => client.getQueryCache().subscribe(notifyManager.batchCalls(onChange)),
    [client],
  );
  return useSyncExternalStore(subscribe, () => behindSince(client));
}
