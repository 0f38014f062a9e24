import { notifyManager, useQueryClient } from "@tanstack/react-query";
import type { Query, QueryClient, QueryKey } from "@tanstack/react-query";
import { useCallback, useSyncExternalStore } from "react";

/** The third try in vain comes some three seconds after the first: a single miss is no news. */
const MISSES = 3;

/**
 * What is not there after so long may still come, but what it would replace is old. Three tries that hang would take minutes
 * to end, and each change that is told meanwhile begins them anew.
 */
const AWAITED_MS = 20_000;

/** Time passes without any event of the cache. */
const LOOK_EVERY_MS = 5_000;

/** Watches whether what is looked at can be had. */
export type BehindWatch = {
  /** Watches until what it returns is called; `onChange`: the answer of `since` may be another one. */
  subscribe: (onChange: () => void) => () => void;
  /**
   * When the oldest of what is looked at and cannot be had was true, by this machine's clock; 0 = it has never come. Null when
   * everything can be had.
   */
  since: () => number | null;
  /** As `since`, of these parts alone, as `partOf` calls them, and of what has come: what was never shown cannot look new. */
  shownSince: (parts: readonly string[]) => number | null;
};

/** What a question is about: the procedure that it asks, or the first word of its key. */
export const partOf = ([about]: QueryKey): string => (Array.isArray(about) ? about.join(".") : String(about));

/** Counts as behind what fails again and again, what is long in coming, and what is refused to who has seen it before. */
export function createBehindWatch(client: QueryClient): BehindWatch {
  const cache = client.getQueryCache();
  const askedAt = new WeakMap<Query, number>();
  const note = (query: Query): void => {
    if (query.state.fetchStatus !== "fetching") askedAt.delete(query);
    else if (!askedAt.has(query)) askedAt.set(query, performance.now()); // the machine's clock may be set back
  };
  const isBehind = (query: Query): boolean => {
    const { fetchStatus, fetchFailureCount, status, dataUpdatedAt } = query.state;
    if (fetchStatus !== "fetching") return status === "error" && dataUpdatedAt > 0;
    return fetchFailureCount >= MISSES || performance.now() - (askedAt.get(query) ?? Infinity) >= AWAITED_MS;
  };
  // Each event of the cache asks: whether anybody looks is asked only of what is behind.
  const findBehind = (): Query[] => cache.getAll().filter((query) => isBehind(query) && query.isActive());
  return {
    subscribe(onChange) {
      const look = notifyManager.batchCalls(onChange);
      for (const query of cache.getAll()) note(query);
      const stop = cache.subscribe(({ query }) => {
        note(query);
        look();
      });
      const timer = setInterval(look, LOOK_EVERY_MS);
      return () => {
        stop();
        clearInterval(timer);
      };
    },
    since: () => oldest(findBehind()),
    shownSince: (parts) =>
      oldest(
        findBehind().filter(
          ({ queryKey, state }) => state.dataUpdatedAt > 0 && parts.includes(partOf(queryKey)),
        ),
      ),
  };
}

/** In coarse steps: what was answered by a clock that has been set back since would be of another moment at each look. */
function oldest(queries: readonly Query[]): number | null {
  if (queries.length === 0) return null;
  const now = Date.now() - (Date.now() % LOOK_EVERY_MS);
  return Math.min(now, ...queries.map(({ state }) => state.dataUpdatedAt));
}

/** One for all who look: a panel that comes on is told of what has been hanging since before. */
const watches = new WeakMap<QueryClient, BehindWatch>();

function watchOf(client: QueryClient): BehindWatch {
  const watch = watches.get(client) ?? createBehindWatch(client);
  watches.set(client, watch);
  return watch;
}

/** As `since`, for as long as a screen is on: a server that is heard may still fail at one of its questions. */
export function useBehindSince(): number | null {
  const watch = watchOf(useQueryClient());
  return useSyncExternalStore(watch.subscribe, watch.since);
}

/** As `shownSince`; the same list of parts every time. */
export function useShownSince(parts: readonly string[]): number | null {
  const watch = watchOf(useQueryClient());
  const since = useCallback(() => watch.shownSince(parts), [watch, parts]);
  return useSyncExternalStore(watch.subscribe, since, since);
}
