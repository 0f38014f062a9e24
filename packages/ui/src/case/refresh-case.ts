import type { QueryClient } from "@tanstack/react-query";
import type { useTRPC } from "../trpc.ts";
import type { CaseKey } from "./use-case.ts";

/** Asks again for what a page of one incident shows, where such a page is open; resolves when it is there. */
export async function refreshCase(
  client: QueryClient,
  trpc: ReturnType<typeof useTRPC>,
  key: CaseKey,
): Promise<void> {
  const { territoryId, id: incidentId } = key;
  await Promise.all([
    client.invalidateQueries(trpc.incident.history.queryFilter(key)),
    client.invalidateQueries(trpc.incident.preview.queryFilter(key)),
    client.invalidateQueries(trpc.incident.explainDeadline.queryFilter(key)),
    client.invalidateQueries(trpc.photo.list.queryFilter({ territoryId, incidentId })),
  ]);
}
