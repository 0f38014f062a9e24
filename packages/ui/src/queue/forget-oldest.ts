import type { QueryClient } from "@tanstack/react-query";

/**
 * Of the answers under a key that nobody looks at, only so many are kept: those that came last. One that has not come yet is
 * older than any that has.
 */
export function forgetOldest(client: QueryClient, queryKey: readonly unknown[], most: number): void {
  const cache = client.getQueryCache();
  const unseen = cache.findAll({ queryKey, type: "inactive" });
  const newestFirst = unseen.toSorted((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt);
  for (const query of newestFirst.slice(most)) cache.remove(query);
}
