import type { Query, QueryClient } from "@tanstack/react-query";

/** Asks at once for everything that is being asked for: what hangs on a dead wire, and what waits for its next try. */
export async function askAgain(client: QueryClient): Promise<void> {
  const waiting = new Set<Query>(client.getQueryCache().findAll({ type: "active", fetchStatus: "fetching" }));
  const those = { predicate: (query: Query) => waiting.has(query) };
  await client.cancelQueries(those); // else a question without an answer so far would go on waiting
  await client.refetchQueries(those);
}
