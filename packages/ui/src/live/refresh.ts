import type { Query, QueryClient, QueryFilters } from "@tanstack/react-query";

/** Questions that will be asked once more when what is on its way has come. */
const awaited = new WeakSet<Query>();

/**
 * Asks again for what is looked at, and for the rest when somebody looks. What is on its way is let come: given up at each
 * of many calls it would never come. It may have been read before the change that is called for, so it is asked for once
 * more after that.
 */
export function refresh(client: QueryClient, filters: QueryFilters = {}): void {
  const onTheWay = client.getQueryCache().findAll({ ...filters, fetchStatus: "fetching" });
  void client.invalidateQueries(filters, { cancelRefetch: false });
  for (const query of onTheWay) void refreshAfter(client, query);
}

async function refreshAfter(client: QueryClient, query: Query): Promise<void> {
  if (awaited.has(query)) return;
  awaited.add(query);
  await query.fetch().catch(() => null); // joins what is on its way
  awaited.delete(query);
  refresh(client, { predicate: (other) => other === query });
}
